/** Extractor > Get Many. */
import { listOperation } from '../../execution/listOperation';
import { OPERATION_ACTIONS } from '../messages';

export const { description, plan } = listOperation(
	'/extractors',
	OPERATION_ACTIONS.readList({ plural: 'extractors' }),
);
