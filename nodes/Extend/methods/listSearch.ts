/** What the pickers of the editor show. They only read, page by page, and show errors as the node does. */
import { searchFiles } from './searchFiles';
import { searchResources, searchVersions } from '../../shared/listSearch/searchResources';
import { searchColumns, searchFields, searchTables } from '../../shared/listSearch/searchSchema';

export const listSearch = {
	searchClassifiers: searchResources('classifier'),
	searchClassifierVersions: searchVersions('classifier'),
	searchColumns,
	searchExtractors: searchResources('extractor'),
	searchExtractorVersions: searchVersions('extractor'),
	searchFiles,
	searchFields,
	searchTables,
	searchSplitters: searchResources('splitter'),
	searchSplitterVersions: searchVersions('splitter'),
	searchWorkflows: searchResources('workflow'),
	searchWorkflowVersions: searchVersions('workflow'),
};
