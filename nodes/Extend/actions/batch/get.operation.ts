/** Batch > Get: how far a batch is. */
import type { INodeProperties } from 'n8n-workflow';
import { kindOfBatch } from '../../../shared/batchRuns';
import { CALL_TIMEOUT_MS } from '../../../shared/calls';
import { clock } from '../../../shared/clock';
import { isWorkKey } from '../../../shared/key';
import { fetchRun } from '../../../shared/runCalls';
import { batchOf } from '../../../shared/runKinds';
import { batchRefProperties, readBatchRef } from '../../fields/batchRef';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';

export const description: INodeProperties[] = batchRefProperties;

/** One job per item. */
export async function plan({ context, api }: NodeRun, itemIndex: number): Promise<Job[]> {
	const { id, kinds } = readBatchRef(context, itemIndex);
	const run = async () => {
		// All kinds that share a beginning of their IDs are read at the same place.
		const kind = isWorkKey(id) ? await kindOfBatch(api, kinds, id) : kinds[0];
		const batch = await fetchRun(api, batchOf(kind), id, clock.now() + CALL_TIMEOUT_MS);
		return [{ json: batch }];
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}
