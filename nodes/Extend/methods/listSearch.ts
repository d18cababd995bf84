/** What the pickers of the editor show. They only read, page by page, and show errors as the node does. */
import { searchFiles } from './searchFiles';
import { searchResources, searchVersions } from '../../shared/listSearch/searchResources';
import { searchTables } from '../../shared/listSearch/searchTables';

export const listSearch = {
	searchClassifiers: searchResources('classifier'),
	searchClassifierVersions: searchVersions('classifier'),
	searchExtractors: searchResources('extractor'),
	searchExtractorVersions: searchVersions('extractor'),
	searchFiles,
	searchTables,
	searchSplitters: searchResources('splitter'),
	searchSplitterVersions: searchVersions('splitter'),
	searchWorkflows: searchResources('workflow'),
	searchWorkflowVersions: searchVersions('workflow'),
};
