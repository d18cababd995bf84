/** The results of a batch that is done, each for the document that it belongs to. */
import { listBatchRuns, missingRunError, getBatchPosition } from '../../../shared/runs/batches';
import { CALL_TIMEOUT_MS } from '../../../shared/http/timeouts';
import { clock } from '../../../shared/utils/clock';
import type { Run, ApiObject } from '../../../shared/http/responses';
import { getDocumentName } from '../../../shared/files/upload';
import { isTerminal } from '../../../shared/runs/polling';
import { runPool } from '../../../shared/utils/concurrency';
import { fetchRun } from '../../../shared/runs/runRequests';
import { waitForRun } from '../../../shared/runs/waiting';
import type { BatchDocument, BatchExecution } from './types';
import { toDocumentItems } from '../document/documentItems';
import { RUN_MESSAGES } from '../../../shared/runs/messages';

/**
 * Makes a part of the run of each document that was sent. Runs are fetched one by one and made into items at
 * once, so that not all of them are held. A document without a run gets an error: none is dropped silently.
 */
export async function collectResults(
	work: BatchExecution,
	sent: BatchDocument[],
	batch: Run,
): Promise<void> {
	const { execution, plan, documents, batchKind, concurrency } = work;
	const { api } = execution;
	const runs = await listBatchRuns(api, batchKind, batch.id, sent.length);
	const unread: string[] = [];
	const settle = async (summary: ApiObject) => {
		// The list may give them in any order: the metadata tells whose they are, of workflow runs only in full.
		let known: object = summary;
		let run: Run | undefined;
		let error: unknown;
		try {
			// A result that is there and paid for is fetched even when the time has just run out.
			const { kind } = documents[0].request;
			const first = await fetchRun(api, kind, summary.id, clock.now() + CALL_TIMEOUT_MS);
			known = first;
			run = await awaitTerminal(work, first);
		} catch (problem) {
			error = problem;
		}
		const document = documents[getBatchPosition(known) ?? -1];
		if (!document) unread.push(summary.id);
		else if (run) await setResult(work, document, run);
		else plan.parts[document.position] = { itemIndexes: [document.itemIndex], error };
	};
	await runPool(
		runs.length,
		concurrency,
		async (index) => await settle(runs[index]),
		() => !api.isStopped(),
	);
	for (const { position, itemIndex, source } of sent) {
		const subject = RUN_MESSAGES.noRunFound({ document: getDocumentName(source) });
		const error = missingRunError(batchKind, batch, subject, unread);
		plan.parts[position] ??= { itemIndexes: [itemIndex], error };
	}
}

/** The run when it is done: it may not be although its batch is. */
async function awaitTerminal(
	{ execution, documents, deadline }: BatchExecution,
	run: Run,
): Promise<Run> {
	const [{ request, settings }] = documents;
	const { kind, waitsAt } = request;
	if (isTerminal(run.status) && run.status !== waitsAt) return run;
	const { cancelOnStop, cancelOnTimeout } = settings;
	const waiting = { kind, waitsAt, deadline, cancelOnStop, cancelOnTimeout };
	return await waitForRun(execution, waiting, run.id);
}

async function setResult({ execution, plan }: BatchExecution, document: BatchDocument, run: Run) {
	const { itemIndex, position, request, settings, source } = document;
	const itemIndexes = [itemIndex];
	try {
		const items = await toDocumentItems(execution, request, settings, [source], run);
		plan.parts[position] = { itemIndexes, items };
	} catch (error) {
		plan.parts[position] = { itemIndexes, error };
	}
}
