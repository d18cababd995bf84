import { IN_PROGRESS_STATUSES, TERMINAL_STATUSES, type RunStatus } from '../http/responses';
import { clock } from '../utils/clock';
import { matchChoice } from '../utils/objects';

export const FAST_POLLING_MS = 30_000;
const FAST_PAUSE_MS = 1000;
const GROWTH = 1.15;
const MAX_PAUSE_MS = 30_000;
const JITTER = 0.25;

/**
 * The delay before the next poll (ms), on the schedule of Extend's own SDK: a second during the first half
 * minute, then 15 % longer each time up to half a minute, with 25 % of jitter.
 * @param elapsedMs since polling started
 * @param slowPolls polls made after the first half minute
 * @param random from 0 to below 1
 */
export function calculatePollDelay(elapsedMs: number, slowPolls: number, random: number): number {
	const pause =
		elapsedMs < FAST_POLLING_MS
			? FAST_PAUSE_MS
			: Math.min(FAST_PAUSE_MS * GROWTH ** (slowPolls + 1), MAX_PAUSE_MS);
	return Math.round(pause * (1 - JITTER + 2 * JITTER * random));
}

/**
 * Whether a run no longer changes. A status that Extend added later may mean anything, so it is waited for like
 * one in progress.
 */
export function isTerminal(status: string): boolean {
	return matchChoice(TERMINAL_STATUSES, status.toUpperCase()) !== undefined;
}

/** Whether we know what the status means. */
export function isKnownStatus(status: string): boolean {
	const known = matchChoice(IN_PROGRESS_STATUSES, status.toUpperCase());
	return isTerminal(status) || known !== undefined;
}

/** Whether a run may still get a result: not one that is being canceled. */
export function isUnderWay(status: RunStatus): boolean {
	return status !== 'CANCELLING' && !isTerminal(status);
}

/** Polls take up to this part of what the limit on reads lets through: the rest is for results and lists. */
const SHARE = 0.5;
/** A limit that was measured while there was little to read says little: polls are never further apart for it (ms). */
const MAX_POLL_GAP_MS = 1000;

/** Spreads the polls of all runs of an execution. Returns how long a poll that is due now has to wait (ms). */
export type PollPacer = () => number;

/** @param reads how many requests a second are let through; undefined while that is not measured */
export function createPollPacer(reads: { readonly perSecond: number | undefined }): PollPacer {
	let nextAt = -Infinity;
	return () => {
		const { perSecond } = reads;
		if (perSecond === undefined) return 0;
		const now = clock.now();
		const at = Math.max(now, nextAt);
		nextAt = at + Math.min(1000 / (perSecond * SHARE), MAX_POLL_GAP_MS);
		return at - now;
	};
}
