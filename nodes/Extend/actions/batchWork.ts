/**
 * Carries out batches: uploads, starts, waits. When errors stop the node, all documents are uploaded and the
 * first failure is told before anything is started, so that nothing is paid for in vain.
 */
import type { IDataObject } from 'n8n-workflow';
import { clock } from '../../shared/clock';
import { toFileInput } from '../../shared/files';
import { runPool } from '../../shared/pool';
import { isWorkKey } from '../../shared/key';
import { lookUp } from '../../shared/register';
import { batchOf, type RunKind } from '../../shared/runKinds';
import { carryOut } from '../../shared/runs';
import { collectResults } from './batchCollect';
import type { BatchDocument, BatchPlan } from './batchPlan';
import { keyOf, metadataOf } from './documentWork';
import type { NodeRun } from './nodeRun';
import type { Part } from './operation';

/** A batch is a thousand documents, so few are enough. */
const BATCHES_AT_ONCE = 3;

/** One batch on its way. */
export interface BatchWork {
	nodeRun: NodeRun;
	plan: BatchPlan;
	documents: BatchDocument[];
	batchKind: RunKind;
	key: string;
	/** by our clock, in ms: for all batches */
	deadline: number;
	/** how many documents are uploaded or fetched at the same time */
	concurrency: number;
}

/** The parts of the output, in the order of the documents. Every document has a part in the end. */
export async function carryOutBatches(nodeRun: NodeRun, plan: BatchPlan): Promise<Part[]> {
	const { context, api } = nodeRun;
	const [first] = plan.batches.flat();
	if (!first || stops(nodeRun, plan)) return partsOf(plan);

	const deadline = clock.now() + first.settings.timeoutMs;
	const concurrency = Number(context.getNodeParameter('options.concurrency', 0, 5)) || 1;
	const works: BatchWork[] = [];
	for (const [index, documents] of plan.batches.entries()) {
		const batchKind = batchOf(documents[0].request.kind);
		const key = await keyOfBatch(nodeRun, batchKind, documents, index);
		works.push({ nodeRun, plan, documents, batchKind, key, deadline, concurrency });
	}
	// What an earlier attempt has started is taken up and needs no files.
	for (const work of works) if (!isStarted(work)) await upload(work);
	if (stops(nodeRun, plan)) return partsOf(plan);

	await runPool(
		works.length,
		BATCHES_AT_ONCE,
		async (index) => await runBatch(works[index]),
		() => !api.stopped() && !stops(nodeRun, plan),
	);
	return partsOf(plan);
}

/** Whether something went wrong that stops the node. */
function stops({ context }: NodeRun, { parts }: BatchPlan): boolean {
	return !context.continueOnFail() && parts.some((part) => part && 'error' in part);
}

function partsOf({ parts }: BatchPlan): Part[] {
	return parts.filter((part) => part !== undefined);
}

/** Made of all documents, whether or not their upload goes well: a further attempt has to find the same. */
async function keyOfBatch(
	nodeRun: NodeRun,
	kind: RunKind,
	documents: BatchDocument[],
	position: number,
): Promise<string> {
	const [{ itemIndex, request }] = documents;
	const identity = { batch: kind.startPath, of: request.identity };
	const sources = documents.map(({ source }) => source);
	return await keyOf(nodeRun, { kind, identity }, { itemIndexes: [itemIndex] }, sources, position);
}

function isStarted({ key }: BatchWork): boolean {
	return lookUp(key)?.runId !== undefined;
}

/** Turns the documents into what the request takes. One that cannot be uploaded gets its error as part. */
async function upload({
	nodeRun,
	plan,
	documents,
	deadline,
	concurrency,
}: BatchWork): Promise<void> {
	const { context, api } = nodeRun;
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
		() => !api.stopped() && !stops(nodeRun, plan),
	);
}

/** One batch: from its start to the parts of its documents. */
async function runBatch(work: BatchWork): Promise<void> {
	const { nodeRun, plan, documents, batchKind, key, deadline } = work;
	const [{ settings, request }] = documents;
	const sent = isStarted(work) ? documents : documents.filter(({ file }) => file);
	if (sent.length === 0) return;
	let body: Promise<IDataObject> | undefined;
	try {
		const batch = await carryOut(nodeRun, {
			kind: batchKind,
			key,
			processorId: request.processorId,
			name: `batch of ${sent.length} documents`,
			mode: settings.waits ? 'async' : 'start',
			deadline,
			request: async () => ({ body: await (body ??= bodyOf(work)) }),
			tagged: true,
			afterLostAnswer: settings.afterLostAnswer,
			cancelOnStop: settings.cancelOnStop,
			cancelOnTimeout: settings.cancelOnTimeout,
		});
		if (settings.waits) return await collectResults(work, sent, batch);
		if (isWorkKey(batch.id)) nodeRun.hints.add('batchByKey');
		const itemIndexes = [...new Set(sent.map(({ itemIndex }) => itemIndex))];
		plan.parts[sent[0].position] = { itemIndexes, items: [{ json: batch }] };
	} catch (error) {
		for (const { position, itemIndex } of sent) {
			plan.parts[position] ??= { itemIndexes: [itemIndex], error };
		}
	}
}

async function bodyOf(work: BatchWork): Promise<IDataObject> {
	const { nodeRun, documents, key } = work;
	// Only when the batch of an earlier attempt is gone are there no files yet.
	if (!documents.some(({ file }) => file)) await upload(work);
	const [{ settings, request }] = documents;
	const { priority } = settings;
	return {
		...(await request.body()),
		inputs: documents.flatMap(({ file, settings: own, request: { input } }, place) =>
			file ? [{ file, metadata: metadataOf(nodeRun, own, key, place), ...input }] : [],
		),
		...(priority === undefined ? {} : { priority }),
	};
}
