/** Run > Wait: until a run of any kind is done, whoever started it. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { clock } from '../../../shared/utils/clock';
import { waitForRun } from '../../../shared/runs/waiting';
import { optionsCollection } from '../../parameters/common/optionsCollection';
import { readOptions } from '../../parameters/common/readOptions';
import { readRunOptions } from '../../parameters/run/readRunOptions';
import { anyRunOutputProperties } from '../../parameters/output/runOutput';
import { reviewOptions } from '../../parameters/config/reviewOptions';
import { runOptionsNamed } from '../../parameters/run/runOptions';
import { readRunRef, runRefProperties } from '../../parameters/reference/runReference';
import { waitForReviewOption } from '../../parameters/run/workflowOptions';
import type { ExecutionContext } from '../../execution/executionContext';
import { acceptRun } from '../../execution/output/acceptRun';
import { readRunOutputSettings, toRunItems } from '../../execution/output/runItems';
import type { Job } from '../../execution/types';

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

/** The time of an item begins when its job starts. */
export function plan(execution: ExecutionContext, itemIndex: number): Job[] {
	const { context } = execution;
	const { kind, id } = readRunRef(context, itemIndex);
	const output = readRunOutputSettings(context, itemIndex);
	const { timeoutMs, returnFailedRun, ...waiting } = readWaiting(readOptions(context, itemIndex));
	const run = async () => {
		const done = await waitForRun(
			execution,
			{ ...waiting, kind, deadline: clock.now() + timeoutMs },
			id,
		);
		acceptRun(execution, done, kind, { returnFailedRun });
		return toRunItems(execution, done, { isComplete: true }, output);
	};
	return [{ itemIndexes: [itemIndex], run }];
}

function readWaiting(options: IDataObject) {
	const { timeoutMs, returnFailedRun, cancelOnTimeout } = readRunOptions(options);
	return {
		timeoutMs,
		returnFailedRun,
		cancelOnTimeout,
		cancelOnStop: options.cancelOnStop === true,
		...(options.waitForReview === true ? { waitsAt: 'NEEDS_REVIEW' } : {}),
	};
}
