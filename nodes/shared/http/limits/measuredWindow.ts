/** A limit on the requests in a window of time, as far as it is measured. Pure: nothing here reads the time. */

/** Responses jitter, and each 429 costs a whole pause: a measured window is longer by this factor. */
const MARGIN = 1.02;
const MAX_STRETCH = 8;
/** A measurement that differs by this factor replaces the one before. */
const REMEASURE_FACTOR = 1.6;
/** The same for one that is higher after raises. */
const RAISED_FACTOR = 1.1;
/** Any other 429 makes the window longer by this factor. */
const LENGTHEN = 1.03;
/** The first raise after a 429, and how the following ones grow, as parts of the rate; one request at least. */
const FIRST_STEP_SECOND = 0.05;
/** A 429 of a full window costs nothing but itself, and another process may have left a part of it. */
const FIRST_STEP_LONG = 1;
const MAX_STEP = 1;
/**
 * After so long without a 429 the rate is raised for the first time (ms). It doubles when the raise was too much.
 * Raises that follow one that went well come sooner.
 */
const RAISE_SECOND_AFTER_MS = 10_000;
const RAISE_SECOND_AGAIN_MS = 3000;
const MAX_RAISE_SECOND_AFTER_MS = 60_000;
/** The same for a longer window, as parts of it. Two processes measure what the other one leaves, and that changes. */
const RAISE_LONG_AFTER = 1 / 16;
const MAX_RAISE_LONG_AFTER = 1 / 2;

export interface MeasuredWindow {
	readonly lengthMs: number;
	/** how many requests were accepted in a window */
	readonly limit: number;
	/** the window is longer by this factor; shorter when more is tried */
	readonly stretch: number;
	/** `stretch` before the raises since the last 429 */
	readonly safeStretch: number;
	readonly step: number;
	readonly raiseAfterMs: number;
	readonly raiseAgainMs: number;
	/** when the window was measured or raised */
	readonly changedAt: number;
}

/** Both can hold at once; undefined while nothing is known. */
export interface MeasuredWindows {
	readonly second?: MeasuredWindow;
	readonly long?: MeasuredWindow;
}

const isOfSecond = (lengthMs: number) => lengthMs <= 1000;
const getFirstStep = (lengthMs: number) =>
	isOfSecond(lengthMs) ? FIRST_STEP_SECOND : FIRST_STEP_LONG;

export function createWindow(lengthMs: number, accepted: number, at: number): MeasuredWindow {
	const isSecond = isOfSecond(lengthMs);
	return {
		lengthMs,
		limit: Math.max(1, accepted),
		stretch: MARGIN,
		safeStretch: MARGIN,
		step: getFirstStep(lengthMs),
		raiseAfterMs: isSecond ? RAISE_SECOND_AFTER_MS : lengthMs * RAISE_LONG_AFTER,
		raiseAgainMs: isSecond ? RAISE_SECOND_AGAIN_MS : lengthMs * RAISE_LONG_AFTER,
		changedAt: at,
	};
}

/**
 * The window after a 429.
 * @param accepted how many requests of the window were accepted before it
 * @param until when the pause is over
 */
export function remeasure(window: MeasuredWindow, accepted: number, until: number): MeasuredWindow {
	const { lengthMs, limit, stretch, safeStretch } = window;
	const expected = limit / stretch;
	const wasRaised = stretch < safeStretch;
	const maxRaiseAfterMs = isOfSecond(lengthMs)
		? MAX_RAISE_SECOND_AFTER_MS
		: lengthMs * MAX_RAISE_LONG_AFTER;
	const raiseAfterMs = wasRaised
		? Math.min(window.raiseAfterMs * 2, maxRaiseAfterMs)
		: window.raiseAfterMs;
	const isOther =
		accepted < expected / REMEASURE_FACTOR ||
		accepted > expected * REMEASURE_FACTOR ||
		// Some of the raises were right.
		(wasRaised && accepted > (limit / safeStretch) * RAISED_FACTOR);
	if (isOther) return { ...createWindow(lengthMs, accepted, until), raiseAfterMs };
	const longer = Math.min(safeStretch * LENGTHEN, MAX_STRETCH);
	const step = getFirstStep(lengthMs);
	return { ...window, stretch: longer, safeStretch: longer, step, raiseAfterMs, changedAt: until };
}

/** The window after some time without a 429: a little shorter, and more so each time. */
export function raise(window: MeasuredWindow, now: number): MeasuredWindow {
	const { limit, stretch, safeStretch, step, raiseAfterMs, raiseAgainMs, changedAt } = window;
	const pauseMs = stretch < safeStretch ? raiseAgainMs : raiseAfterMs;
	if (now - changedAt < pauseMs) return window;
	return {
		...window,
		stretch: stretch / (1 + Math.max(step, stretch / limit)),
		step: Math.min(step * 2, MAX_STEP),
		changedAt: now,
	};
}

/** The time between two requests that are sent evenly (ms). */
export function getIntervalMs({ lengthMs, limit, stretch }: MeasuredWindow): number {
	return (lengthMs * stretch) / limit;
}
