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
import { runPool } from '../../../shared/utils/async/concurrency';
import { fetchRun } from '../../../shared/runs/runRequests';
import { toBatchKind, type RunKind } from '../../../shared/runs/kinds';
import { batchRefProperties, readBatchRef } from '../../parameters/reference/batchReference';
import { optionsCollection } from '../../../shared/parameters/declared/collections';
import { readRunOptions } from '../../parameters/run/readRunOptions';
import { outputOptionsCollection } from '../../../shared/parameters/output/outputOptions';
import { readOutputSettings } from '../../../shared/parameters/output/readOutputSettings';
import { anyRunOutputProperties } from '../../parameters/output/runOutput';
import { reviewProperties } from '../../../shared/parameters/output/reviewOptions';
import { runOptionsNamed } from '../../parameters/run/runOptions';
import {
	MAX_PARALLEL_READS,
	readConcurrency,
	type ExecutionContext,
} from '../../execution/executionContext';
import { acceptRun } from '../../execution/output/acceptRun';
import { toRunItems, type RunOutputSettings } from '../../execution/output/runItems';
import type { ItemIndexes, Job, JobResult } from '../../execution/types';
import { RUN_MESSAGES } from '../../../shared/runs/messages';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const description: INodeProperties[] = [
	...batchRefProperties,
	...anyRunOutputProperties,
	optionsCollection(runOptionsNamed('concurrency', 'onFailedRun')),
	...reviewProperties({ configuresRun: false }),
	outputOptionsCollection({ hasFile: false, citations: 'extractor' }),
];

interface ResultSettings {
	itemIndexes: ItemIndexes;
	kind: RunKind;
	output: RunOutputSettings;
	returnFailedRun: boolean;
	concurrency: number;
}

/** One job per item; each run of the batch is a result by itself. */
export function plan(execution: ExecutionContext, params: ItemParameters): Job[] {
	const { api } = execution;
	const { id, kinds } = readBatchRef(params);
	const itemIndexes: ItemIndexes = [params.itemIndex];
	const output = readOutputSettings(params);
	const { returnFailedRun } = readRunOptions(params);
	const concurrency = readConcurrency(params) ?? MAX_PARALLEL_READS;
	const run = async () => {
		execution.showsCost = true;
		const kind = await detectBatchKind(api, kinds, id);
		const settings = { itemIndexes, kind, output, returnFailedRun, concurrency };
		return { parts: await readResults(execution, id, settings) };
	};
	return [{ itemIndexes, run }];
}

/** The results of all runs, in the order in which the documents were sent as far as that is known. */
async function readResults(
	execution: ExecutionContext,
	id: string,
	settings: ResultSettings,
): Promise<JobResult[]> {
	const { api } = execution;
	const { itemIndexes, kind, concurrency } = settings;
	const batchKind = toBatchKind(kind);
	const batch = await fetchRun(api, batchKind, id, clock.now() + CALL_TIMEOUT_MS);
	const expected = Number(batch.runCount ?? 0);
	const runs = await listBatchRuns(api, batchKind, id, expected);
	const found: Array<{ result: JobResult; position: number }> = [];
	await runPool(
		runs,
		concurrency,
		async (summary, index) => {
			found[index] = await readResult(execution, summary, settings);
		},
		() => !api.isStopped(),
	);
	const results = found.sort((a, b) => a.position - b.position).map(({ result }) => result);
	const count = Math.max(expected, 1) - runs.length;
	if (count > 0) {
		const message = RUN_MESSAGES.runsMissing({ count });
		results.push({ itemIndexes, error: missingRunError(batch, message) });
	}
	return results;
}

/** One run as items, made at once so that not all runs are in memory; or why there are none. */
async function readResult(
	execution: ExecutionContext,
	summary: ApiObject,
	{ kind, output, itemIndexes, returnFailedRun }: ResultSettings,
): Promise<{ result: JobResult; position: number }> {
	let position = getBatchPosition(summary);
	let result: JobResult;
	try {
		const run = await fetchRun(execution.api, kind, summary.id, clock.now() + CALL_TIMEOUT_MS);
		position ??= getBatchPosition(run);
		acceptRun(execution, run, kind, { returnFailedRun });
		if (!isTerminal(run.status)) execution.hints.add('notDone');
		result = { itemIndexes, items: toRunItems(execution, run, { isComplete: true }, output) };
	} catch (error) {
		result = { itemIndexes, error };
	}
	return { result, position: position ?? 0 };
}
