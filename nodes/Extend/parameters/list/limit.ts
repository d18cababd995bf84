/** How many entries are returned: shared by all operations that get many. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../../shared/errors/inputError';
import { readParameter } from '../common/readParameter';
import { LIST_MESSAGES } from './messages';

/** Return All and Limit. Without display options. */
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

/** The limit of an item; undefined: all entries, as in `listAll`. Throws NodeOperationError. */
export function readLimit(context: IExecuteFunctions, itemIndex: number): number | undefined {
	if (context.getNodeParameter('returnAll', itemIndex, false) === true) return undefined;
	const limit = Number(context.getNodeParameter('limit', itemIndex, 50));
	return readParameter(context, itemIndex, 'Limit', () => {
		if (Number.isInteger(limit) && limit >= 1) return limit;
		throw new InputError(LIST_MESSAGES.invalidLimit);
	});
}
