/** Extractor > Get Many. */
import { listOperation } from '../listOperation';

export const { description, plan } = listOperation('/extractors', 'reading the list of extractors');
