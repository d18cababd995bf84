import { clock } from '../utils/clock';

/** Polls take up to this part of what the limit on reads lets through: the rest is for results and lists. */
const SHARE = 0.5;

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
		nextAt = at + 1000 / (perSecond * SHARE);
		return at - now;
	};
}
