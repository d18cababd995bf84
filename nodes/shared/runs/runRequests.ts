/** Reads and cancels runs, whose kinds differ in how that is done. */
import type { IDataObject } from 'n8n-workflow';
import { isFailedPage, pages } from '../api/pagination';
import { unwrap } from '../api/requests';
import type { ApiClient } from '../http/client';
import { isNotFound, type ApiErrorBody, type FailedOutcome, type Outcome } from '../http/outcome';
import { parseRun, type ApiObject, type Run } from '../http/responses';
import { asMissingEndpoint } from '../http/requestErrors';
import { CLEAN_UP_TIMEOUT_MS } from '../http/timeouts';
import { clock } from '../utils/clock';
import { runPool } from '../utils/async/concurrency';
import { noRunError } from './errors';
import { isIdempotencyKey } from './idempotencyKey';
import { RUN_KINDS, type RunKind } from './kinds';
import { RUN_ACTIONS, RUN_MESSAGES } from './messages';
import { isTerminal } from './polling';
import { findRunsByKey } from './search';
import { encodePathPart } from '../utils/urlPath';

const MAX_PARALLEL_CANCELS = 5;
/** The runs of a batch are looked for at 0, 1, 3 and 6 s. */
const CANCEL_PAUSES_MS = [0, 1000, 2000, 3000];

const OTHER_RUN: ApiErrorBody = {
	code: 'BAD_ANSWER',
	message: RUN_MESSAGES.otherRun,
	retryable: true,
};

/** The run in the response to a start or a read, or undefined when it holds none. */
export function parseRunResponse(kind: RunKind, body: IDataObject): Run | undefined {
	const { batchId } = body;
	if (kind.batchIdOnly && typeof batchId === 'string' && batchId !== '') {
		return parseRun({ object: kind.object, id: batchId, status: 'PROCESSING' });
	}
	return isOtherObject(kind, body) ? undefined : parseRun(body);
}

/** Reads a run; every outcome is returned. */
export async function requestRun(
	api: ApiClient,
	kind: RunKind,
	runId: string,
	deadline: number,
): Promise<Outcome> {
	if (kind.batchIdOnly || isIdempotencyKey(runId)) {
		return await requestBatchByRuns(api, kind, runId, deadline);
	}
	const outcome = await api.send({
		method: 'GET',
		path: `${kind.path}/${encodePathPart(runId)}`,
		query: kind.readQuery,
		idempotent: true,
		deadline,
	});
	return outcome.kind === 'succeeded' && isOtherObject(kind, outcome.body, runId)
		? { kind: 'indeterminate', error: OTHER_RUN }
		: outcome;
}

/** The objects of the API that this node reads (Extend docs). */
const OBJECTS = [
	...RUN_KINDS.map(({ object }) => object),
	'batch_run',
	'file',
	'extractor',
	'classifier',
	'splitter',
	'workflow',
];

/** Whether `object` names something that this node reads. */
export function isKnownObject(object: unknown): boolean {
	return typeof object === 'string' && OBJECTS.includes(object);
}

/** A cache or gateway that mixes up responses must not pass another run off as ours. */
function isOtherObject({ object }: RunKind, body: IDataObject, runId?: string): boolean {
	if (runId !== undefined && typeof body.id === 'string' && body.id !== runId) return true;
	// An object that we do not know may be a new name of ours.
	return isKnownObject(body.object) && body.object !== object;
}

/** The run as it is now. Throws ExtendApiError with its ID, or AbortedError after Stop. */
export async function fetchRun(
	api: ApiClient,
	kind: RunKind,
	runId: string,
	deadline: number,
): Promise<Run> {
	const action = RUN_ACTIONS.readRun({ kind: kind.label, runId });
	const outcome = await requestRun(api, kind, runId, deadline);
	const body = unwrap(await explainNotFound(api, kind, outcome, deadline), action, { runId });
	const run = parseRunResponse(kind, body);
	if (run) return run;
	throw noRunError(action, runId);
}

/** "Not found" may mean the run, or a beta that the organization does not have: the list of such runs decides. */
async function explainNotFound(
	api: ApiClient,
	{ inBeta, path }: RunKind,
	outcome: Outcome,
	deadline: number,
): Promise<Outcome> {
	if (!inBeta || !isNotFound(outcome)) return outcome;
	const query = { maxPageSize: 1 };
	const list = await api.send({ method: 'GET', path, query, idempotent: true, deadline });
	return isNotFound(list) ? asMissingEndpoint(outcome) : outcome;
}

/** A batch that the API does not return by itself, in the shape of those that it returns (Extend docs: batch runs). */
async function requestBatchByRuns(
	api: ApiClient,
	kind: RunKind,
	batchId: string,
	deadline: number,
): Promise<Outcome> {
	const runs = await fetchBatchRuns(api, kind, batchId, deadline);
	if (!Array.isArray(runs)) return runs;
	const inProgress = runs.some(({ status }) => !isTerminal(String(status)));
	const status = runs.length === 0 ? 'PENDING' : inProgress ? 'PROCESSING' : 'PROCESSED';
	const body = { object: kind.object, id: batchId, status, runCount: runs.length };
	return { kind: 'succeeded', body };
}

/** The summaries of all runs of a batch, or the failure that prevents reading them. */
export async function fetchBatchRuns(
	api: ApiClient,
	{ recovery }: RunKind,
	batchId: string,
	deadline: number,
): Promise<ApiObject[] | FailedOutcome> {
	// Every kind that comes in batches has a list.
	if (!recovery) return [];
	if (isIdempotencyKey(batchId)) return await findRunsByKey(api, recovery, batchId, deadline);
	// By ID: a list that changes while it is read may contain a run twice.
	const runs = new Map<string, ApiObject>();
	for await (const page of pages(api, recovery.path, { batchId }, { deadline })) {
		if (isFailedPage(page)) return page;
		for (const run of page.data) runs.set(run.id, run);
	}
	return [...runs.values()];
}

/**
 * Cancels a run. False when Extend did not do it, e.g. because the run is final already.
 * @param runCount how many runs a batch has, as far as that is known
 */
export async function cancelRun(
	api: ApiClient,
	kind: RunKind,
	runId: string,
	runCount = 1,
	deadline = clock.now() + CLEAN_UP_TIMEOUT_MS,
): Promise<boolean> {
	if (kind.cancel === 'never') return false;
	return kind.cancel === 'run'
		? await cancelOne(api, kind.path, runId, deadline)
		: await cancelRunsOfBatch(api, kind, runId, runCount, deadline);
}

/** New runs may be missing from the list for a while, so it is read again until it shows all of them. */
async function cancelRunsOfBatch(
	api: ApiClient,
	kind: RunKind,
	batchId: string,
	runCount: number,
	deadline: number,
): Promise<boolean> {
	const path = kind.recovery?.path ?? kind.path;
	const cancelled = new Set<string>();
	for (const pauseMs of CANCEL_PAUSES_MS) {
		await clock.sleep(pauseMs, api.signal);
		const runs = await fetchBatchRuns(api, kind, batchId, deadline);
		if (!Array.isArray(runs)) return false;
		const left = runs.filter(({ id, status }) => !isTerminal(String(status)) && !cancelled.has(id));
		await runPool(
			left,
			MAX_PARALLEL_CANCELS,
			async ({ id }) => {
				if (await cancelOne(api, path, id, deadline)) cancelled.add(id);
			},
			() => clock.now() < deadline,
		);
		if (runs.length >= runCount) return left.every(({ id }) => cancelled.has(id));
	}
	return false;
}

async function cancelOne(
	api: ApiClient,
	path: string,
	runId: string,
	deadline: number,
): Promise<boolean> {
	const outcome = await api.send({
		method: 'POST',
		path: `${path}/${encodePathPart(runId)}/cancel`,
		body: {},
		idempotent: true,
		deadline,
		timeoutMs: CLEAN_UP_TIMEOUT_MS,
	});
	return outcome.kind === 'succeeded';
}
