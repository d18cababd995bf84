/** Run > Wait: until a run of any kind is done, whoever started it. */
import type { INodeProperties } from 'n8n-workflow';
import { clock } from '../../../shared/utils/clock';
import { waitForRun } from '../../../shared/runs/waiting';
import { optionsCollection } from '../../../shared/parameters/declared/collections';
import { readRunOptions } from '../../parameters/run/readRunOptions';
import { outputOptionsCollection } from '../../../shared/parameters/output/outputOptions';
import { readOutputSettings } from '../../../shared/parameters/output/readOutputSettings';
import { anyRunOutputProperties } from '../../parameters/output/runOutput';
import { reviewProperties } from '../../../shared/parameters/output/reviewOptions';
import { cancelStartedRunOption, runOptionsNamed } from '../../parameters/run/runOptions';
import { readRunRef, runRefProperties } from '../../parameters/reference/runReference';
import { readWaitForReview, waitForReviewOption } from '../../parameters/run/workflowOptions';
import type { ExecutionContext } from '../../execution/executionContext';
import { acceptRun } from '../../execution/output/acceptRun';
import { toRunItems } from '../../execution/output/runItems';
import type { Job } from '../../execution/types';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const description: INodeProperties[] = [
	...runRefProperties,
	...anyRunOutputProperties,
	optionsCollection(runOptionsNamed('concurrency', 'onFailedRun', 'timeout'), [
		cancelStartedRunOption,
		waitForReviewOption,
	]),
	...reviewProperties({ configuresRun: false }),
	outputOptionsCollection({ hasFile: false, citations: 'extractor' }),
];

/** The time of an item begins when its job starts. */
export function plan(execution: ExecutionContext, params: ItemParameters): Job[] {
	const { kind, id } = readRunRef(params);
	const output = readOutputSettings(params);
	const { timeoutMs, returnFailedRun, ...waiting } = readWaiting(params);
	const run = async () => {
		const done = await waitForRun(
			execution,
			{ ...waiting, kind, deadline: clock.now() + timeoutMs },
			id,
		);
		acceptRun(execution, done, kind, { returnFailedRun });
		return toRunItems(execution, done, { isComplete: true }, output);
	};
	return [{ itemIndexes: [params.itemIndex], run }];
}

function readWaiting(params: ItemParameters) {
	const { timeoutMs, returnFailedRun, cancelOnStop, cancelOnTimeout } = readRunOptions(params, {
		cancelRunOn: [],
	});
	const waitsForReview = readWaitForReview(params);
	return {
		timeoutMs,
		returnFailedRun,
		cancelOnStop,
		cancelOnTimeout,
		...(waitsForReview ? ({ waitsAt: 'NEEDS_REVIEW' } as const) : {}),
	};
}
