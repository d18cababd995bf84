/** Decides from an outcome whether to send again, and when. Pure: time and chance are passed in. */
import type { Outcome } from './outcome';
import { plainText } from './text';

/**
 * read: GET, and what may be repeated without harm (cancel, delete, upload).
 * start: a POST that costs money, repeated only when the server certainly did not take it (invariant 1).
 */
export type RetryPolicy = 'read' | 'start';

/** How often one request is sent, rate limits aside: those are waited for until the deadline. */
const MAX_TRIES = 5;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** Whether the request may be sent once more after `tries` tries that ended like this one. */
export function mayRepeat(policy: RetryPolicy, outcome: Outcome, tries: number): boolean {
	if (outcome.kind === 'refused') {
		if (!outcome.repeatable) return false;
		return outcome.problem.httpCode === 429 || tries < MAX_TRIES;
	}
	return outcome.kind === 'lost' && policy === 'read' && tries < MAX_TRIES;
}

/**
 * Milliseconds to wait before the next try: what the server asked for, else doubling from half a
 * second to half a minute, a quarter more or less by chance (`random` from 0 to 1).
 */
export function pauseBefore(
	tries: number,
	retryAfterMs: number | undefined,
	random: number,
): number {
	if (retryAfterMs !== undefined) return retryAfterMs;
	const pause = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS);
	return Math.round(pause * (0.75 + random / 2));
}

/**
 * Milliseconds that an answer asks to wait. A date is taken by the clock of the answer, where it tells one:
 * ours (`nowMs`) may be hours off.
 */
export function askedPause(headers: Record<string, unknown>, nowMs: number): number | undefined {
	const serverNow = Date.parse(plainText(headers.date));
	return parseRetryAfter(headers['retry-after'], Number.isNaN(serverNow) ? nowMs : serverNow);
}

/**
 * Milliseconds asked for by a `Retry-After` header: seconds or an HTTP date. Undefined when there is
 * none or it cannot be read; never negative.
 */
export function parseRetryAfter(header: unknown, nowMs: number): number | undefined {
	if (typeof header !== 'string' && typeof header !== 'number') return undefined;
	const text = String(header).trim();
	if (text === '') return undefined;
	const seconds = Number(text);
	if (Number.isFinite(seconds)) return seconds >= 0 ? Math.ceil(seconds * 1000) : undefined;
	const date = Date.parse(text);
	return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
