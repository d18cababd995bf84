/**
 * The life cycle of a run: start, recover, wait, cancel. The only module that decides how to react to the
 * outcome of a start. A document is never billed twice (invariant 1).
 */
import { AbortedError, toApiError } from '../errors/apiError';
import type { ApiClient } from '../http/client';
import type { ApiErrorBody } from '../http/outcome';
import type { Run } from '../http/responses';
import { CLEAN_UP_TIMEOUT_MS, SEARCH_GRACE_MS, SYNC_TIMEOUT_MS } from '../http/timeouts';
import { getCredits } from '../api/usage';
import { clock } from '../utils/clock';
import { getRunError, indeterminateStartError, timeoutError } from './errors';
import { runLedger } from './ledger';
import { RUN_ACTIONS } from './messages';
import { cancelRun, parseRunResponse } from './runRequests';
import { searchRun, type SearchResult } from './search';
import type { RunRequest, RunServices } from './types';
import { pollUntilTerminal, readNamedRun, readRunOfError } from './waiting';

/** A new run may be missing from the list for a while: it is searched at 0, 1, 3, 6 and 11 s (assumption: list-lag). */
const SEARCH_PAUSES_MS = [0, 1000, 2000, 3000, 5000];

/**
 * Extend may have started the run although it rejected the request, by HTTP status: how to search it. 303 leads to
 * what exists, 409 says that the same is in progress, and 503 may come from a server that gave up on its work.
 */
const REJECTION_PAUSES_MS: Readonly<Record<number, number[]>> = {
	302: SEARCH_PAUSES_MS,
	303: SEARCH_PAUSES_MS,
	409: SEARCH_PAUSES_MS,
	503: [0],
};

/** For a look into the list that must not hold up the start (ms). */
const QUICK_SEARCH_MS = 3000;

/**
 * Executes a request and returns its run: final unless `mode` is `start`. A failed run is returned like any
 * other. Throws ExtendApiError, with the run ID if there is one, or AbortedError after Stop.
 */
export async function executeRun(services: RunServices, given: RunRequest): Promise<Run> {
	const request: RunRequest = {
		...given,
		// A run that is not waited for is meant to go on.
		cancelOnStop: given.cancelOnStop && given.mode !== 'start',
		onCancelled: () => forgetFailedRun(given),
	};
	let run = await resumePreviousAttempt(services, request);
	while (!run) run = await startRun(services, request);
	const isAlone = await cancelFirstRun(services, request, run);
	if (request.mode === 'start') return run;
	const done = await pollUntilTerminal(services, request, run);
	if (isAlone && done !== run) await cancelFirstRun(services, request, run);
	if (mayStartAgain(done, request)) forgetFailedRun(request);
	return done;
}

/** Whether another attempt may help and the failed one cost nothing. A run that somebody canceled stays canceled. */
function mayStartAgain(run: Run, { kind }: RunRequest): boolean {
	if (run.status !== 'FAILED' || (getCredits(run) ?? 0) > 0) return false;
	return getRunError(run, kind)?.details.retryable === true;
}

/**
 * A further attempt by n8n's Retry On Fail may start a new run. Not so for a batch: some of its runs may have
 * succeeded.
 */
function forgetFailedRun({ key, kind }: RunRequest): void {
	if (kind.cancel !== 'runsOfBatch') runLedger.delete(key);
}

/** The run of an earlier attempt in this process, or undefined when there is none. */
async function resumePreviousAttempt(
	services: RunServices,
	request: RunRequest,
): Promise<Run | undefined> {
	const known = runLedger.get(request.key);
	if (!known) return undefined;
	if (known.runId !== undefined) {
		return await readNamedRun(services, request, known.runId, known.firstSentAt);
	}
	if (!request.hasKey) throw indeterminateStartError(request.kind);
	const run = await recoverRun(services, request, known.firstSentAt);
	if (!run) allowOneMoreStart(services, request, known.starts);
	return run;
}

/** Throws when the run may not be started again: by option, or because it was already. */
function allowOneMoreStart(
	{ hints }: RunServices,
	{ kind, name, onIndeterminate }: RunRequest,
	starts: number,
	fileId?: string,
): void {
	if (onIndeterminate === 'fail' || starts > 1) throw indeterminateStartError(kind, fileId);
	hints.add('startedAgain', name);
}

/** Sends the start. Undefined when its outcome is unknown, no run was found and it may be sent again. */
async function startRun(services: RunServices, request: RunRequest): Promise<Run | undefined> {
	const { kind, key, deadline } = request;
	const { body, fileId } = await request.request();
	const mode = request.mode === 'sync' && services.sync.isCutOff ? 'async' : request.mode;
	runLedger.recordStart(key);
	const outcome = await services.api.send({
		method: 'POST',
		path: (mode === 'sync' ? kind.syncPath : kind.startPath) ?? kind.path,
		query: mode === 'sync' ? kind.readQuery : undefined,
		body,
		idempotent: false,
		category: 'runs',
		unlessAborted: services.haltSignal,
		mayRepeat: async () => !(await isListed(services.api, request)),
		deadline,
		timeoutMs: mode === 'sync' ? SYNC_TIMEOUT_MS : undefined,
	});
	const named = await readRunOfError(services, request, outcome);
	if (named) return named;
	if (outcome.kind === 'rejected') {
		const existing = await recoverRejectedRun(services, request, outcome.error);
		if (existing) return existing;
		throw toApiError(outcome.error, RUN_ACTIONS.start({ kind: kind.label }), { fileId });
	}
	if (outcome.kind === 'aborted') {
		if (outcome.isUnsent) runLedger.undoStart(key);
		return await abortAndCleanUp(services, request);
	}
	const run = outcome.kind === 'succeeded' ? parseRunResponse(kind, outcome.body) : undefined;
	if (run) {
		runLedger.recordRun(key, run.id);
		return run;
	}

	if (mode === 'sync' && outcome.kind === 'indeterminate') services.sync.isCutOff = true;
	if (!request.hasKey) throw indeterminateStartError(kind, fileId);
	const { firstSentAt = clock.now(), starts = 1 } = runLedger.get(key) ?? {};
	const found = await recoverRun(services, request, firstSentAt);
	if (found) return found;
	if (clock.now() >= deadline) throw timeoutError(kind, { fileId });
	allowOneMoreStart(services, request, starts, fileId);
	return undefined;
}

/** Searches the run with growing pauses, since the list may lag. Undefined: it is not there. */
async function recoverRun(
	services: RunServices,
	request: RunRequest,
	sinceMs: number,
): Promise<Run | undefined> {
	const result = await searchPatiently(services, request, sinceMs, SEARCH_PAUSES_MS);
	if (result.kind === 'found') return await readFoundRun(services, request, result.id);
	if (result.kind === 'absent') return undefined;
	// Without the list it is unknown whether the run exists, so it must not be started again.
	const late = clock.now() >= request.deadline;
	throw late ? timeoutError(request.kind, {}) : indeterminateStartError(request.kind);
}

/**
 * The run of a start that Extend rejected but may have executed, or undefined. The start is taken back only when
 * no run is there, so that a further attempt does not start it blindly.
 */
async function recoverRejectedRun(
	services: RunServices,
	request: RunRequest,
	{ httpCode = 0 }: ApiErrorBody,
): Promise<Run | undefined> {
	const { key, hasKey, kind } = request;
	const pauses = hasKey && kind.recovery ? REJECTION_PAUSES_MS[httpCode] : undefined;
	if (pauses) {
		const since = runLedger.get(key)?.firstSentAt ?? clock.now();
		const result = await searchPatiently(services, request, since, pauses);
		if (result.kind === 'found') return await readFoundRun(services, request, result.id);
		if (result.kind === 'unknown') return undefined;
	}
	runLedger.undoStart(key);
	return undefined;
}

async function searchPatiently(
	services: RunServices,
	request: RunRequest,
	sinceMs: number,
	pausesMs: number[],
): Promise<SearchResult> {
	const { api, candidateKeys } = services;
	const deadline = Math.max(request.deadline, clock.now() + SEARCH_GRACE_MS);
	let result: SearchResult = { kind: 'absent' };
	for (const pauseMs of pausesMs) {
		await clock.sleep(pauseMs, api.signal);
		result = await searchRun(api, request, sinceMs, deadline, { candidateKeys });
		if (api.isStopped()) return await abortAndCleanUp(services, request);
		if (result.kind !== 'absent') break;
	}
	return result;
}

async function readFoundRun(
	services: RunServices,
	request: RunRequest,
	runId: string,
): Promise<Run> {
	runLedger.recordRun(request.key, runId);
	services.hints.add('recovered', request.name);
	// The search may have used up the time of the item; reading what it found still gets the grace.
	const deadline = Math.max(request.deadline, clock.now() + SEARCH_GRACE_MS);
	return await readNamedRun(services, { ...request, deadline }, runId, clock.now());
}

/** One quick look, before a start that Extend rejected for the moment is sent again: it may have been executed. */
async function isListed(api: ApiClient, request: RunRequest): Promise<boolean> {
	if (!request.hasKey || !request.kind.recovery?.metadataInListing) return false;
	const since = runLedger.get(request.key)?.firstSentAt ?? clock.now();
	const deadline = Math.min(request.deadline, clock.now() + QUICK_SEARCH_MS);
	return (await searchRun(api, request, since, deadline)).kind === 'found';
}

/**
 * After a second start the run of the first one may still turn up, in a list that lags longer than the search: it is
 * canceled and named. True when none is there.
 */
async function cancelFirstRun(
	{ api, hints, candidateKeys }: RunServices,
	request: RunRequest,
	{ id }: Run,
): Promise<boolean> {
	const { key, kind, hasKey } = request;
	const { starts = 1, firstSentAt = 0 } = runLedger.get(key) ?? {};
	// The runs of two batches with one key cannot be told apart where they do not name their batch.
	if (starts < 2 || !hasKey || kind.recovery?.matchField === 'key') return true;
	const deadline = clock.now() + CLEAN_UP_TIMEOUT_MS;
	const options = { candidateKeys, exceptId: id };
	const result = await searchRun(api, request, firstSentAt, deadline, options);
	if (result.kind !== 'found') return true;
	const cancelled = await cancelRun(api, kind, result.id);
	hints.add(cancelled ? 'firstRunCancelled' : 'firstRunLeft', result.id);
	return false;
}

/** Stop was pressed while the run's ID is unknown: cancels the run if it was started. */
async function abortAndCleanUp(services: RunServices, request: RunRequest): Promise<never> {
	const { kind, key, hasKey, cancelOnStop } = request;
	const mayExist = runLedger.get(key) !== undefined;
	if (mayExist && cancelOnStop && hasKey && kind.cancel !== 'never') {
		await services.stopCleanUp.searchAndCancel(request);
	}
	throw new AbortedError();
}
