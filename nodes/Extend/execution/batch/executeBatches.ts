/**
 * Carries out batches: uploads, starts, waits. When errors stop the node, all documents are uploaded and the
 * first failure is told before anything is started, so that nothing is paid for in vain.
 */
import type { IDataObject } from 'n8n-workflow';
import { clock } from '../../../shared/utils/clock';
import { toFileInput } from '../../../shared/files/upload';
import { runPool } from '../../../shared/utils/concurrency';
import { isIdempotencyKey } from '../../../shared/runs/idempotencyKey';
import { runLedger } from '../../../shared/runs/ledger';
import { toBatchKind, type RunKind } from '../../../shared/runs/kinds';
import { executeRun } from '../../../shared/runs/lifecycle';
import { collectResults } from './collectResults';
import type { BatchDocument, BatchExecution, BatchPlan } from './types';
import { createDocumentKey, buildMetadata } from '../document/executeDocuments';
import type { ExecutionContext } from '../executionContext';
import type { JobResult } from '../types';
import { RUN_MESSAGES } from '../../../shared/runs/messages';

/** A batch is a thousand documents, so few are enough. */
const MAX_PARALLEL_BATCHES = 3;

/** The parts of the output, in the order of the documents. Every document has a part in the end. */
export async function executeBatches(
	execution: ExecutionContext,
	plan: BatchPlan,
): Promise<JobResult[]> {
	const { context, api } = execution;
	const [first] = plan.batches.flat();
	if (!first || isFailed(execution, plan)) return toResults(plan);

	const deadline = clock.now() + first.settings.timeoutMs;
	const concurrency = Number(context.getNodeParameter('options.concurrency', 0, 5)) || 1;
	const works: BatchExecution[] = [];
	for (const [index, documents] of plan.batches.entries()) {
		const batchKind = toBatchKind(documents[0].request.kind);
		const key = await createBatchKey(execution, batchKind, documents, index);
		works.push({ execution, plan, documents, batchKind, key, deadline, concurrency });
	}
	// What an earlier attempt has started is taken up and needs no files.
	for (const work of works) if (!isStarted(work)) await uploadDocuments(work);
	if (isFailed(execution, plan)) return toResults(plan);

	await runPool(
		works.length,
		MAX_PARALLEL_BATCHES,
		async (index) => await runBatch(works[index]),
		() => !api.isStopped() && !isFailed(execution, plan),
	);
	return toResults(plan);
}

/** Whether something went wrong that stops the node. */
function isFailed({ context }: ExecutionContext, { parts }: BatchPlan): boolean {
	return !context.continueOnFail() && parts.some((part) => part && 'error' in part);
}

function toResults({ parts }: BatchPlan): JobResult[] {
	return parts.filter((part) => part !== undefined);
}

/** Made of all documents, whether or not their upload goes well: a further attempt has to find the same. */
async function createBatchKey(
	execution: ExecutionContext,
	kind: RunKind,
	documents: BatchDocument[],
	position: number,
): Promise<string> {
	const [{ itemIndex, request }] = documents;
	const identity = { batch: kind.startPath, of: request.identity };
	const sources = documents.map(({ source }) => source);
	return await createDocumentKey(
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

/** Turns the documents into what the request takes. One that cannot be uploaded gets its error as part. */
async function uploadDocuments({
	execution,
	plan,
	documents,
	deadline,
	concurrency,
}: BatchExecution): Promise<void> {
	const { context, api } = execution;
	const one = async (document: BatchDocument) => {
		const { itemIndex, position, source, settings } = document;
		try {
			const { password } = settings;
			document.file = (await toFileInput(context, api, source, { password, deadline })).input;
		} catch (error) {
			plan.parts[position] = { itemIndexes: [itemIndex], error };
		}
	};
	await runPool(
		documents.length,
		concurrency,
		async (index) => await one(documents[index]),
		() => !api.isStopped() && !isFailed(execution, plan),
	);
}

/** One batch: from its start to the parts of its documents. */
async function runBatch(work: BatchExecution): Promise<void> {
	const { execution, plan, documents, batchKind, key, deadline } = work;
	const [{ settings, request }] = documents;
	const sent = isStarted(work) ? documents : documents.filter(({ file }) => file);
	if (sent.length === 0) return;
	let body: Promise<IDataObject> | undefined;
	try {
		const batch = await executeRun(execution, {
			kind: batchKind,
			runCount: sent.length,
			key,
			processorId: request.processorId,
			name: RUN_MESSAGES.batchName({ count: sent.length }),
			mode: settings.waitForCompletion ? 'async' : 'start',
			deadline,
			request: async () => ({ body: await (body ??= buildBody(work)) }),
			hasKey: true,
			onIndeterminate: settings.onIndeterminate,
			cancelOnStop: settings.cancelOnStop,
			cancelOnTimeout: settings.cancelOnTimeout,
		});
		if (settings.waitForCompletion) return await collectResults(work, sent, batch);
		if (isIdempotencyKey(batch.id)) execution.hints.add('batchByKey');
		const itemIndexes = [...new Set(sent.map(({ itemIndex }) => itemIndex))];
		plan.parts[sent[0].position] = { itemIndexes, items: [{ json: batch }] };
	} catch (error) {
		for (const { position, itemIndex } of sent) {
			plan.parts[position] ??= { itemIndexes: [itemIndex], error };
		}
	}
}

async function buildBody(work: BatchExecution): Promise<IDataObject> {
	const { execution, documents, key } = work;
	// Only when the batch of an earlier attempt is gone are there no files yet.
	if (!documents.some(({ file }) => file)) await uploadDocuments(work);
	const [{ settings, request }] = documents;
	const { priority } = settings;
	return {
		...(await request.body()),
		inputs: documents.flatMap(({ file, settings: own, request: { input } }, place) =>
			file ? [{ file, metadata: buildMetadata(execution, own, key, place), ...input }] : [],
		),
		...(priority === undefined ? {} : { priority }),
	};
}
