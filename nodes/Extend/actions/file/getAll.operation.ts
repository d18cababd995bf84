/** File > Get Many. */
import type { INodeProperties } from 'n8n-workflow';
import { listAll } from '../../../shared/api/requests';
import { stripPresignedUrls } from '../../../shared/output/presignedUrls';
import { listProperties, readLimit } from '../../parameters/list/limit';
import { directionProperty, readSort } from '../../parameters/list/sort';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import { OPERATION_ACTIONS } from '../messages';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

const nameFilter: INodeProperties = {
	displayName: 'Name Contains',
	name: 'nameContains',
	type: 'string',
	default: '',
	placeholder: 'e.g. invoice',
	description: 'Only return files with this text in their name',
};

export const description: INodeProperties[] = [
	...listProperties,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [nameFilter],
	},
	directionProperty,
];

/** One job: the list. */
export function plan({ api }: ExecutionContext, params: ItemParameters): Job[] {
	const limit = readLimit(params);
	const { nameContains } = params.collection('filters', [nameFilter]);
	const query = { ...(nameContains ? { nameContains } : {}), ...readSort(params) };
	const run = async () => {
		const action = OPERATION_ACTIONS.readList({ plural: 'files' });
		const files = await listAll(api, '/files', query, { limit, action });
		return files.map((file) => ({ json: stripPresignedUrls(file) }));
	};
	return [{ itemIndexes: [params.itemIndex], run }];
}
