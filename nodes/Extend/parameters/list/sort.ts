/** The order of a list, as far as the API sorts it. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

const directionOption: INodeProperties = {
	displayName: 'Direction',
	name: 'sortDir',
	type: 'options',
	default: 'desc',
	options: [
		{ name: 'Newest First', value: 'desc' },
		{ name: 'Oldest First', value: 'asc' },
	],
};

const sortOptions: INodeProperties[] = [
	directionOption,
	{
		displayName: 'Sort By',
		name: 'sortBy',
		type: 'options',
		default: 'createdAt',
		options: [
			{ name: 'Created At', value: 'createdAt' },
			{ name: 'Updated At', value: 'updatedAt' },
		],
	},
];

/** Sorting by the time of creation or change. Without display options. */
export const sortProperty: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'collection',
	placeholder: 'Add Sort Option',
	default: {},
	options: sortOptions,
};

/** Sorting for lists with one order, whose direction can be chosen. */
export const directionProperty: INodeProperties = { ...sortProperty, options: [directionOption] };

/** The query for the chosen order; only what is set. */
export function readSort(params: ItemParameters): IDataObject {
	const { sortBy, sortDir } = params.collection('sort', sortOptions);
	return { ...(sortBy ? { sortBy } : {}), ...(sortDir ? { sortDir } : {}) };
}
