/** Decides from an outcome whether to send a request again, and when. Pure: time and chance are passed in. */
import type { Outcome } from './outcome';

/** Attempts for one request, rate limits aside: those are waited for until the deadline. */
const MAX_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;

/**
 * Whether to send the request again after `attempts` attempts that ended like this one. A request that is not
 * idempotent, a POST that costs money, is repeated only when the server certainly did not take it (invariant 1).
 */
export function shouldRetry(idempotent: boolean, outcome: Outcome, attempts: number): boolean {
	if (outcome.kind === 'rejected') {
		if (!outcome.safeToRetry) return false;
		return outcome.error.httpCode === 429 || attempts < MAX_ATTEMPTS;
	}
	return outcome.kind === 'indeterminate' && idempotent && attempts < MAX_ATTEMPTS;
}

/**
 * The delay before the next attempt (ms): what the server asked for, otherwise doubling from half a second to
 * half a minute, with 25 % of jitter.
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
