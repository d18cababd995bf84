/** Batch > Get Results: the runs of a batch, as they are now. */
import type { INodeProperties } from 'n8n-workflow';
import { kindOfBatch, listBatchRuns, missingProblem, placeOf } from '../../../shared/batchRuns';
import { CALL_TIMEOUT_MS } from '../../../shared/calls';
import { clock } from '../../../shared/clock';
import type { Stored } from '../../../shared/contract';
import { isFinal } from '../../../shared/polling';
import { runPool } from '../../../shared/pool';
import { fetchRun } from '../../../shared/runCalls';
import { batchOf, type RunKind } from '../../../shared/runKinds';
import { failureOf } from '../../../shared/runProblems';
import { batchRefProperties, readBatchRef } from '../../fields/batchRef';
import { optionsCollection, rawOptions, readRunOptions } from '../../fields/options';
import { anyRunOutputProperties } from '../../fields/output';
import { reviewOptions } from '../../fields/reviewOptions';
import { runOptionsNamed } from '../../fields/runOptions';
import { countCredits, type NodeRun } from '../nodeRun';
import type { Job, Part } from '../operation';
import { addReviewHint, readRunOutput, runItems, type RunOutput } from '../runItems';

export const description: INodeProperties[] = [
	...batchRefProperties,
	...anyRunOutputProperties,
	optionsCollection(runOptionsNamed('concurrency', 'onFailedRun'), reviewOptions),
];

interface Reading {
	itemIndex: number;
	kind: RunKind;
	output: RunOutput;
	failedRunIsResult: boolean;
	concurrency: number;
}

/** One job per item; each run is a result by itself. */
export async function plan(nodeRun: NodeRun, itemIndex: number): Promise<Job[]> {
	const { context } = nodeRun;
	const ref = readBatchRef(context, itemIndex);
	const output = readRunOutput(context, itemIndex);
	const options = rawOptions(context, itemIndex);
	const { failedRunIsResult } = readRunOptions(options);
	const concurrency = Number(options.concurrency ?? 5) || 1;
	const run = async () => {
		const kind = await kindOfBatch(nodeRun.api, ref.kinds, ref.id);
		const reading = { itemIndex, kind, output, failedRunIsResult, concurrency };
		return { parts: await readResults(nodeRun, ref.id, reading) };
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}

/** The parts of all runs, in the order in which the documents were sent as far as that is known. */
async function readResults(nodeRun: NodeRun, id: string, reading: Reading): Promise<Part[]> {
	const { api } = nodeRun;
	const itemIndexes = [reading.itemIndex];
	const batchKind = batchOf(reading.kind);
	const batch = await fetchRun(api, batchKind, id, clock.now() + CALL_TIMEOUT_MS);
	const expected = Number(batch.runCount ?? 0);
	const runs = await listBatchRuns(api, batchKind, id, expected);
	const results: Array<{ part: Part; place: number }> = [];
	await runPool(
		runs.length,
		reading.concurrency,
		async (index) => {
			results[index] = await readOne(nodeRun, runs[index], reading);
		},
		() => !api.stopped(),
	);
	const parts = results.sort((a, b) => a.place - b.place).map(({ part }) => part);
	const missing = Math.max(expected, 1) - runs.length;
	if (missing > 0) {
		const what = `${missing} ${missing === 1 ? 'run is' : 'runs are'} missing`;
		parts.push({ itemIndexes, error: missingProblem(batchKind, batch, what) });
	}
	return parts;
}

/** One run as items, made at once, so that not all runs are held; or why there are none. */
async function readOne(nodeRun: NodeRun, summary: Stored, reading: Reading) {
	const { kind, output, itemIndex, failedRunIsResult } = reading;
	const itemIndexes = [itemIndex];
	let place = placeOf(summary);
	let part: Part;
	try {
		const run = await fetchRun(nodeRun.api, kind, summary.id, clock.now() + CALL_TIMEOUT_MS);
		place ??= placeOf(run);
		countCredits(nodeRun, run);
		const failure = failureOf(run, kind);
		if (failure && !failedRunIsResult) throw failure;
		if (failure) nodeRun.hints.add('failedReturned');
		if (!isFinal(run.status)) nodeRun.hints.add('notDone');
		addReviewHint(nodeRun, run);
		part = { itemIndexes, items: runItems(nodeRun, run, { waited: true }, output) };
	} catch (error) {
		part = { itemIndexes, error };
	}
	return { part, place: place ?? 0 };
}
