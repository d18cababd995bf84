/**
 * Executes batches: uploads, starts, waits. When errors stop the node, all documents are uploaded, and the
 * first failure is thrown before anything is started, so that nothing is paid for in vain.
 */
import type { IDataObject } from 'n8n-workflow';
import { stripPresignedUrls } from '../../../shared/output/presignedUrls';
import { isIdempotencyKey } from '../../../shared/runs/idempotencyKey';
import { toBatchKind, type RunKind } from '../../../shared/runs/kinds';
import { runLedger } from '../../../shared/runs/ledger';
import { executeRun } from '../../../shared/runs/lifecycle';
import { RUN_MESSAGES } from '../../../shared/runs/messages';
import { clock } from '../../../shared/utils/clock';
import { runPool } from '../../../shared/utils/async/concurrency';
import { createDocumentKey } from '../document/documentKey';
import { buildMetadata } from '../document/documentMetadata';
import { MAX_PARALLEL_READS, readConcurrency, type ExecutionContext } from '../executionContext';
import type { JobResult } from '../types';
import { toResult } from './batchResult';
import { collectResults } from './collectResults';
import type { BatchDocuments, BatchExecution, BatchPlan, BatchResult } from './types';
import { uploadDocuments, type BatchUploads } from './uploadDocuments';

/** A batch has up to a thousand documents, so a few at a time are enough. */
const MAX_PARALLEL_BATCHES = 3;

/** The results of all documents, in their order, and those that the plan has already. */
export async function executeBatches(
	execution: ExecutionContext,
	plan: BatchPlan,
): Promise<JobResult[]> {
	execution.showsCost = true;
	const results = isFatal(execution, plan.results)
		? plan.results
		: [...plan.results, ...(await runBatches(execution, plan.batches))];
	return results.sort((one, other) => one.position - other.position);
}

async function runBatches(
	execution: ExecutionContext,
	groups: BatchDocuments[],
): Promise<BatchResult[]> {
	const results: BatchResult[] = [];
	const add = (more: BatchResult[]) => {
		for (const result of more) results.push(result);
	};
	const prepared: Array<{ batch: BatchExecution; uploaded: BatchUploads | undefined }> = [];
	for (const batch of createBatches(execution, groups)) {
		// A batch that an earlier attempt started is resumed and needs no files.
		const uploaded = isStarted(batch) ? undefined : await uploadDocuments(batch);
		prepared.push({ batch, uploaded });
		add(uploaded?.failures ?? []);
		if (isFatal(execution, results)) return results;
	}
	await runPool(
		prepared,
		MAX_PARALLEL_BATCHES,
		async ({ batch, uploaded }) => add(await runBatch(batch, uploaded)),
		() => !execution.api.isStopped() && !isFatal(execution, results),
	);
	return results;
}

/** Whether there is an error that stops the node. */
function isFatal({ context }: ExecutionContext, results: BatchResult[]): boolean {
	return !context.continueOnFail() && results.some((result) => 'error' in result);
}

function createBatches(execution: ExecutionContext, groups: BatchDocuments[]): BatchExecution[] {
	const concurrency = readConcurrency(execution.first) ?? MAX_PARALLEL_READS;
	// The first document decides for all batches.
	const { timeoutMs = 0 } = groups[0]?.[0].settings ?? {};
	const deadline = clock.now() + timeoutMs;
	return groups.map((documents, index) => {
		const [{ spec }] = documents;
		const batchKind = toBatchKind(spec.kind);
		const key = createBatchKey(execution, batchKind, documents, index);
		return { execution, documents, batchKind, key, deadline, concurrency };
	});
}

/** Made of all documents, even those whose upload fails, so that a further attempt gets the same key. */
function createBatchKey(
	execution: ExecutionContext,
	kind: RunKind,
	documents: BatchDocuments,
	position: number,
): string {
	const [{ itemIndex, spec }] = documents;
	const identity = { batch: kind.startPath, of: spec.identity };
	const sources = documents.map(({ source }) => source);
	return createDocumentKey(
		execution,
		{ kind, identity },
		{ itemIndexes: [itemIndex] },
		sources,
		position,
	);
}

function isStarted({ key }: BatchExecution): boolean {
	return runLedger.get(key)?.runId !== undefined;
}

/**
 * One batch: from its start to the results of the documents that are sent.
 * @param uploaded undefined for a batch that an earlier attempt started
 */
async function runBatch(
	batch: BatchExecution,
	uploaded: BatchUploads | undefined,
): Promise<BatchResult[]> {
	const { execution, documents, batchKind, key, deadline } = batch;
	const [{ settings, spec }] = documents;
	const sent = uploaded
		? documents.filter((_document, item) => uploaded.files.has(item))
		: documents;
	const [first, ...others] = sent;
	if (!first) return [];
	let body: Promise<IDataObject> | undefined;
	try {
		const batchRun = await executeRun(execution, {
			kind: batchKind,
			runCount: sent.length,
			key,
			processorId: spec.processorId,
			name: RUN_MESSAGES.batchName({ count: sent.length }),
			mode: settings.waitForCompletion ? 'async' : 'start',
			deadline,
			request: async () => ({ body: await (body ??= buildBatchBody(batch, uploaded)) }),
			hasKey: true,
			onIndeterminate: settings.onIndeterminate,
			cancelOnStop: settings.cancelOnStop,
			cancelOnTimeout: settings.cancelOnTimeout,
		});
		if (settings.waitForCompletion) return await collectResults(batch, sent, batchRun);
		if (isIdempotencyKey(batchRun.id)) execution.hints.add('batchByKey');
		const otherIndexes = new Set(others.map(({ itemIndex }) => itemIndex));
		otherIndexes.delete(first.itemIndex);
		const items = [{ json: stripPresignedUrls(batchRun) }];
		return [{ position: first.position, itemIndexes: [first.itemIndex, ...otherIndexes], items }];
	} catch (error) {
		return sent.map((document) => toResult(document, { error }));
	}
}

async function buildBatchBody(
	batch: BatchExecution,
	uploaded: BatchUploads | undefined,
): Promise<IDataObject> {
	const { execution, documents, key } = batch;
	// The ledger may have dropped the batch of the earlier attempt in the meantime.
	const { files } = uploaded ?? (await uploadDocuments(batch));
	const [{ settings, spec }] = documents;
	const { priority } = settings;
	return {
		...(await spec.buildBody()),
		inputs: documents.flatMap(({ settings: own, spec: { input } }, item) => {
			const file = files.get(item);
			return file
				? [{ file, metadata: buildMetadata(execution, own, { key, item }), ...input }]
				: [];
		}),
		...(priority === undefined ? {} : { priority }),
	};
}
