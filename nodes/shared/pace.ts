import { clock } from './clock';

/** The first gap between requests after a rate limit, and the longest. */
const FIRST_GAP_MS = 25;
const LONGEST_GAP_MS = 1000;
/** Each request that goes well shortens the gap to this part of it. */
const RECOVERY = 0.97;

/**
 * The common speed of all requests of one node run. One 429 holds all of them back, and afterwards they
 * go out one by one with a gap that grows with every further 429 and shrinks with every success; without
 * the gap all waiting items would start in the same instant and be refused again.
 */
export interface Pace {
	/** Milliseconds until the next request may go out; taking it reserves the place. */
	takeTurn(): number;
	/** Whether nothing may go out now: a 429 can come while a turn is waited for. */
	isHeld(): boolean;
	/** A 429 came: nothing goes out for `pauseMs`. */
	hold(pauseMs: number): void;
	/** An answer came that was no 429. */
	recover(): void;
}

export function createPace(): Pace {
	let nextTurn = 0;
	let gapMs = 0;
	let heldUntil = 0;
	return {
		takeTurn() {
			const now = clock.now();
			const turn = Math.max(now, nextTurn);
			if (gapMs > 0) nextTurn = turn + gapMs;
			return turn - now;
		},
		isHeld: () => clock.now() < heldUntil,
		hold(pauseMs) {
			const now = clock.now();
			// Requests under way together are refused together: they count once.
			if (now >= heldUntil) gapMs = Math.min(Math.max(FIRST_GAP_MS, gapMs * 2), LONGEST_GAP_MS);
			heldUntil = Math.max(heldUntil, now + pauseMs);
			nextTurn = Math.max(nextTurn, heldUntil);
		},
		recover() {
			gapMs = gapMs < 1 ? 0 : gapMs * RECOVERY;
		},
	};
}
