/** Workflow > Get Many. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { listEntries } from '../../../shared/calls';
import { listProperties, readLimit } from '../../fields/list';
import { sortProperty, readSort } from '../../fields/sort';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';

export const description: INodeProperties[] = [...listProperties, sortProperty];

/** One job: the list. */
export async function plan(nodeRun: NodeRun, itemIndex: number): Promise<Job[]> {
	const { context, api } = nodeRun;
	const limit = readLimit(context, itemIndex);
	const query: IDataObject = readSort(context, itemIndex);
	const run = async () => {
		const doing = 'reading the list of workflows';
		const entries = await listEntries(api, '/workflows', query, { limit, doing });
		return entries.map((json) => ({ json }));
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}
