/** The results of a batch that is done, each for the document that it belongs to. */
import { getDocumentName } from '../../../shared/files/upload';
import type { ApiObject, Run } from '../../../shared/http/responses';
import { CALL_TIMEOUT_MS } from '../../../shared/http/timeouts';
import { getBatchPosition, listBatchRuns, missingRunError } from '../../../shared/runs/batches';
import { RUN_MESSAGES } from '../../../shared/runs/messages';
import { isTerminal } from '../../../shared/runs/polling';
import { fetchRun } from '../../../shared/runs/runRequests';
import { waitForRun } from '../../../shared/runs/waiting';
import { clock } from '../../../shared/utils/clock';
import { runPool } from '../../../shared/utils/async/concurrency';
import { finishDocuments } from '../document/finishDocuments';
import { toResult } from './batchResult';
import type { BatchDocument, BatchExecution, BatchResult } from './types';

/**
 * The result of each document that was sent. Each run becomes items as soon as it is fetched, so that not all runs
 * are in memory. A document without a run gets an error: none is dropped silently.
 */
export async function collectResults(
	batch: BatchExecution,
	sent: BatchDocument[],
	batchRun: Run,
): Promise<BatchResult[]> {
	const { execution, documents, batchKind, concurrency } = batch;
	const { api } = execution;
	const runs = await listBatchRuns(api, batchKind, batchRun.id, sent.length);
	const results = new Map<BatchDocument, BatchResult>();
	const unread: string[] = [];
	const collect = async (summary: ApiObject) => {
		const { metadataOf, run, error } = await readFinishedRun(batch, summary);
		const document = documents[getBatchPosition(metadataOf) ?? -1];
		if (!document) unread.push(summary.id);
		else if (run) results.set(document, await finishDocument(batch, document, run));
		else results.set(document, toResult(document, { error }));
	};
	await runPool(runs, concurrency, collect, () => !api.isStopped());
	return sent.map((document) => {
		const message = RUN_MESSAGES.noRunFound({ document: getDocumentName(document.source) });
		const error = missingRunError(batchRun, message, unread);
		return results.get(document) ?? toResult(document, { error });
	});
}

/**
 * The run once it is done, or why it could not be read, and the latest version that has metadata: the list may be in
 * any order, so the metadata tells which document it is. The list has no metadata of workflow runs.
 */
async function readFinishedRun(
	{ execution, documents, deadline }: BatchExecution,
	summary: ApiObject,
): Promise<{ metadataOf: object; run?: Run; error?: unknown }> {
	const [{ spec, settings }] = documents;
	const { kind, waitsAt } = spec;
	let metadataOf: object = summary;
	try {
		// A result that is paid for is fetched even when the deadline has passed.
		const run = await fetchRun(execution.api, kind, summary.id, clock.now() + CALL_TIMEOUT_MS);
		metadataOf = run;
		// It may not be done, although its batch is.
		if (isTerminal(run.status) && run.status !== waitsAt) return { metadataOf, run };
		const { cancelOnStop, cancelOnTimeout } = settings;
		const waiting = { kind, waitsAt, deadline, cancelOnStop, cancelOnTimeout };
		return { metadataOf, run: await waitForRun(execution, waiting, run.id) };
	} catch (error) {
		return { metadataOf, error };
	}
}

async function finishDocument(
	{ execution }: BatchExecution,
	document: BatchDocument,
	run: Run,
): Promise<BatchResult> {
	const { spec, settings, source } = document;
	try {
		const items = await finishDocuments(execution, spec, settings, [source], { run });
		return toResult(document, { items });
	} catch (error) {
		return toResult(document, { error });
	}
}
