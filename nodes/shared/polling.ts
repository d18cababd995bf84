const FAST_FOR_MS = 30_000;
const FAST_PAUSE_MS = 1000;
const GROWTH = 1.15;
const LONGEST_PAUSE_MS = 30_000;
const JITTER = 0.25;

/**
 * Milliseconds to wait before asking for a run again, on the schedule of Extend's own SDK: every second
 * for half a minute, then 15 % longer each time up to half a minute, a quarter more or less by chance.
 * @param elapsedMs since the waiting began
 * @param slowPolls how many pauses were made after the fast half minute
 * @param random from 0 to below 1
 */
export function pollPause(elapsedMs: number, slowPolls: number, random: number): number {
	const pause =
		elapsedMs < FAST_FOR_MS
			? FAST_PAUSE_MS
			: Math.min(FAST_PAUSE_MS * GROWTH ** (slowPolls + 1), LONGEST_PAUSE_MS);
	return Math.round(pause * (1 - JITTER + 2 * JITTER * random));
}

/** Whether waiting is over for extract, classify, split and parse runs. Unknown statuses are final. */
export function isFinal(status: string): boolean {
	return status !== 'PENDING' && status !== 'PROCESSING' && status !== 'CANCELLING';
}
