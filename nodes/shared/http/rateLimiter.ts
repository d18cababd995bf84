import { clock } from '../utils/clock';

/** The first gap between requests after a rate limit, and the longest. */
const FIRST_GAP_MS = 25;
const MAX_GAP_MS = 1000;
/** Each request that goes well shortens the gap to this part of it. */
const RECOVERY = 0.97;

/** A limit that asks for no longer pause than this counts the requests of about a second. */
const MAX_SECOND_WINDOW_PAUSE_MS = 2000;
const WINDOW_MS = 1000;
/** So much slower than what was let through: answers jitter, and each refusal costs a whole pause. */
const SLACK = 1.02;
/** After so long without a refusal a little more is tried; after twice that when the last try was refused. */
const PROBE_AFTER_MS = 60_000;
const MAX_PROBE_AFTER_MS = 600_000;
/**
 * A refusal so soon after a pause says that the measure was wrong, if the new one is so much slower;
 * any other one says that it was a little short, or that answers jitter.
 */
const EARLY_MS = 5000;
const MISMEASURED = 1.25;

/**
 * The common speed of all requests of one node run. One 429 holds all of them back, and afterwards they
 * go out one by one; without a gap all waiting items would start in the same instant and be refused again.
 * When the limit is one per second, the gap is measured: as many requests as went through in the second
 * before the refusal (`docs/benchmarks.md`, rate limit). Otherwise it grows with every refusal and shrinks
 * with every success.
 */
export interface RateLimiter {
	/** Milliseconds for which nothing may go out; 0 when something may. */
	blockedForMs(): number;
	/**
	 * Milliseconds until the next request may go out; taking it reserves the place. Taken when nothing is held,
	 * because only after the last of the refusals the gap is known; a 429 can still come while it is isComplete for.
	 */
	reserveSlot(): number;
	/** A request goes out now; returns its time, which `hold` wants. */
	recordSend(): number;
	/** A 429 came for the request that went out at `sentAt`: nothing goes out for `pauseMs`. */
	onRateLimited(pauseMs: number, sentAt: number): void;
	/** An answer came that was no 429. */
	onSuccess(): void;
}

export function createRateLimiter(): RateLimiter {
	let nextTurn = 0;
	let gapMs = 0;
	/** The gap does not shrink below what was measured. */
	let leastGapMs = 0;
	let heldUntil = 0;
	/** The first refusal since the last pause: its request went out then. */
	let refusedAt = 0;
	/** What was measured until then; 0 if nothing was. */
	let knownGapMs = 0;
	/** The refusal came long after a pause. */
	let isLate = false;
	let probedAt = 0;
	let probeAfterMs = PROBE_AFTER_MS;
	/** When the requests of the last second went out that were not refused, oldest first. */
	let sent: number[] = [];

	/** The gap at which as much goes out as went through before the refusal; 0 if that is not known. */
	function measuredGap(): number {
		const accepted = sent.filter((time) => time > refusedAt - WINDOW_MS).length;
		return accepted === 0 ? 0 : Math.min((WINDOW_MS / accepted) * SLACK, MAX_GAP_MS);
	}

	/** A limit per second that was measured proves a little too fast. */
	function slowDown() {
		leastGapMs = Math.min(leastGapMs * SLACK, MAX_GAP_MS);
		gapMs = Math.max(gapMs, leastGapMs);
		probeAfterMs = Math.min(probeAfterMs * 2, MAX_PROBE_AFTER_MS);
	}

	/** Nothing is known about the limit. */
	function feelOn() {
		gapMs = Math.min(Math.max(FIRST_GAP_MS, gapMs * 2), MAX_GAP_MS);
		leastGapMs = 0;
	}

	return {
		blockedForMs: () => Math.max(0, heldUntil - clock.now()),
		reserveSlot() {
			const now = clock.now();
			const turn = Math.max(now, nextTurn);
			if (gapMs > 0) nextTurn = turn + gapMs;
			return turn - now;
		},
		recordSend() {
			const now = clock.now();
			sent = sent.filter((time) => time > now - 2 * WINDOW_MS);
			sent.push(now);
			return now;
		},
		onRateLimited(pauseMs, sentAt) {
			const now = clock.now();
			const refused = sent.lastIndexOf(sentAt);
			if (refused >= 0) sent.splice(refused, 1);
			// Requests under way together are refused together: they count once.
			const isFirst = now >= heldUntil;
			if (isFirst) {
				refusedAt = sentAt;
				knownGapMs = leastGapMs;
				isLate = knownGapMs > 0 && now - heldUntil > EARLY_MS;
			}
			const measured = pauseMs <= MAX_SECOND_WINDOW_PAUSE_MS && !isLate ? measuredGap() : 0;
			if (measured > knownGapMs * MISMEASURED) gapMs = leastGapMs = measured;
			else if (isFirst && knownGapMs > 0) slowDown();
			else if (isFirst) feelOn();
			heldUntil = Math.max(heldUntil, now + pauseMs);
			nextTurn = Math.max(nextTurn, heldUntil);
			probedAt = heldUntil;
		},
		onSuccess() {
			const now = clock.now();
			if (leastGapMs > 0 && now - probedAt >= probeAfterMs) {
				leastGapMs *= RECOVERY;
				probedAt = now;
			}
			gapMs = Math.max(leastGapMs, gapMs < 1 ? 0 : gapMs * RECOVERY);
		},
	};
}
