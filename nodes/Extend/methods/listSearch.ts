/** What the pickers of the editor show. They only read, page by page, and show errors as the node does. */
import { searchExtractors, searchExtractorVersions } from './extractors';
import { searchRowsFields } from './rowsFields';

export const listSearch = { searchExtractors, searchExtractorVersions, searchRowsFields };
