/** Workflow > Get Many. */
import { listOperation } from '../../execution/listOperation';
import { OPERATION_ACTIONS } from '../messages';

export const { description, plan } = listOperation(
	'/workflows',
	OPERATION_ACTIONS.readList({ plural: 'workflows' }),
);
