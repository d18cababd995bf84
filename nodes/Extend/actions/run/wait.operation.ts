/** Run > Wait: until a run of any kind is done, whoever started it. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { clock } from '../../../shared/clock';
import { failureOf } from '../../../shared/runProblems';
import { waitForRun } from '../../../shared/runs';
import { optionsCollection, rawOptions, readRunOptions } from '../../fields/options';
import { anyRunOutputProperties } from '../../fields/output';
import { reviewOptions } from '../../fields/reviewOptions';
import { runOptionsNamed } from '../../fields/runOptions';
import { readRunRef, runRefProperties } from '../../fields/runRef';
import { waitForReviewOption } from '../../fields/workflowOptions';
import { countCredits, type NodeRun } from '../nodeRun';
import type { Job } from '../operation';
import { addReviewHint, readRunOutput, runItems } from '../runItems';

const cancelOnStop: INodeProperties = {
	displayName: 'Cancel on Stop',
	name: 'cancelOnStop',
	type: 'boolean',
	default: false,
	description:
		'Whether stopping the execution in n8n cancels the run in Extend. Off unless it is turned on, since another execution may have started the run.',
};

export const description: INodeProperties[] = [
	...runRefProperties,
	...anyRunOutputProperties,
	optionsCollection(
		runOptionsNamed('cancelOnTimeout', 'concurrency', 'onFailedRun', 'timeout'),
		[cancelOnStop, waitForReviewOption],
		reviewOptions,
	),
];

/** One job per item; its time begins when its turn comes. */
export async function plan(nodeRun: NodeRun, itemIndex: number): Promise<Job[]> {
	const { context } = nodeRun;
	const { kind, id } = readRunRef(context, itemIndex);
	const output = readRunOutput(context, itemIndex);
	const { timeoutMs, failedRunIsResult, ...waiting } = readWaiting(rawOptions(context, itemIndex));
	const run = async () => {
		const done = await waitForRun(
			nodeRun,
			{ ...waiting, kind, deadline: clock.now() + timeoutMs },
			id,
		);
		countCredits(nodeRun, done);
		const failure = failureOf(done, kind);
		if (failure && !failedRunIsResult) throw failure;
		if (failure) nodeRun.hints.add('failedReturned');
		addReviewHint(nodeRun, done);
		return runItems(nodeRun, done, { waited: true }, output);
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}

function readWaiting(options: IDataObject) {
	const { timeoutMs, failedRunIsResult, cancelOnTimeout } = readRunOptions(options);
	return {
		timeoutMs,
		failedRunIsResult,
		cancelOnTimeout,
		cancelOnStop: options.cancelOnStop === true,
		...(options.waitForReview === true ? { waitsAt: 'NEEDS_REVIEW' } : {}),
	};
}
