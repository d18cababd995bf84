/** The results of a batch that is done, each for the document that it belongs to. */
import { listBatchRuns, missingProblem, placeOf } from '../../shared/batchRuns';
import { CALL_TIMEOUT_MS } from '../../shared/calls';
import { clock } from '../../shared/clock';
import type { Run, Stored } from '../../shared/contract';
import { nameOf } from '../../shared/files';
import { isFinal } from '../../shared/polling';
import { runPool } from '../../shared/pool';
import { fetchRun } from '../../shared/runCalls';
import { waitForRun } from '../../shared/runs';
import type { BatchDocument } from './batchPlan';
import type { BatchWork } from './batchWork';
import { itemsOfRun } from './documentItems';

/**
 * Makes a part of the run of each document that was sent. Runs are fetched one by one and made into items at
 * once, so that not all of them are held. A document without a run gets an error: none is dropped silently.
 */
export async function collectResults(
	work: BatchWork,
	sent: BatchDocument[],
	batch: Run,
): Promise<void> {
	const { nodeRun, plan, documents, batchKind, concurrency } = work;
	const { api } = nodeRun;
	const runs = await listBatchRuns(api, batchKind, batch.id, sent.length);
	const unread: string[] = [];
	const settle = async (summary: Stored) => {
		// The list may give them in any order: the metadata tells whose they are, of workflow runs only in full.
		let known: object = summary;
		let run: Run | undefined;
		let error: unknown;
		try {
			// A result that is there and paid for is fetched even when the time has just run out.
			const { kind } = documents[0].request;
			const first = await fetchRun(api, kind, summary.id, clock.now() + CALL_TIMEOUT_MS);
			known = first;
			run = await finished(work, first);
		} catch (problem) {
			error = problem;
		}
		const document = documents[placeOf(known) ?? -1];
		if (!document) unread.push(summary.id);
		else if (run) await place(work, document, run);
		else plan.parts[document.position] = { itemIndexes: [document.itemIndex], error };
	};
	await runPool(
		runs.length,
		concurrency,
		async (index) => await settle(runs[index]),
		() => !api.stopped(),
	);
	for (const { position, itemIndex, source } of sent) {
		const what = `No run was found for ${nameOf(source)}`;
		const error = missingProblem(batchKind, batch, what, unread);
		plan.parts[position] ??= { itemIndexes: [itemIndex], error };
	}
}

/** The run when it is done: it may not be although its batch is. */
async function finished({ nodeRun, documents, deadline }: BatchWork, run: Run): Promise<Run> {
	const [{ request, settings }] = documents;
	const { kind, waitsAt } = request;
	if (isFinal(run.status) && run.status !== waitsAt) return run;
	const { cancelOnStop, cancelOnTimeout } = settings;
	const waiting = { kind, waitsAt, deadline, cancelOnStop, cancelOnTimeout };
	return await waitForRun(nodeRun, waiting, run.id);
}

async function place({ nodeRun, plan }: BatchWork, document: BatchDocument, run: Run) {
	const { itemIndex, position, request, settings, source } = document;
	const itemIndexes = [itemIndex];
	try {
		const items = await itemsOfRun(nodeRun, request, settings, [source], run);
		plan.parts[position] = { itemIndexes, items };
	} catch (error) {
		plan.parts[position] = { itemIndexes, error };
	}
}
