import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { createId } from '../state/ids.mts';
import { hasEnded, recordPoll, type LiveRun, type RunRecord } from '../runs/lifecycle.mts';
import { addApiRoute } from '../server/apiRoute.mts';
import { invalidRequest, notFound } from '../server/apiError.mts';
import { createRun } from '../runs/createRun.mts';
import { classifyRuns } from '../runs/kinds/classifyRuns.mts';
import { extractRuns } from '../runs/kinds/extractRuns.mts';
import { createFailure } from '../runs/processRun.mts';
import type { RunKind } from '../runs/types.mts';
import { parseRuns } from '../runs/kinds/parseRuns.mts';
import { splitRuns } from '../runs/kinds/splitRuns.mts';
import { workflowRuns } from '../runs/kinds/workflowRuns.mts';
import type { State, StoredBatch } from '../state/state.mts';
import { publishEvent } from '../webhooks/publishEvents.mts';
import { fileInputSchema } from './fileInput.mts';

/** The differences between batch types. */
interface BatchKind {
	// Each kind has its own run type. The code here handles all of them alike.
	runs: RunKind<any>;
	/** prefix of batch IDs */
	prefix: 'bpr' | 'bpar' | 'batch';
	/** the request key that is copied to every run */
	shared: 'extractor' | 'classifier' | 'splitter' | 'config' | 'workflow';
	required: boolean;
	/** value of the `source` filter for runs of the batch */
	source: string;
}

const PROCESSOR_BATCH = { prefix: 'bpr', required: true, source: 'BATCH_PROCESSOR_RUN' } as const;

const BATCH_KINDS: BatchKind[] = [
	{ ...PROCESSOR_BATCH, runs: extractRuns, shared: 'extractor' },
	{ ...PROCESSOR_BATCH, runs: classifyRuns, shared: 'classifier' },
	{ ...PROCESSOR_BATCH, runs: splitRuns, shared: 'splitter' },
	{
		runs: parseRuns,
		prefix: 'bpar',
		shared: 'config',
		required: false,
		source: 'BATCH_PARSER_RUN',
	},
	{ runs: workflowRuns, prefix: 'batch', shared: 'workflow', required: true, source: 'API' },
];

/** The keys of a run, some of them once per batch and the others once per input. */
function createBodySchema({ runs, prefix, shared }: BatchKind) {
	const { metadata, secrets, [shared]: common } = runs.body.shape as z.ZodRawShape;
	const input = z
		.object({
			file: fileInputSchema,
			metadata,
			...(prefix === 'batch' ? { secrets } : {}),
		})
		.strict();
	return z
		.object({
			inputs: z.array(input).min(1).max(1000),
			priority: z.number().optional(),
			[shared]: common,
		})
		.strict();
}

/** Runs of a batch, in the order of its inputs. */
const getBatchRuns = (state: State, batchId: string): LiveRun[] =>
	[...state.runs.values()].filter((run) => run.batchId === batchId);

type BatchBody = Record<string, unknown> & { inputs: object[] };

/** Validates all inputs, then starts a run for each. */
function startBatch(state: State, kind: BatchKind, body: BatchBody): StoredBatch {
	const { runs, prefix, shared, required, source } = kind;
	if (required && body[shared] === undefined) throw invalidRequest('Required', shared);
	const common = {
		[shared]: body[shared],
		// Parse runs have no priority of their own.
		...(prefix === 'bpar' ? {} : { priority: body.priority }),
	};
	const batchId = createId(prefix);
	const origin = { source, batchId };
	const requests = body.inputs.map((input) => ({ ...common, ...input }));
	for (const request of requests) runs.prepare(state, request, origin);
	const batch: StoredBatch = {
		id: batchId,
		seq: state.nextSequence(),
		createdAt: new Date().toISOString(),
		isAnnounced: false,
	};
	state.batches.set(batchId, batch);
	for (const request of requests) createRun(state, runs, request, origin);
	const scripted = state.nextBatchEnds.shift();
	if (scripted) endBatch(state, batchId, scripted);
	return batch;
}

function getBatchStatus(batch: StoredBatch, runs: LiveRun[]): string {
	if (batch.endedAs) return batch.endedAs;
	if (runs.every(hasEnded)) return 'PROCESSED';
	return runs.every(({ record }) => record.status === 'PENDING') ? 'PENDING' : 'PROCESSING';
}

function serializeBatch(state: State, batch: StoredBatch) {
	const all = getBatchRuns(state, batch.id);
	const { id, createdAt } = batch;
	return {
		object: 'batch_run',
		id,
		status: getBatchStatus(batch, all),
		runCount: all.length,
		createdAt,
	};
}

/** Publishes the end of a batch once, after its last run ended. */
function publishBatchEnd(state: State, run: LiveRun): void {
	const batch = state.batches.get(run.batchId ?? '');
	if (!batch || batch.isAnnounced || !getBatchRuns(state, batch.id).every(hasEnded)) return;
	batch.isAnnounced = true;
	// Batches of workflow runs have no events, and no batch has one for its cancellation.
	if (batch.id.startsWith('batch_') || batch.endedAs === 'CANCELLED') return;
	const type = batch.id.startsWith('bpar_') ? 'batch_parse_run' : 'batch_processor_run';
	const { extractor, classifier, splitter } = run.record as RunRecord & Record<string, unknown>;
	const ids = [extractor, classifier, splitter].flatMap(
		(one) => (one as { id?: string } | null)?.id ?? [],
	);
	const event = batch.endedAs === 'FAILED' ? 'failed' : 'processed';
	publishEvent(state, `${type}.${event}`, serializeBatch(state, batch), ids);
}

/**
 * Ends a batch and its unfinished runs, as a failure inside Extend or a person in the dashboard can. The API
 * has no endpoint for it. Throws 404 for an unknown batch.
 */
export function endBatch(state: State, id: string, endedAs: 'FAILED' | 'CANCELLED'): void {
	const batch = state.batches.get(id);
	if (!batch) throw notFound(`Batch run ${id}`);
	batch.endedAs = endedAs;
	const changes =
		endedAs === 'FAILED'
			? createFailure('INTERNAL_ERROR', 'The batch failed to process.')
			: { status: 'CANCELLED' };
	for (const run of getBatchRuns(state, id)) run.end(changes);
}

/** `POST /<kind>_runs/batch` and `/batch_runs`. */
export function registerBatches(app: FastifyInstance, state: State): void {
	state.events.on('runEnded', (run) => publishBatchEnd(state, run));

	for (const kind of BATCH_KINDS) {
		addApiRoute(
			app,
			'POST',
			`${kind.runs.path}/batch`,
			{ body: createBodySchema(kind) },
			({ body }) => {
				const batch = startBatch(state, kind, body as BatchBody);
				return kind.prefix === 'batch' ? { batchId: batch.id } : serializeBatch(state, batch);
			},
		);
	}

	addApiRoute(app, 'GET', '/batch_runs/:id', {}, async ({ params }) => {
		const batch = state.batches.get(params.id);
		// Batches of workflow runs have no endpoint of their own: clients list their runs.
		if (!batch || params.id.startsWith('batch_')) throw notFound(`Batch run ${params.id}`);
		for (const run of getBatchRuns(state, batch.id)) {
			if (!hasEnded(run)) await recordPoll(state.behavior, run);
		}
		return serializeBatch(state, batch);
	});
}
