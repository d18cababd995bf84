/** Workflow > Get Many. */
import { listOperation } from '../../execution/listOperation';

export const { description, plan } = listOperation('/workflows', 'reading the list of workflows');
