/** File > Get Many. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { listAll } from '../../../shared/api/requests';
import { stripPresignedUrls } from '../../../shared/output/presignedUrls';
import { listProperties, readLimit } from '../../parameters/list/limit';
import { directionProperty, readSort } from '../../parameters/list/sort';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import { OPERATION_ACTIONS } from '../messages';

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
				description: 'Only return files with this text in their name',
			},
		],
	},
	directionProperty,
];

/** One job: the list. */
export function plan({ context, api }: ExecutionContext, itemIndex: number): Job[] {
	const limit = readLimit(context, itemIndex);
	const { nameContains } = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const query = { ...(nameContains ? { nameContains } : {}), ...readSort(context, itemIndex) };
	const run = async () => {
		const action = OPERATION_ACTIONS.readList({ plural: 'files' });
		const files = await listAll(api, '/files', query, { limit, action });
		return files.map((file) => ({ json: stripPresignedUrls(file) }));
	};
	return [{ itemIndexes: [itemIndex], run }];
}
