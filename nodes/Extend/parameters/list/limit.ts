/** How many entries are returned: shared by all operations that get many. */
import type { INodeProperties } from 'n8n-workflow';
import { InputError } from '../../../shared/errors/inputError';
import { LIST_MESSAGES } from './messages';
import type { BooleanProperty, ItemParameters } from '../../../shared/parameters/nodeParameters';

const returnAllProperty: BooleanProperty = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

const limitProperty: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

/** Return All and Limit. Without display options. */
export const listProperties: INodeProperties[] = [returnAllProperty, limitProperty];

/** The limit of an item; undefined: all entries, as in `listAll`. Throws NodeOperationError. */
export function readLimit(params: ItemParameters): number | undefined {
	if (params.boolean(returnAllProperty)) return undefined;
	const limit = Number(params.declared(limitProperty));
	return params.check(limitProperty.displayName, () => {
		if (Number.isInteger(limit)) return limit;
		throw new InputError(LIST_MESSAGES.invalidLimit);
	});
}
