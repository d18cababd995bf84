import type { MeasuredWindows } from './measuredWindow';

/** A 429 that is over within this time comes from a limit on the requests of a second (ms). */
const MAX_SECOND_PAUSE_MS = 2500;
/** A 429 so soon after a pause is of the window that was full before it (ms). */
const SOON_MS = 1000;

/** The 429 responses until Extend takes requests again. */
export interface Episode {
	/** when the first and the last refused request were sent */
	firstAt: number;
	lastAt: number;
	/** what was known before */
	readonly before: MeasuredWindows;
	/** the longest pause without `Retry-After` so far */
	backoffMs: number;
	/** whether it began as soon as the long pause of the one before was over */
	readonly isAfterLongPause: boolean;
}

const isLongPause = ({ firstAt }: Episode, until: number) => until - firstAt > MAX_SECOND_PAUSE_MS;

/**
 * The episode of a 429 that is the first one after a pause.
 * @param last the one before, which lasted until `until`
 */
export function createEpisode(
	sentAt: number,
	before: MeasuredWindows,
	last: Episode | undefined,
	until: number,
): Episode {
	const isAfterLongPause =
		last !== undefined && isLongPause(last, until) && sentAt - until < SOON_MS;
	return { firstAt: sentAt, lastAt: sentAt, before, backoffMs: 0, isAfterLongPause };
}

/** Adds a 429 of a request that was sent before the pause. */
export function extendEpisode(episode: Episode, sentAt: number): void {
	episode.firstAt = Math.min(episode.firstAt, sentAt);
	episode.lastAt = Math.max(episode.lastAt, sentAt);
}

/**
 * Whether the limit counts the requests of a second, by how long the refusals last. A longer window that slides has
 * room for a few when a long pause is over, and soon for the next ones: such a short pause says nothing of seconds.
 */
export function isPerSecond(episode: Episode, until: number): boolean {
	return !isLongPause(episode, until) && !episode.isAfterLongPause;
}
