/** Get Many of what is simply listed: all entries or some, in the order of creation or change. */
import type { INodeProperties } from 'n8n-workflow';
import { listEntries } from '../../shared/calls';
import { listProperties, readLimit } from '../fields/list';
import { readSort, sortProperty } from '../fields/sort';
import type { NodeRun } from './nodeRun';
import type { Job, Operation } from './operation';

const description: INodeProperties[] = [...listProperties, sortProperty];

/**
 * The operation for the list at `path`.
 * @param doing names the step in messages, e.g. `reading the list of extractors`
 */
export function listOperation(path: string, doing: string): Operation {
	async function plan({ context, api }: NodeRun, itemIndex: number): Promise<Job[]> {
		const limit = readLimit(context, itemIndex);
		const query = readSort(context, itemIndex);
		const run = async () => {
			const entries = await listEntries(api, path, query, { limit, doing });
			return entries.map((json) => ({ json }));
		};
		return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
	}
	return { description, plan };
}
