/** Run > Delete: removes a run with its result from Extend. */
import type { INodeProperties } from 'n8n-workflow';
import { deleteStored } from '../../../shared/calls';
import { readRunRef, runRefProperties } from '../../fields/runRef';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';

export const description: INodeProperties[] = runRefProperties;

/** One job per item. */
export async function plan({ context, api }: NodeRun, itemIndex: number): Promise<Job[]> {
	const { kind, id } = readRunRef(context, itemIndex);
	const run = async () => {
		const doing = `deleting the ${kind.label} ${id}`;
		await deleteStored(api, kind.path, id, { doing, about: { runId: id } });
		return [{ json: { id, deleted: true } }];
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}
