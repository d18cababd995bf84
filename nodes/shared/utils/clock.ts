import { sleep } from 'n8n-workflow';
import { onAbort } from './async/onAbort';

/** Times are milliseconds since 1970, durations milliseconds. */
export interface Clock {
	/** For deadlines and ages: monotonic, so changes of the machine's clock do not matter. */
	now(): number;
	/** The machine's clock, to compare with times that others wrote. */
	wallNow(): number;
	/** Returns after `ms`, or soon after the signal is aborted; never throws. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** A number from 0 to below 1, for jitter. */
	random(): number;
	/**
	 * Calls `onTimeout` once after `ms`, unless the returned function is called before. Limits streams, which n8n's
	 * helper does not. Always real time, like the timeouts of HTTP.
	 */
	startTimer(ms: number, onTimeout: () => void): () => void;
}

/** n8n 1.x ignores the signal of `sleep`, so no timer outlives an aborted wait by more than this. */
const SLEEP_SLICE_MS = 500;

async function realSleep(ms: number, signal?: AbortSignal): Promise<void> {
	if (ms <= 0 || signal?.aborted) return;
	const end = performance.now() + ms;
	const woken = new AbortController();
	let forget: () => void = () => undefined;
	const aborted = new Promise<void>((resolve) => {
		forget = onAbort(signal, () => {
			woken.abort();
			resolve();
		});
	});
	for (let left = ms; left > 0 && !woken.signal.aborted; left = end - performance.now()) {
		const slice = sleep(Math.min(left, SLEEP_SLICE_MS), woken.signal).catch(() => undefined);
		await Promise.race([slice, aborted]);
	}
	forget();
}

/** The only place that waits or reads the time. Tests replace its functions, so that they need not wait. */
export const clock: Clock = {
	now: () => Math.round(performance.timeOrigin + performance.now()),
	wallNow: () => Date.now(),
	random: () => Math.random(),
	sleep: realSleep,
	startTimer(ms, onTimeout) {
		const cancel = new AbortController();
		void realSleep(ms, cancel.signal).then(() => {
			if (!cancel.signal.aborted) onTimeout();
		});
		return () => cancel.abort();
	},
};
