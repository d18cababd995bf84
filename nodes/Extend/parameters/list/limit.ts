/** How many entries a list gives: shared by all operations that get many. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../../shared/errors/inputError';
import { readParameter } from '../common/readParameter';

/** Return All and Limit. Without conditions on the operation. */
export const listProperties: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/**
 * How many entries are wanted; undefined stands for all of them, as `listEntries` takes it.
 * Throws NodeOperationError.
 */
export function readLimit(context: IExecuteFunctions, itemIndex: number): number | undefined {
	if (context.getNodeParameter('returnAll', itemIndex, false) === true) return undefined;
	const limit = Number(context.getNodeParameter('limit', itemIndex, 50));
	return readParameter(context, itemIndex, 'Limit', () => {
		if (Number.isInteger(limit) && limit >= 1) return limit;
		throw new InputError({
			message: 'it is not a whole number of 1 or more',
			hint: "Enter how many results are wanted, or turn on 'Return All'.",
		});
	});
}
