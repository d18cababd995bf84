import type { Clock } from '../../nodes/shared/utils/clock';

interface Sleeper {
	at: number;
	wake: () => void;
}

/**
 * Makes time pass only when somebody waits: the earliest sleeper is woken after a turn of real I/O, and the
 * clock jumps to its hour. An hour of polling takes a moment, in the true order of events.
 * Call it at the top of a test file on the clock of the package; `slept` holds all waits in ms. It ends with the file.
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
		// Two milliseconds let answers that are under way arrive before time goes on.
		setTimeout(tick, 2);
	};

	const sleep: Clock['sleep'] = async (ms, signal) => {
		slept.push(ms);
		if (ms <= 0 || signal?.aborted) return;
		await new Promise<void>((resolve) => {
			const sleeper = { at: now + ms, wake: resolve };
			sleepers.push(sleeper);
			signal?.addEventListener('abort', () => {
				sleepers.splice(sleepers.indexOf(sleeper) >>> 0, 1);
				resolve();
			});
			schedule();
		});
	};
	const resume = () => Object.assign(clock, { now: () => now, random: () => 0.5, sleep });
	const restore = () => Object.assign(clock, real);
	resume();
	afterAll(restore);
	return {
		slept,
		/** Lets time pass without anybody waiting. */
		advance(ms: number) {
			now += ms;
		},
		/** The real clock from here on. */
		restore,
		/** The virtual clock again. */
		resume,
	};
}
