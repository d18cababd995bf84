/** Whether and when to repeat a request, by its outcome. Pure: time and random numbers are passed in. */
import type { Outcome } from './outcome';

/** Attempts for one request. Rate limits do not count: they are waited out until the deadline. */
export const MAX_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;

/**
 * Whether to repeat the request after `attempts` attempts. A request that is not idempotent, such as a POST that
 * costs money, is repeated only when the server certainly did not accept it (invariant 1).
 */
export function shouldRetry(idempotent: boolean, outcome: Outcome, attempts: number): boolean {
	if (!idempotent && startedRun(outcome)) return false;
	if (outcome.kind === 'rejected') {
		if (!outcome.safeToRetry) return false;
		return outcome.error.httpCode === 429 || attempts < MAX_ATTEMPTS;
	}
	return outcome.kind === 'indeterminate' && idempotent && attempts < MAX_ATTEMPTS;
}

/** Whether the response names a run, so that the server accepted the request whatever its status is. */
function startedRun(outcome: Outcome): boolean {
	return 'error' in outcome && outcome.error.runId !== undefined;
}

/**
 * The delay before the next attempt (ms): the `Retry-After` of the response, otherwise doubling from 0.5 s to 30 s,
 * with 25 % of jitter.
 * @param random from 0 to below 1
 */
export function calculateRetryDelay(
	attempts: number,
	retryAfterMs: number | undefined,
	random: number,
): number {
	if (retryAfterMs !== undefined) return retryAfterMs;
	const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), MAX_PAUSE_MS);
	return Math.round(pause * (0.75 + random / 2));
}

/**
 * The delay if there is time for it, otherwise half of what is left: a server may ask for more time than there is, and
 * then the request is tried once more while it can still help.
 * @param leftMs until the deadline
 */
export function fitDelay(delayMs: number, leftMs: number): number {
	return delayMs <= leftMs ? delayMs : Math.max(0, Math.floor(leftMs / 2));
}
