/** Extractor > Get Many. */
import { listOperation } from '../../execution/listOperation';

export const { description, plan } = listOperation('/extractors', 'reading the list of extractors');
