import { sleep } from 'n8n-workflow';

/** Times are milliseconds since 1970, durations milliseconds. */
export interface Clock {
	/** For deadlines and ages: goes on steadily, whatever happens to the machine's clock. */
	now(): number;
	/** The machine's clock, to compare with times that others wrote. */
	wallNow(): number;
	/** Returns after `ms`, or soon after the signal is aborted; never throws. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** A number from 0 to below 1, for jitter. */
	random(): number;
	/**
	 * Rings once after `ms` unless the returned function is called before: a limit for streams, which n8n's
	 * helper does not bound. Always real time, like the timeouts of HTTP.
	 */
	startTimer(ms: number, ring: () => void): () => void;
}

/** n8n 1.x ignores the signal of `sleep`, so long waits are cut into slices of this length. */
const SLEEP_SLICE_MS = 500;

async function realSleep(ms: number, signal?: AbortSignal): Promise<void> {
	const end = performance.now() + ms;
	for (let left = ms; left > 0 && !signal?.aborted; left = end - performance.now()) {
		await sleep(Math.min(left, SLEEP_SLICE_MS), signal).catch(() => undefined);
	}
}

/**
 * The one place where time passes: nothing else in the package waits or reads the time.
 * Tests swap its functions, so they need no waiting.
 */
export const clock: Clock = {
	now: () => Math.round(performance.timeOrigin + performance.now()),
	wallNow: () => Date.now(),
	random: () => Math.random(),
	sleep: realSleep,
	startTimer(ms, ring) {
		const off = new AbortController();
		void realSleep(ms, off.signal).then(() => {
			if (!off.signal.aborted) ring();
		});
		return () => off.abort();
	},
};
