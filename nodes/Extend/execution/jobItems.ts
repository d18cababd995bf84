/** The items of a job's result. The only place where an error becomes an item or is thrown at n8n. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { getErrorItemIndex } from '../../shared/errors/documentError';
import { toNodeError } from '../../shared/errors/toNodeError';
import { createErrorItem } from './errorItem';
import type { JobResult } from './types';

/** The items, paired with those they come from; or the error, as an item or thrown, as set in the node. */
export function toItems(context: IExecuteFunctions, result: JobResult): INodeExecutionData[] {
	const { itemIndexes } = result;
	const [first] = itemIndexes;
	const pairedItem =
		itemIndexes.length === 1 ? { item: first } : itemIndexes.map((item) => ({ item }));
	if ('items' in result) return result.items.map((item) => ({ ...item, pairedItem }));
	const { error } = result;
	const itemIndex = getErrorItemIndex(error) ?? first;
	if (!context.continueOnFail()) throw toNodeError(context.getNode(), error, { itemIndex });
	return [{ ...createErrorItem(context, error, itemIndex), pairedItem }];
}
