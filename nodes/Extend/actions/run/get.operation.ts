/** Run > Get: a run of any kind, as it is now. */
import type { INodeProperties } from 'n8n-workflow';
import { CALL_TIMEOUT_MS } from '../../../shared/http/timeouts';
import { clock } from '../../../shared/utils/clock';
import { fetchRun } from '../../../shared/runs/runRequests';
import { optionsCollection } from '../../parameters/common/optionsCollection';
import { anyRunOutputProperties } from '../../parameters/output/runOutput';
import { reviewOptions } from '../../parameters/config/reviewOptions';
import { runOptionsNamed } from '../../parameters/run/runOptions';
import { readRunRef, runRefProperties } from '../../parameters/reference/runReference';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import { readRunOutputSettings, finishedRunToItems } from '../../execution/document/finishedRun';

export const description: INodeProperties[] = [
	...runRefProperties,
	...anyRunOutputProperties,
	optionsCollection(runOptionsNamed('concurrency'), reviewOptions),
];

/** One job per item. A run that failed or is not done comes out like any other: reading it went well. */
export async function plan(execution: ExecutionContext, itemIndex: number): Promise<Job[]> {
	const { context, api } = execution;
	const { kind, id } = readRunRef(context, itemIndex);
	const output = readRunOutputSettings(context, itemIndex);
	const run = async () => {
		const found = await fetchRun(api, kind, id, clock.now() + CALL_TIMEOUT_MS);
		return finishedRunToItems(execution, found, { isComplete: true }, output);
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}
