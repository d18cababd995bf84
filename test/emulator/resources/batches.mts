import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { newId } from '../state/ids.mts';
import { isTerminal, polled, type LiveRun, type RunRecord } from '../runs/lifecycle.mts';
import { invalid, notFound } from '../server/apiError.mts';
import { createRun } from '../runs/createRun.mts';
import { classifyRuns } from '../runs/kinds/classifyRuns.mts';
import { extractRuns } from '../runs/kinds/extractRuns.mts';
import type { RunKind } from '../runs/types.mts';
import { parseRuns } from '../runs/kinds/parseRuns.mts';
import { splitRuns } from '../runs/kinds/splitRuns.mts';
import { workflowRuns } from '../runs/kinds/workflowRuns.mts';
import type { State } from '../state/state.mts';
import { parse } from '../validation/parseRequest.mts';
import { announce } from '../webhooks/publishEvents.mts';

const inputs = z
	.array(z.object({ file: z.unknown() }).passthrough())
	.min(1)
	.max(1000);

/** How batches of a kind differ. */
interface BatchKind {
	// Each kind has its own type of run; what happens here is the same for all.
	runs: RunKind<any>;
	/** of the IDs of its batches */
	prefix: 'bpr' | 'bpar' | 'batch';
	/** keys of the request that go to every run, and whether the first of them is required */
	shared: string[];
	required: boolean;
	/** of its runs, as lists filter by it */
	source: string;
}

const ofProcessors = { prefix: 'bpr', required: true, source: 'BATCH_PROCESSOR_RUN' } as const;

const batchKinds: BatchKind[] = [
	{ ...ofProcessors, runs: extractRuns, shared: ['extractor'] },
	{ ...ofProcessors, runs: classifyRuns, shared: ['classifier'] },
	{ ...ofProcessors, runs: splitRuns, shared: ['splitter'] },
	{
		runs: parseRuns,
		prefix: 'bpar',
		shared: ['config'],
		required: false,
		source: 'BATCH_PARSER_RUN',
	},
	{ runs: workflowRuns, prefix: 'batch', shared: ['workflow'], required: true, source: 'API' },
];

/** The runs of a batch that were not deleted, in the order of its inputs. */
const runsIn = (state: State, batchId: string): LiveRun[] =>
	[...state.runs.values()].filter((run) => run.batchId === batchId);

/** Starts a run for each input, after all of them are found to be right. */
function startBatch(
	state: State,
	{ runs, prefix, shared, required, source }: BatchKind,
	data: unknown,
) {
	const known = ['inputs', 'priority', ...shared];
	const body = parse(z.object({ inputs }).passthrough(), data) as Record<string, unknown> & {
		inputs: object[];
	};
	const unknown = Object.keys(body).find((key) => !known.includes(key));
	if (unknown) throw invalid('This is not supported for batches', unknown);
	if (required && body[shared[0]] === undefined) throw invalid('Required', shared[0]);
	const common = Object.fromEntries(
		[...shared, ...(prefix === 'bpar' ? [] : ['priority'])].map((key) => [key, body[key]]),
	);
	const batchId = newId(prefix);
	const origin = { source, batchId };
	const requests = body.inputs.map((input) => ({ ...common, ...input }));
	for (const request of requests) runs.want(state, request, origin);
	const batch = {
		id: batchId,
		seq: state.next(),
		createdAt: new Date().toISOString(),
		told: false,
	};
	state.batches.set(batchId, batch);
	for (const request of requests) createRun(state, runs, request, origin);
	return batch;
}

function batchObject(state: State, { id, createdAt }: { id: string; createdAt: string }) {
	const all = runsIn(state, id);
	const status = all.every(isTerminal) ? 'PROCESSED' : 'PROCESSING';
	return { object: 'batch_run', id, status, runCount: all.length, createdAt };
}

/** Tells of a batch whose last run has ended, once. */
function tellEnd(state: State, run: LiveRun): void {
	const batch = state.batches.get(run.batchId ?? '');
	if (!batch || batch.told || !runsIn(state, batch.id).every(isTerminal)) return;
	batch.told = true;
	if (batch.id.startsWith('batch_')) return;
	const type = batch.id.startsWith('bpar_') ? 'batch_parse_run' : 'batch_processor_run';
	const { extractor, classifier, splitter } = run.record as RunRecord & Record<string, unknown>;
	const ids = [extractor, classifier, splitter].flatMap(
		(one) => (one as { id?: string } | null)?.id ?? [],
	);
	announce(state, `${type}.processed`, batchObject(state, batch), ids);
}

/** `/KIND_runs/batch` of every kind, and `/batch_runs`. */
export function batchesResource(app: FastifyInstance, state: State): void {
	state.events.on('runEnded', (run) => tellEnd(state, run));

	for (const kind of batchKinds) {
		app.post(`${kind.runs.path}/batch`, async ({ body }) => {
			const batch = startBatch(state, kind, body);
			return kind.prefix === 'batch' ? { batchId: batch.id } : batchObject(state, batch);
		});
	}

	app.get<{ Params: { id: string } }>('/batch_runs/:id', async ({ params }) => {
		const batch = state.batches.get(params.id);
		// Batches of workflow runs are read through the list of their runs.
		if (!batch || params.id.startsWith('batch_')) throw notFound(`Batch run ${params.id}`);
		for (const run of runsIn(state, batch.id)) {
			if (!isTerminal(run)) await polled(state.behaviour, run);
		}
		return batchObject(state, batch);
	});
}
