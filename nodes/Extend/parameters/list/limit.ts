/** How many entries are returned: shared by all operations that get many. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../../shared/errors/inputError';
import { readDeclared } from '../common/readDeclared';
import { readParameter } from '../common/readParameter';
import { LIST_MESSAGES } from './messages';

const returnAllProperty: INodeProperties = {
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
export function readLimit(context: IExecuteFunctions, itemIndex: number): number | undefined {
	if (readDeclared(context, itemIndex, returnAllProperty) === true) return undefined;
	const limit = readDeclared(context, itemIndex, limitProperty) as number;
	return readParameter(context, itemIndex, limitProperty.displayName, () => {
		if (Number.isInteger(limit)) return limit;
		throw new InputError(LIST_MESSAGES.invalidLimit);
	});
}
