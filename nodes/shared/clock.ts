import { sleep } from 'n8n-workflow';

/** Times are milliseconds since 1970, durations milliseconds. */
export interface Clock {
	now(): number;
	/** Returns after `ms`, or soon after the signal is aborted; never throws. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** A number from 0 to below 1, for jitter. */
	random(): number;
}

/** n8n 1.x ignores the signal of `sleep`, so long waits are cut into slices of this length. */
const SLICE_MS = 500;

/**
 * The one place where time passes: nothing else in the package waits or reads the time.
 * Tests swap its functions, so they need no waiting.
 */
export const clock: Clock = {
	now: () => Date.now(),
	random: () => Math.random(),
	async sleep(ms, signal) {
		const end = Date.now() + ms;
		for (let left = ms; left > 0 && !signal?.aborted; left = end - Date.now()) {
			await sleep(Math.min(left, SLICE_MS), signal).catch(() => undefined);
		}
	},
};
