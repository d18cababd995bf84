/**
 * A clock whose time passes only while nothing happens: all code sleeps, and Extend is silent to every request in
 * progress. Then it jumps to the next wake-up or time-out, so a silent server costs no real time, and a slow
 * machine changes nothing.
 */
import { onAbort } from '../../../nodes/shared/utils/async/onAbort';
import type { Clock } from '../../../nodes/shared/utils/clock';
import type { RecordedRequest } from '../../emulator/index.mts';

interface Alarm {
	at: number;
	ring: () => void;
}

/** How long a request that the server still handles may hold the time, in real ms. */
const MAX_HANDLING_MS = 50;
/** When nothing at all happens for so long (real ms), time passes nevertheless. */
const STUCK_MS = 3000;

export interface FuzzClock {
	/** Requests before this moment are forgotten: Stop has cut them off. */
	forgetRequests(): void;
	/** how many exchanges are in progress */
	countExchanges(): number;
	/** Whether nobody waits for anything. */
	isIdle(): boolean;
	/** how many times nothing at all happened; a fault of the test */
	readonly stuck: number;
	restore(): void;
}

export function startFuzzClock(
	clock: Clock,
	getRequests: () => RecordedRequest[],
	startAt = 0,
): FuzzClock {
	const real = { ...clock };
	const sleepers = new Set<Alarm>();
	const timers = new Set<Alarm>();
	let now = Math.max(Date.now(), startAt);
	let first = 0;
	let expired = 0;
	let stuck = 0;
	let heldSince = 0;
	let ticking = false;

	const isHandled = (request: RecordedRequest) =>
		request.end === undefined && Date.now() - request.at < MAX_HANDLING_MS;
	/** Whether an exchange is in progress that will end by itself. */
	function isBusy(): boolean {
		const requests = getRequests().slice(first);
		const silent = requests.filter(({ end }) => end === 'hanging').length - expired;
		return timers.size > silent || requests.some(isHandled);
	}

	function tick(): void {
		ticking = false;
		if (isBusy()) {
			heldSince ||= Date.now();
			if (Date.now() - heldSince < STUCK_MS) return schedule();
			stuck++;
		}
		heldSince = 0;
		const [next] = [...sleepers, ...timers].sort((a, b) => a.at - b.at);
		if (!next) return;
		now = Math.max(now, next.at);
		sleepers.delete(next);
		if (timers.delete(next)) expired++;
		next.ring();
		schedule();
	}
	function schedule(): void {
		if (ticking || sleepers.size + timers.size === 0) return;
		ticking = true;
		setTimeout(tick, 1);
	}
	const set = (alarms: Set<Alarm>, ms: number, ring: () => void) => {
		const alarm = { at: now + ms, ring };
		alarms.add(alarm);
		schedule();
		return () => void alarms.delete(alarm);
	};

	Object.assign(clock, {
		now: () => now,
		wallNow: () => now,
		random: () => 0.5,
		startTimer: (ms: number, onTimeout: () => void) => set(timers, ms, onTimeout),
		async sleep(ms: number, signal?: AbortSignal) {
			if (ms <= 0 || signal?.aborted) return;
			await new Promise<void>((resolve) => {
				const wakeUp = set(sleepers, ms, finish);
				function finish() {
					wakeUp();
					forget();
					resolve();
				}
				const forget = onAbort(signal, finish);
			});
		},
	} satisfies Clock);
	return {
		forgetRequests() {
			first = getRequests().length;
			expired = 0;
		},
		countExchanges: () => timers.size,
		isIdle: () => sleepers.size + timers.size === 0,
		get stuck() {
			return stuck;
		},
		restore: () => void Object.assign(clock, real),
	};
}
