/** Waits for a run that exists: polls it, ends at the deadline, cancels it after Stop. */
import { toApiError, AbortedError } from '../errors/apiError';
import type { ApiClient } from '../http/client';
import { getRateLimit, type ApiErrorBody, type Outcome } from '../http/outcome';
import type { Run, RunStatus } from '../http/responses';
import { clock } from '../utils/clock';
import { toOpen } from '../utils/objects';
import { limitedReadError, noRunError, timeoutError } from './errors';
import { runLedger } from './ledger';
import { RUN_ACTIONS } from './messages';
import { calculatePollDelay, FAST_POLLING_MS, isKnownStatus, isTerminal } from './polling';
import { cancelRun, parseRunResponse, requestRun } from './runRequests';
import type { RunRequest, RunServices, WaitRequest } from './types';

/** A run that Extend has just named may be unknown to its reads for this long, in ms (assumption: read-lag). */
const VISIBILITY_LAG_MS = 30_000;

/**
 * Waits for a run by its ID, whoever started it. A failed run is returned like any other. Throws ExtendApiError
 * with the run ID, or AbortedError after Stop.
 */
export async function waitForRun(
	services: RunServices,
	request: WaitRequest,
	runId: string,
): Promise<Run> {
	const first = await readRun(services, request, runId);
	return await pollUntilTerminal(services, request, first);
}

/** Polls the run until it is final. Throws like `waitForRun`. */
export async function pollUntilTerminal(
	services: RunServices,
	request: WaitRequest,
	first: Run,
): Promise<Run> {
	const { api } = services;
	const startedAt = clock.now();
	let run = first;
	let slowPolls = 0;
	let rateLimit: ApiErrorBody | undefined;
	while (!isDone(run) || run.status === request.waitsAt) {
		const elapsed = clock.now() - startedAt;
		const pause = calculatePollDelay(elapsed, slowPolls, clock.random());
		if (elapsed >= FAST_POLLING_MS) slowPolls++;
		const left = request.deadline - clock.now();
		if (left <= 0) {
			if (rateLimit || isKnownStatus(run.status)) {
				return await handleTimeout(api, request, run, rateLimit);
			}
			addUnknownStatus(services, run);
			return run;
		}
		await clock.sleep(Math.min(pause, left), api.signal);
		const waitMs = Math.min(services.pollPacer(), request.deadline - clock.now());
		if (waitMs > 0) await clock.sleep(waitMs, api.signal);
		if (api.isStopped()) return await cancelAndAbort(services, request, run.id);
		const outcome = await pollOnce(api, request, run.id);
		rateLimit = getRateLimit(outcome);
		// A failed poll changes nothing about the run: the next one may succeed.
		if (!isTransient(outcome) && !isNotVisibleYet(outcome, startedAt)) {
			run = await unwrapRun(services, request, outcome, run.id);
		}
	}
	if (!isKnownStatus(run.status)) addUnknownStatus(services, run);
	return run;
}

/** Whether the next poll may succeed. */
function isTransient(outcome: Outcome): boolean {
	return outcome.kind === 'indeterminate' || (outcome.kind === 'rejected' && outcome.safeToRetry);
}

function addUnknownStatus({ api, hints }: RunServices, { status }: Run): void {
	hints.add('unknownStatus', api.redactor.redact(status));
}

/** A run with an output has finished, whatever its status is called. */
function isDone({ status, output }: Run): boolean {
	if (isTerminal(status)) return true;
	return !isKnownStatus(status) && output !== undefined && output !== null;
}

/** The run as it is now. Throws like `waitForRun`. */
async function readRun(services: RunServices, request: WaitRequest, runId: string): Promise<Run> {
	const outcome = await pollOnce(services.api, request, runId);
	return await unwrapRun(services, request, outcome, runId);
}

/**
 * The run as it is now, which Extend named at `sinceMs` (by our clock). A read replica or a gateway may not know it
 * for a while. Throws like `waitForRun`.
 */
export async function readNamedRun(
	services: RunServices,
	request: WaitRequest,
	runId: string,
	sinceMs: number,
): Promise<Run> {
	const { api } = services;
	let outcome = await pollOnce(api, request, runId);
	while (isNotVisibleYet(outcome, sinceMs) && clock.now() < request.deadline) {
		await clock.sleep(calculatePollDelay(0, 0, clock.random()), api.signal);
		if (api.isStopped()) return await cancelAndAbort(services, request, runId);
		outcome = await pollOnce(api, request, runId);
	}
	return await unwrapRun(services, request, outcome, runId);
}

/**
 * The run that the response to a start named in spite of its error: a synchronous request that took too long leaves one
 * behind, and so does one whose document failed (Extend docs: errors). Undefined when none was named, and for a
 * rejected start whose run cannot be read: the rejection itself then says more. Throws like `waitForRun`.
 */
export async function readRunOfError(
	services: RunServices,
	request: RunRequest,
	start: Outcome,
): Promise<Run | undefined> {
	const runId = 'error' in start ? start.error.runId : undefined;
	if (runId === undefined) return undefined;
	if (start.kind === 'indeterminate') {
		// It may be in progress, so a further attempt has to know it whatever happens to this one.
		runLedger.recordRun(request.key, runId);
		return await readNamedRun(services, request, runId, clock.now());
	}
	const outcome = await pollOnce(services.api, request, runId);
	if (outcome.kind === 'aborted') return await cancelAndAbort(services, request, runId);
	const run =
		outcome.kind === 'succeeded' ? parseRunResponse(request.kind, outcome.body) : undefined;
	if (run) runLedger.recordRun(request.key, run.id);
	return run;
}

function isNotVisibleYet(outcome: Outcome, sinceMs: number): boolean {
	if (outcome.kind !== 'rejected' || outcome.error.code === 'FILE_PURGED') return false;
	const isMissing = outcome.error.httpCode === 404;
	return isMissing && clock.now() - sinceMs < VISIBILITY_LAG_MS;
}

/** The outcome of reading the run. The last look may come just when the time is over. */
async function pollOnce(
	api: ApiClient,
	{ kind, deadline }: WaitRequest,
	runId: string,
): Promise<Outcome> {
	return await requestRun(api, kind, runId, Math.max(deadline, clock.now() + 1000));
}

/** The run in an outcome. Throws the error with its ID. */
export async function unwrapRun(
	services: RunServices,
	request: WaitRequest,
	outcome: Outcome,
	runId: string,
): Promise<Run> {
	const { kind } = request;
	const values = { kind: kind.label, runId };
	if (outcome.kind === 'aborted') return await cancelAndAbort(services, request, runId);
	if (outcome.kind === 'succeeded') {
		const run = parseRunResponse(kind, outcome.body);
		if (run) return run;
		throw noRunError(RUN_ACTIONS.read(values), runId);
	}
	if (outcome.error.code === 'TIMEOUT') throw timeoutError(kind, { run: { id: runId } });
	throw toApiError(outcome.error, RUN_ACTIONS.readRun(values), { runId });
}

/**
 * The time is over: the run goes on in Extend unless the request says otherwise.
 * @param rateLimit why it could not be looked at in the end
 */
async function handleTimeout(
	api: ApiClient,
	request: WaitRequest,
	run: Run,
	rateLimit: ApiErrorBody | undefined,
): Promise<never> {
	const { kind, runCount, cancelOnTimeout } = request;
	const cancelled = cancelOnTimeout && (await cancelRun(api, kind, run.id, runCount));
	if (cancelled) request.onCancelled?.();
	if (rateLimit && !cancelled) throw limitedReadError(kind, run, rateLimit);
	const status: RunStatus = toOpen(api.redactor.redact(run.status));
	throw timeoutError(kind, { run: { ...run, status }, cancelled });
}

/** Stop was pressed: cancels the run as far as that is possible. */
export async function cancelAndAbort(
	{ stopCleanUp }: RunServices,
	{ kind, key, runCount, cancelOnStop }: WaitRequest,
	runId: string,
): Promise<never> {
	if (cancelOnStop && kind.cancel !== 'never') {
		await stopCleanUp.cancel({ kind, runId, key, runCount });
	}
	throw new AbortedError();
}
