import { clock } from '../utils/clock';

/** The first interval between requests after a rate limit, and the longest. */
const FIRST_INTERVAL_MS = 25;
const MAX_INTERVAL_MS = 1000;
/** Each success, and each probe of a measured limit, shortens the interval to this part of it. */
const SPEED_UP = 0.97;

/** A 429 that asks for no longer pause than this comes from a limit on the requests of about a second. */
const MAX_SECOND_WINDOW_PAUSE_MS = 2000;
const WINDOW_MS = 1000;
/** A measured interval is longer by this factor: responses jitter, and each 429 costs a whole pause. */
const SAFETY_MARGIN = 1.02;
/** After this time without a 429 a slightly shorter interval is probed. The time doubles when a probe fails. */
const PROBE_INTERVAL_MS = 60_000;
const MAX_PROBE_INTERVAL_MS = 600_000;
/**
 * A 429 this soon after a pause shows that the measured interval was wrong, if the new one is longer by the
 * factor `REMEASURE_FACTOR`. Any other 429 shows that it was a little short, or that responses jitter.
 */
const REMEASURE_WITHIN_MS = 5000;
const REMEASURE_FACTOR = 1.25;

/**
 * The common speed of all requests of one node execution. One 429 blocks all of them, and afterwards they are
 * sent one by one: without an interval all waiting items would start in the same instant and be rejected again.
 *
 *               429                   pause over, interval measured
 *   UNLIMITED -------> BLOCKED ----------------------------------------> MEASURED
 *       ^               ^ | ^                                               |
 *       |               | | +-----------------------------------------------+
 *       |           429 | | pause over,        429: interval + 2 %, or measured again
 *       |    (interval  | | not measured
 *       |      doubles) | v
 *       +------------ ADAPTIVE
 *        interval
 *        below 1 ms
 *
 * - UNLIMITED: no interval; requests are sent at once.
 * - BLOCKED: nothing is sent until the pause that Extend requested is over, except by requests whose time ends
 *   before (client.ts). When one of them is taken, the pause is over.
 * - ADAPTIVE: the limit is unknown. Every 429 doubles the interval and every success shortens it by 3 %.
 * - MEASURED: the limit counts per second. The interval lets through as many requests as were accepted in the
 *   second before the 429 (`docs/dev/benchmarks.md`, rate limit). It is shortened by 3 % as a probe after 1 to 10 min.
 */
export interface RateLimiter {
	/** How long nothing may be sent (ms); 0 when something may. */
	blockedForMs(): number;
	/**
	 * Reserves the next slot and returns the time until it (ms). To be called when nothing is blocked, since the
	 * interval is known only after the last of the 429s. A further 429 can arrive while the caller waits for it.
	 */
	reserveSlot(): number;
	/** A request is sent now. Returns its time, for `onRateLimited`. */
	recordSend(): number;
	/** A 429 came for the request that was sent at `sentAt`: nothing is sent for `pauseMs`. */
	onRateLimited(pauseMs: number, sentAt: number): void;
	/**
	 * A response that is no 429 came for the request that was sent at `sentAt`. If that was after the last 429,
	 * Extend takes requests again, and the pause is over.
	 */
	onSuccess(sentAt: number): void;
}

export function createRateLimiter(): RateLimiter {
	let nextSlotAt = 0;
	let intervalMs = 0;
	/** The measured interval, below which the interval does not shrink; 0 while nothing is measured. */
	let measuredIntervalMs = 0;
	let blockedUntil = 0;
	/** When the last 429 came. */
	let limitedAt = 0;
	/** When the request of the first 429 since the last pause was sent. */
	let limitedSentAt = 0;
	/** The measured interval before that 429. */
	let previousIntervalMs = 0;
	/** Whether that 429 came long after the last pause, although the interval was measured. */
	let isLate = false;
	let lastProbeAt = 0;
	let probeIntervalMs = PROBE_INTERVAL_MS;
	/** When the latest requests were sent that did not get a 429, oldest first. */
	let sendTimes: number[] = [];

	/** The interval that lets through as many requests as were accepted before the 429; 0 if that is unknown. */
	function measureInterval(): number {
		const accepted = sendTimes.filter((time) => time > limitedSentAt - WINDOW_MS).length;
		return accepted === 0 ? 0 : Math.min((WINDOW_MS / accepted) * SAFETY_MARGIN, MAX_INTERVAL_MS);
	}

	/** MEASURED: the interval was a little too short. */
	function lengthenMeasuredInterval() {
		measuredIntervalMs = Math.min(measuredIntervalMs * SAFETY_MARGIN, MAX_INTERVAL_MS);
		intervalMs = Math.max(intervalMs, measuredIntervalMs);
		probeIntervalMs = Math.min(probeIntervalMs * 2, MAX_PROBE_INTERVAL_MS);
	}

	/** ADAPTIVE: nothing is known about the limit. */
	function doubleInterval() {
		intervalMs = Math.min(Math.max(FIRST_INTERVAL_MS, intervalMs * 2), MAX_INTERVAL_MS);
		measuredIntervalMs = 0;
	}

	return {
		blockedForMs: () => Math.max(0, blockedUntil - clock.now()),
		reserveSlot() {
			const now = clock.now();
			const slotAt = Math.max(now, nextSlotAt);
			if (intervalMs > 0) nextSlotAt = slotAt + intervalMs;
			return slotAt - now;
		},
		recordSend() {
			const now = clock.now();
			sendTimes = sendTimes.filter((time) => time > now - 2 * WINDOW_MS);
			sendTimes.push(now);
			return now;
		},
		onRateLimited(pauseMs, sentAt) {
			const now = clock.now();
			limitedAt = now;
			const index = sendTimes.lastIndexOf(sentAt);
			if (index >= 0) sendTimes.splice(index, 1);
			// Requests in flight together get their 429s together: these count once.
			const isFirst = now >= blockedUntil;
			if (isFirst) {
				limitedSentAt = sentAt;
				previousIntervalMs = measuredIntervalMs;
				isLate = previousIntervalMs > 0 && now - blockedUntil > REMEASURE_WITHIN_MS;
			}
			const isMeasurable = pauseMs <= MAX_SECOND_WINDOW_PAUSE_MS && !isLate;
			const measured = isMeasurable ? measureInterval() : 0;
			if (measured > previousIntervalMs * REMEASURE_FACTOR) {
				intervalMs = measuredIntervalMs = measured;
			} else if (isFirst && previousIntervalMs > 0) lengthenMeasuredInterval();
			else if (isFirst) doubleInterval();
			blockedUntil = Math.max(blockedUntil, now + pauseMs);
			nextSlotAt = Math.max(nextSlotAt, blockedUntil);
			lastProbeAt = blockedUntil;
		},
		onSuccess(sentAt) {
			const now = clock.now();
			if (sentAt > limitedAt && now < blockedUntil) {
				blockedUntil = now;
				nextSlotAt = now + intervalMs;
			}
			if (measuredIntervalMs > 0 && now - lastProbeAt >= probeIntervalMs) {
				measuredIntervalMs *= SPEED_UP;
				lastProbeAt = now;
			}
			intervalMs = Math.max(measuredIntervalMs, intervalMs < 1 ? 0 : intervalMs * SPEED_UP);
		},
	};
}
