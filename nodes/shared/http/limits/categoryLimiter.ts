import { createEpisode, extendEpisode, isPerSecond, type Episode } from './episode';
import {
	createWindow,
	getIntervalMs,
	raise,
	remeasure,
	type MeasuredWindow,
	type MeasuredWindows,
} from './measuredWindow';
import { RoundTrip } from './roundTrip';
import { SendLog } from './sendLog';
import { TurnQueue, type Sender, type Ticket } from './turnQueue';

/** While no limit is known, so many requests are sent in a round trip: all of them are refused before a 429 is read. */
const UNANSWERED = 6;
/** And so many of those that are sent to try whether more is let through. */
const PROBES = 2;
/** The least time between two of the first (ms). */
const MIN_PACE_MS = 2;
/** So many may go out together all the same. */
const PACE_BURST = 4;
const MAX_PACE_MS = 1000;
/** Each accepted request shortens the pace to this part of it. */
const SPEED_UP = 0.97;

const SECOND_MS = 1000;
/** The longest window that is looked for: Extend counts runs per minute. */
const MINUTE_MS = 60_000;
/**
 * Fewer requests than these were not what filled a window of more than a second. No plan allows so little: the 429 has
 * another cause, and one request a minute would end every wait.
 */
const MIN_LONG_LIMIT = 5;
/** A window is taken for full, and so for the cause of a 429, from this part of its limit. */
const FULL = 0.9;
/** Without `Retry-After` the pause of a 429 that follows another doubles up to this (ms). */
const MAX_BACKOFF_MS = 30_000;

/**
 * The rate limiter of one category of requests (reads, writes, runs). It measures the limit by what was accepted
 * before a 429, and by how long the refusals last it tells a limit per second from one per minute. Both can hold
 * at once. Pure: the time is passed in.
 *
 *               429, nothing measured           pause over
 *   UNLIMITED ------------------------> BLOCKED -----------> ADAPTIVE: pace doubles with each 429,
 *   6 in a round trip                    ^  |                 shrinks with each accepted request
 *                                        |  |
 *                                    429 |  | pause over, accepted requests counted
 *                                        |  v
 *                                      MEASURED per second: sent evenly, one interval apart
 *                                      MEASURED per minute (any length up to it): as many as the window takes
 *
 * MEASURED is raised after 10 s without a 429, or after a sixteenth of a longer window, if the limit holds something
 * back and was used: by 5 % (window of a second), doubling each time, or to the double (longer window). A 429 after
 * that takes the raise back and delays the next one. A 429 that counts something quite different measures again.
 */
export class CategoryLimiter {
	private readonly log = new SendLog();
	private readonly queue = new TurnQueue();
	/** longer than that of the round trip after a 429 by which nothing could be measured (ms) */
	private adaptedPaceMs = 0;
	private windows: MeasuredWindows = {};
	private blockedUntil = 0;
	/** when the last 429 came */
	private limitedAt = -Infinity;
	private episode: Episode | undefined;

	constructor(readonly roundTrip = new RoundTrip()) {}

	/** How long nothing may be sent (ms); 0 when something may. */
	getBlockedMs(now: number): number {
		return Math.max(0, this.blockedUntil - now);
	}

	private get paceMs(): number {
		return Math.max(MIN_PACE_MS, this.roundTrip.ms / UNANSWERED, this.adaptedPaceMs);
	}

	/** How many requests a second the measured limits let through; undefined while none is known. */
	get perSecond(): number | undefined {
		const { second, long } = this.windows;
		const intervalMs = Math.max(second ? getIntervalMs(second) : 0, long ? getIntervalMs(long) : 0);
		return intervalMs > 0 ? SECOND_MS / intervalMs : undefined;
	}

	/** A request lines up. It ends with `recordSend` or `leave`. */
	enqueue(sender?: Sender): Ticket {
		return this.queue.enqueue(sender);
	}

	/** How long the request still waits (ms), as far as is known now; 0: it is sent now (`recordSend`). */
	getDelayMs(ticket: Ticket, now: number): number {
		const ahead = this.queue.countAhead(ticket);
		const { second, long } = this.windows;
		const evenSlot = second
			? (this.log.getNthLast(1) ?? -Infinity) + (ahead + 1) * getIntervalMs(second)
			: this.getPacedSlot(ahead);
		const longSlot = long ? this.getLongSlot(long, ahead, now) : now;
		const probeSlot = long ? this.getProbeSlot(long, ahead, now) : now;
		const slot = Math.max(now, this.blockedUntil, evenSlot, longSlot, probeSlot);
		// More is tried only of a limit that holds something back, and of a rate that was used for a whole second.
		if (second && evenSlot > now && evenSlot === slot && this.isUsed(second, now)) {
			this.windows = { second: raise(second, now), long };
		}
		if (long && longSlot > now && longSlot === slot) {
			this.windows = { second, long: raise(long, now) };
		}
		// Those ahead go first, even when they wake up late.
		return ahead > 0 ? Math.max(1, slot - now) : slot - now;
	}

	private isUsed({ limit, lengthMs, stretch }: MeasuredWindow, now: number): boolean {
		return this.log.count(now - lengthMs) >= (FULL * limit) / stretch;
	}

	/** While no limit per second is known, a few go out together. */
	private getPacedSlot(ahead: number): number {
		const first = this.log.getNthLast(Math.max(1, PACE_BURST - ahead)) ?? -Infinity;
		return first + this.paceMs * Math.max(PACE_BURST, ahead + 1);
	}

	/** When the long window has room for the request with so many ahead of it. */
	private getLongSlot({ limit, lengthMs, stretch }: MeasuredWindow, ahead: number, now: number) {
		const first = ahead < limit ? this.log.getNthLast(limit - ahead) : now;
		return first === undefined ? now : first + lengthMs * stretch;
	}

	/** What only a raise lets through is sent almost one by one: if it was too much, few are refused. */
	private getProbeSlot(window: MeasuredWindow, ahead: number, now: number): number {
		const safe = { ...window, stretch: window.safeStretch };
		if (this.getLongSlot(safe, ahead, now) <= now) return now;
		return (this.log.getNthLast(1) ?? -Infinity) + ((ahead + 1) * this.roundTrip.ms) / PROBES;
	}

	/** The request is sent now. */
	recordSend(ticket: Ticket, now: number): void {
		ticket.sentAt = now;
		this.log.add(ticket);
		// Last, since it may begin the next request.
		this.queue.take(ticket);
	}

	/** The request waits no longer. */
	leave(ticket: Ticket): void {
		this.queue.leave(ticket);
	}

	/**
	 * A 429 came: nothing is sent for `pauseMs`.
	 * @param isAsked whether Extend asked for that pause; otherwise it is longer when the refusals go on
	 */
	onRateLimited(ticket: Ticket, pauseMs: number, isAsked: boolean, now: number): void {
		const { episode, isNew } = this.beginEpisode(ticket, isAsked);
		this.log.remove(ticket);
		this.limitedAt = now;
		if (!isAsked && ticket.sentAt >= this.blockedUntil) {
			episode.backoffMs = Math.min(Math.max(pauseMs, episode.backoffMs * 2), MAX_BACKOFF_MS);
		}
		const pause = isAsked ? pauseMs : Math.max(pauseMs, episode.backoffMs);
		this.blockedUntil = Math.max(this.blockedUntil, now + pause);
		const isMeasured = this.measure(episode);
		if (isNew && !isMeasured) {
			this.adaptedPaceMs = Math.min(this.paceMs * 2, MAX_PACE_MS);
		}
	}

	/**
	 * A response that is no 429 came. If the request was sent after the last 429, Extend takes requests again, and the
	 * pause is over.
	 */
	onAccepted(ticket: Ticket, now: number): void {
		if (ticket.sentAt > this.limitedAt && now < this.blockedUntil) {
			this.blockedUntil = now;
			// The limit did not last as long as the pause, so what was measured by it counts for nothing.
			if (this.episode) this.windows = this.episode.before;
		}
		this.adaptedPaceMs *= SPEED_UP;
	}

	/** The episode of the 429, which is new for the first of several that belong together. */
	private beginEpisode({ sentAt }: Ticket, isAsked: boolean): { episode: Episode; isNew: boolean } {
		const { episode } = this;
		if (episode && sentAt < this.blockedUntil) {
			extendEpisode(episode, sentAt);
			return { episode, isNew: false };
		}
		// Refused again almost at once: the limit lasts for longer than the pause, which nobody asked for.
		const isContinued = !isAsked && this.log.count(this.blockedUntil - 1, sentAt) <= 2;
		this.episode =
			episode && isContinued
				? Object.assign(episode, { lastAt: sentAt })
				: createEpisode(sentAt, this.windows, episode, this.blockedUntil);
		return { episode: this.episode, isNew: true };
	}

	/** Sets the window that caused the 429. False if nothing is known about it. */
	private measure(episode: Episode): boolean {
		const measured = this.getMeasured(episode, this.blockedUntil);
		// Another 429 of the episode may say less; what the ones before it said still holds.
		if (measured) this.windows = measured;
		return measured !== undefined;
	}

	private getMeasured(episode: Episode, until: number): MeasuredWindows | undefined {
		const { firstAt, lastAt, before } = episode;
		const { second, long } = before;
		const isLongFull =
			long !== undefined &&
			this.log.count(firstAt - long.lengthMs * long.safeStretch, firstAt) >= FULL * long.limit;
		if (isPerSecond(episode, until) && !isLongFull) {
			const accepted = this.log.count(lastAt - SECOND_MS, lastAt);
			if (second) return { second: remeasure(second, accepted, until), long };
			if (accepted === 0) return undefined;
			return { second: createWindow(SECOND_MS, accepted, until), long };
		}
		if (long && until - firstAt <= long.lengthMs + SECOND_MS) {
			const accepted = this.log.count(lastAt - long.lengthMs, lastAt);
			if (accepted < MIN_LONG_LIMIT) return undefined;
			return { second, long: remeasure(long, accepted, until) };
		}
		const first = this.log.getFirstAfter(until - MINUTE_MS - SECOND_MS);
		if (first === undefined) return undefined;
		const accepted = this.log.count(first - 1, lastAt);
		if (accepted < MIN_LONG_LIMIT) return undefined;
		// `Retry-After` is rounded up to whole seconds.
		const wholeMs = Math.floor((until - first) / SECOND_MS) * SECOND_MS;
		const lengthMs = Math.min(Math.max(wholeMs, 2 * SECOND_MS), MINUTE_MS);
		return { second, long: createWindow(lengthMs, accepted, until) };
	}
}
