/** The order of a list, as far as the API sorts it. */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

const direction: INodeProperties = {
	displayName: 'Direction',
	name: 'sortDir',
	type: 'options',
	default: 'desc',
	description: 'What comes first',
	options: [
		{ name: 'Ascending', value: 'asc', description: 'The oldest first' },
		{ name: 'Descending', value: 'desc', description: 'The newest first' },
	],
};

const by: INodeProperties = {
	displayName: 'Sort By',
	name: 'sortBy',
	type: 'options',
	default: 'createdAt',
	description: 'Which time decides',
	options: [
		{ name: 'Created At', value: 'createdAt' },
		{ name: 'Updated At', value: 'updatedAt' },
	],
};

/** Sorting by the time of creation or change. Without conditions on the operation. */
export const sortProperty: INodeProperties = {
	displayName: 'Sorting',
	name: 'sorting',
	type: 'collection',
	placeholder: 'Add Sorting',
	default: {},
	options: [direction, by],
};

/** Sorting for lists that know one order only and let its direction be chosen. */
export const directionProperty: INodeProperties = { ...sortProperty, options: [direction] };

/** The query for the order that is chosen; only what is set. */
export function readSort(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const { sortBy, sortDir } = context.getNodeParameter('sorting', itemIndex, {}) as IDataObject;
	return { ...(sortBy ? { sortBy } : {}), ...(sortDir ? { sortDir } : {}) };
}
