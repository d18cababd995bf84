/** Batch > Get Results: the runs of a batch, as they are now. */
import type { INodeProperties } from 'n8n-workflow';
import {
	detectBatchKind,
	listBatchRuns,
	missingRunError,
	getBatchPosition,
} from '../../../shared/runs/batches';
import { CALL_TIMEOUT_MS } from '../../../shared/http/timeouts';
import { clock } from '../../../shared/utils/clock';
import type { ApiObject } from '../../../shared/http/responses';
import { isTerminal } from '../../../shared/runs/polling';
import { runPool } from '../../../shared/utils/concurrency';
import { fetchRun } from '../../../shared/runs/runRequests';
import { toBatchKind, type RunKind } from '../../../shared/runs/kinds';
import { getRunError } from '../../../shared/runs/errors';
import { batchRefProperties, readBatchRef } from '../../parameters/reference/batchReference';
import { optionsCollection } from '../../parameters/common/optionsCollection';
import { readOptions } from '../../parameters/common/readOptions';
import { readRunOptions } from '../../parameters/run/readRunOptions';
import { anyRunOutputProperties } from '../../parameters/output/runOutput';
import { reviewOptions } from '../../parameters/config/reviewOptions';
import { runOptionsNamed } from '../../parameters/run/runOptions';
import { countCredits, type ExecutionContext } from '../../execution/executionContext';
import type { Job, JobResult } from '../../execution/types';
import {
	addReviewHint,
	readRunOutputSettings,
	finishedRunToItems,
	type RunOutputSettings,
} from '../../execution/document/finishedRun';

export const description: INodeProperties[] = [
	...batchRefProperties,
	...anyRunOutputProperties,
	optionsCollection(runOptionsNamed('concurrency', 'onFailedRun'), reviewOptions),
];

interface Reading {
	itemIndex: number;
	kind: RunKind;
	output: RunOutputSettings;
	returnFailedRun: boolean;
	concurrency: number;
}

/** One job per item; each run is a result by itself. */
export async function plan(execution: ExecutionContext, itemIndex: number): Promise<Job[]> {
	const { context } = execution;
	const ref = readBatchRef(context, itemIndex);
	const output = readRunOutputSettings(context, itemIndex);
	const options = readOptions(context, itemIndex);
	const { returnFailedRun } = readRunOptions(options);
	const concurrency = Number(options.concurrency ?? 5) || 1;
	const run = async () => {
		const kind = await detectBatchKind(execution.api, ref.kinds, ref.id);
		const reading = { itemIndex, kind, output, returnFailedRun, concurrency };
		return { parts: await readResults(execution, ref.id, reading) };
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}

/** The parts of all runs, in the order in which the documents were sent as far as that is known. */
async function readResults(
	execution: ExecutionContext,
	id: string,
	reading: Reading,
): Promise<JobResult[]> {
	const { api } = execution;
	const itemIndexes = [reading.itemIndex];
	const batchKind = toBatchKind(reading.kind);
	const batch = await fetchRun(api, batchKind, id, clock.now() + CALL_TIMEOUT_MS);
	const expected = Number(batch.runCount ?? 0);
	const runs = await listBatchRuns(api, batchKind, id, expected);
	const results: Array<{ part: JobResult; place: number }> = [];
	await runPool(
		runs.length,
		reading.concurrency,
		async (index) => {
			results[index] = await readOne(execution, runs[index], reading);
		},
		() => !api.isStopped(),
	);
	const parts = results.sort((a, b) => a.place - b.place).map(({ part }) => part);
	const missing = Math.max(expected, 1) - runs.length;
	if (missing > 0) {
		const what = `${missing} ${missing === 1 ? 'run is' : 'runs are'} missing`;
		parts.push({ itemIndexes, error: missingRunError(batchKind, batch, what) });
	}
	return parts;
}

/** One run as items, made at once, so that not all runs are held; or why there are none. */
async function readOne(execution: ExecutionContext, summary: ApiObject, reading: Reading) {
	const { kind, output, itemIndex, returnFailedRun } = reading;
	const itemIndexes = [itemIndex];
	let place = getBatchPosition(summary);
	let part: JobResult;
	try {
		const run = await fetchRun(execution.api, kind, summary.id, clock.now() + CALL_TIMEOUT_MS);
		place ??= getBatchPosition(run);
		countCredits(execution, run);
		const failure = getRunError(run, kind);
		if (failure && !returnFailedRun) throw failure;
		if (failure) execution.hints.add('failedReturned');
		if (!isTerminal(run.status)) execution.hints.add('notDone');
		addReviewHint(execution, run);
		part = { itemIndexes, items: finishedRunToItems(execution, run, { isComplete: true }, output) };
	} catch (error) {
		part = { itemIndexes, error };
	}
	return { part, place: place ?? 0 };
}
