import { onAbort } from '../../nodes/shared/utils/async/onAbort';
import type { Clock } from '../../nodes/shared/utils/clock';

interface Sleeper {
	at: number;
	wake: () => void;
}

/**
 * Virtual time that passes only while code sleeps: after a turn of real I/O the clock jumps to the earliest
 * wake-up time. An hour of polling takes a moment, and the order of events is preserved. Call it at the top
 * of a test file; the real clock is restored after the file. `slept` contains all waits in ms.
 */
export function useVirtualClock(clock: Clock) {
	const real = { ...clock };
	const sleepers: Sleeper[] = [];
	const slept: number[] = [];
	let now = Date.now();
	let ticking = false;

	const tick = () => {
		ticking = false;
		sleepers.sort((a, b) => a.at - b.at);
		const next = sleepers.shift();
		if (!next) return;
		now = Math.max(now, next.at);
		next.wake();
		schedule();
	};
	const schedule = () => {
		if (ticking || sleepers.length === 0) return;
		ticking = true;
		// Two milliseconds allow pending responses to arrive before time advances.
		setTimeout(tick, 2);
	};

	const sleep: Clock['sleep'] = async (ms, signal) => {
		slept.push(ms);
		if (ms <= 0 || signal?.aborted) return;
		await new Promise<void>((resolve) => {
			const sleeper = { at: now + ms, wake: resolve };
			sleepers.push(sleeper);
			const forget = onAbort(signal, () => {
				sleepers.splice(sleepers.indexOf(sleeper) >>> 0, 1);
				resolve();
			});
			sleeper.wake = () => {
				forget();
				resolve();
			};
			schedule();
		});
	};
	const resume = () =>
		Object.assign(clock, { now: () => now, wallNow: () => now, random: () => 0.5, sleep });
	const restore = () => Object.assign(clock, real);
	resume();
	afterAll(restore);
	return {
		slept,
		/** Advances the time without a sleeper. */
		advance(ms: number) {
			now += ms;
		},
		/** Restores the real clock. */
		restore,
		/** Resumes the virtual clock. */
		resume,
	};
}
