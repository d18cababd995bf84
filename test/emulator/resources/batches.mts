import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { createId } from '../state/ids.mts';
import { hasEnded, recordPoll, type LiveRun, type RunRecord } from '../runs/lifecycle.mts';
import { invalidRequest, notFound } from '../server/apiError.mts';
import { createRun } from '../runs/createRun.mts';
import { classifyRuns } from '../runs/kinds/classifyRuns.mts';
import { extractRuns } from '../runs/kinds/extractRuns.mts';
import type { RunKind } from '../runs/types.mts';
import { parseRuns } from '../runs/kinds/parseRuns.mts';
import { splitRuns } from '../runs/kinds/splitRuns.mts';
import { workflowRuns } from '../runs/kinds/workflowRuns.mts';
import type { State } from '../state/state.mts';
import { parseRequest } from '../validation/parseRequest.mts';
import { publishEvent } from '../webhooks/publishEvents.mts';

const inputsSchema = z
	.array(z.object({ file: z.unknown() }).passthrough())
	.min(1)
	.max(1000);

/** The differences between batch types. */
interface BatchKind {
	// Each kind has its own run type. The code here handles all of them alike.
	runs: RunKind<any>;
	/** prefix of batch IDs */
	prefix: 'bpr' | 'bpar' | 'batch';
	/** request keys copied to every run; `required` refers to the first of them */
	shared: string[];
	required: boolean;
	/** value of the `source` filter for runs of the batch */
	source: string;
}

const PROCESSOR_BATCH = { prefix: 'bpr', required: true, source: 'BATCH_PROCESSOR_RUN' } as const;

const BATCH_KINDS: BatchKind[] = [
	{ ...PROCESSOR_BATCH, runs: extractRuns, shared: ['extractor'] },
	{ ...PROCESSOR_BATCH, runs: classifyRuns, shared: ['classifier'] },
	{ ...PROCESSOR_BATCH, runs: splitRuns, shared: ['splitter'] },
	{
		runs: parseRuns,
		prefix: 'bpar',
		shared: ['config'],
		required: false,
		source: 'BATCH_PARSER_RUN',
	},
	{ runs: workflowRuns, prefix: 'batch', shared: ['workflow'], required: true, source: 'API' },
];

/** Runs of a batch, in the order of its inputs. */
const getBatchRuns = (state: State, batchId: string): LiveRun[] =>
	[...state.runs.values()].filter((run) => run.batchId === batchId);

/** Validates all inputs, then starts a run for each. */
function startBatch(
	state: State,
	{ runs, prefix, shared, required, source }: BatchKind,
	data: unknown,
) {
	const known = ['inputs', 'priority', ...shared];
	const body = parseRequest(z.object({ inputs: inputsSchema }).passthrough(), data) as Record<
		string,
		unknown
	> & {
		inputs: object[];
	};
	const unknown = Object.keys(body).find((key) => !known.includes(key));
	if (unknown) throw invalidRequest('This is not supported for batches', unknown);
	if (required && body[shared[0]] === undefined) throw invalidRequest('Required', shared[0]);
	const common = Object.fromEntries(
		[...shared, ...(prefix === 'bpar' ? [] : ['priority'])].map((key) => [key, body[key]]),
	);
	const batchId = createId(prefix);
	const origin = { source, batchId };
	const requests = body.inputs.map((input) => ({ ...common, ...input }));
	for (const request of requests) runs.prepare(state, request, origin);
	const batch = {
		id: batchId,
		seq: state.nextSequence(),
		createdAt: new Date().toISOString(),
		isAnnounced: false,
	};
	state.batches.set(batchId, batch);
	for (const request of requests) createRun(state, runs, request, origin);
	return batch;
}

function serializeBatch(state: State, { id, createdAt }: { id: string; createdAt: string }) {
	const all = getBatchRuns(state, id);
	const status = all.every(hasEnded) ? 'PROCESSED' : 'PROCESSING';
	return { object: 'batch_run', id, status, runCount: all.length, createdAt };
}

/** Publishes the end of a batch once, after its last run ended. */
function publishBatchEnd(state: State, run: LiveRun): void {
	const batch = state.batches.get(run.batchId ?? '');
	if (!batch || batch.isAnnounced || !getBatchRuns(state, batch.id).every(hasEnded)) return;
	batch.isAnnounced = true;
	if (batch.id.startsWith('batch_')) return;
	const type = batch.id.startsWith('bpar_') ? 'batch_parse_run' : 'batch_processor_run';
	const { extractor, classifier, splitter } = run.record as RunRecord & Record<string, unknown>;
	const ids = [extractor, classifier, splitter].flatMap(
		(one) => (one as { id?: string } | null)?.id ?? [],
	);
	publishEvent(state, `${type}.processed`, serializeBatch(state, batch), ids);
}

/** `POST /<kind>_runs/batch` and `/batch_runs`. */
export function registerBatches(app: FastifyInstance, state: State): void {
	state.events.on('runEnded', (run) => publishBatchEnd(state, run));

	for (const kind of BATCH_KINDS) {
		app.post(`${kind.runs.path}/batch`, async ({ body }) => {
			const batch = startBatch(state, kind, body);
			return kind.prefix === 'batch' ? { batchId: batch.id } : serializeBatch(state, batch);
		});
	}

	app.get<{ Params: { id: string } }>('/batch_runs/:id', async ({ params }) => {
		const batch = state.batches.get(params.id);
		// Batches of workflow runs have no endpoint of their own: clients list their runs.
		if (!batch || params.id.startsWith('batch_')) throw notFound(`Batch run ${params.id}`);
		for (const run of getBatchRuns(state, batch.id)) {
			if (!hasEnded(run)) await recordPoll(state.behavior, run);
		}
		return serializeBatch(state, batch);
	});
}
