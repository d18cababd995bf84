/** What the pickers of the editor show. They only read, page by page, and show errors as the node does. */
import { searchFiles } from './files';
import { searchSaved, searchVersions } from './pickers';
import { searchRowsFields } from './rowsFields';

export const listSearch = {
	searchClassifiers: searchSaved('classifier'),
	searchClassifierVersions: searchVersions('classifier'),
	searchExtractors: searchSaved('extractor'),
	searchExtractorVersions: searchVersions('extractor'),
	searchFiles,
	searchRowsFields,
	searchSplitters: searchSaved('splitter'),
	searchSplitterVersions: searchVersions('splitter'),
	searchWorkflows: searchSaved('workflow'),
	searchWorkflowVersions: searchVersions('workflow'),
};
