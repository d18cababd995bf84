/** The calls of the life cycle of a run, for kinds that differ in how they are read or cancelled. */
import type { IDataObject } from 'n8n-workflow';
import { answered, NO_LIST } from './calls';
import { clock } from './clock';
import { asListPage, asRun, type Run, type Stored } from './contract';
import { apiProblem } from './errors';
import { findRunsOf } from './findRun';
import { isWorkKey } from './key';
import type { Failure, Outcome } from './outcome';
import { isFinal } from './polling';
import { runPool } from './pool';
import type { RunKind } from './runKinds';
import type { Api } from './transport';

/** Clean-up after Stop or timeout: for each call, in ms. */
export const CLEAN_UP_MS = 10_000;
const CANCELS_AT_ONCE = 5;

/** The run in the answer to a start or a read, or undefined when it holds none. */
export function runIn(kind: RunKind, body: IDataObject): Run | undefined {
	const { batchId } = body;
	if (kind.batchIdOnly && typeof batchId === 'string' && batchId !== '') {
		return { object: kind.object, id: batchId, status: 'PROCESSING' };
	}
	return asRun(body);
}

/** Asks for a run. */
export async function readRun(
	api: Api,
	kind: RunKind,
	runId: string,
	deadline: number,
): Promise<Outcome> {
	if (kind.batchIdOnly || isWorkKey(runId))
		return await readThroughRuns(api, kind, runId, deadline);
	return await api.send({
		method: 'GET',
		path: `${kind.path}/${encodeURIComponent(runId)}`,
		policy: 'read',
		deadline,
	});
}

/** A run as it is now. Throws ExtendProblem with its ID, or Stopped after Stop. */
export async function fetchRun(
	api: Api,
	kind: RunKind,
	runId: string,
	deadline: number,
): Promise<Run> {
	const doing = `reading the ${kind.label} ${runId}`;
	const body = answered(await readRun(api, kind, runId, deadline), doing, { runId });
	const run = runIn(kind, body);
	if (run) return run;
	const message = 'The answer holds no run';
	throw apiProblem({ code: 'BAD_ANSWER', message, retryable: true }, doing, { runId });
}

/** A batch that the API does not show by itself, in the shape of those that it shows (Extend docs: batch runs). */
async function readThroughRuns(
	api: Api,
	kind: RunKind,
	batchId: string,
	deadline: number,
): Promise<Outcome> {
	const runs = await runsOfBatch(api, kind, batchId, deadline);
	if (!Array.isArray(runs)) return runs;
	const open = runs.some(({ status }) => !isFinal(String(status)));
	const status = runs.length === 0 ? 'PENDING' : open ? 'PROCESSING' : 'PROCESSED';
	const body = { object: kind.object, id: batchId, status, runCount: runs.length };
	return { kind: 'answered', body };
}

/** The summaries of all runs of a batch, or the failure that prevents reading them. */
export async function runsOfBatch(
	api: Api,
	{ search }: RunKind,
	batchId: string,
	deadline: number,
): Promise<Stored[] | Failure> {
	if (search && isWorkKey(batchId)) return await findRunsOf(api, search, batchId, deadline);
	const runs: Stored[] = [];
	let pageCursor: string | undefined;
	do {
		const outcome = await api.page(search?.path ?? '', { batchId }, pageCursor, deadline);
		if (outcome.kind !== 'answered') return outcome;
		const page = asListPage(outcome.body);
		if (!page) return { kind: 'lost', problem: NO_LIST };
		runs.push(...page.data);
		pageCursor = page.nextPageToken;
	} while (pageCursor !== undefined);
	return runs;
}

/** Cancels a run. False when Extend did not do it, e.g. because the run is final already. */
export async function cancelRun(api: Api, kind: RunKind, runId: string): Promise<boolean> {
	if (kind.cancel === 'never') return false;
	const deadline = clock.now() + CLEAN_UP_MS;
	if (kind.cancel === 'run') return await cancelOne(api, kind.path, runId, deadline);

	const runs = await runsOfBatch(api, kind, runId, deadline);
	if (!Array.isArray(runs)) return false;
	const open = runs.filter(({ status }) => !isFinal(String(status)));
	let cancelled = 0;
	await runPool(
		open.length,
		CANCELS_AT_ONCE,
		async (index) => {
			const done = await cancelOne(api, kind.search?.path ?? '', open[index].id, deadline);
			if (done) cancelled++;
		},
		() => clock.now() < deadline,
	);
	return cancelled === open.length;
}

async function cancelOne(
	api: Api,
	path: string,
	runId: string,
	deadline: number,
): Promise<boolean> {
	const outcome = await api.send({
		method: 'POST',
		path: `${path}/${encodeURIComponent(runId)}/cancel`,
		body: {},
		policy: 'read',
		deadline,
		timeoutMs: CLEAN_UP_MS,
	});
	return outcome.kind === 'answered';
}
