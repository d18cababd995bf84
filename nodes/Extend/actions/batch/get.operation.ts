/** Batch > Get: how far a batch is. */
import type { INodeProperties } from 'n8n-workflow';
import { detectBatchKind } from '../../../shared/runs/batches';
import { CALL_TIMEOUT_MS } from '../../../shared/http/timeouts';
import { clock } from '../../../shared/utils/clock';
import { stripPresignedUrls } from '../../../shared/output/presignedUrls';
import { isIdempotencyKey } from '../../../shared/runs/idempotencyKey';
import { fetchRun } from '../../../shared/runs/runRequests';
import { toBatchKind } from '../../../shared/runs/kinds';
import { batchRefProperties, readBatchRef } from '../../parameters/reference/batchReference';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const description: INodeProperties[] = batchRefProperties;

/** One job per item. */
export function plan({ api }: ExecutionContext, params: ItemParameters): Job[] {
	const { id, kinds } = readBatchRef(params);
	const run = async () => {
		// All kinds that share a beginning of their IDs are read at the same place.
		const kind = isIdempotencyKey(id) ? await detectBatchKind(api, kinds, id) : kinds[0];
		const batch = await fetchRun(api, toBatchKind(kind), id, clock.now() + CALL_TIMEOUT_MS);
		return [{ json: stripPresignedUrls(batch) }];
	};
	return [{ itemIndexes: [params.itemIndex], run }];
}
