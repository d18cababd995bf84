/** File > Get Many. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { listEntries } from '../../../shared/calls';
import { listProperties, readLimit } from '../../fields/list';
import { directionProperty, readSort } from '../../fields/sort';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';

export const description: INodeProperties[] = [
	...listProperties,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Name Contains',
				name: 'nameContains',
				type: 'string',
				default: '',
				placeholder: 'e.g. invoice',
				description: 'Only files whose name has this part',
			},
		],
	},
	directionProperty,
];

/** One job: the list. */
export async function plan({ context, api }: NodeRun, itemIndex: number): Promise<Job[]> {
	const limit = readLimit(context, itemIndex);
	const { nameContains } = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const query = { ...(nameContains ? { nameContains } : {}), ...readSort(context, itemIndex) };
	const run = async () => {
		const doing = 'reading the list of files';
		const files = await listEntries(api, '/files', query, { limit, doing });
		return files.map((json) => ({ json }));
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}
