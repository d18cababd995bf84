import type { FastifyRequest } from 'fastify';
import { ApiError } from './apiError.mts';
import type { State } from '../state/state.mts';

/** Timestamps (ms) of admitted requests within a sliding window. */
class SlidingWindow {
	private times: number[] = [];
	constructor(private readonly length: number) {}

	/** Returns 0 and counts the request if it is allowed, otherwise the wait in ms. */
	reserve(limit: number | null): number {
		if (limit === null) return 0;
		const now = Date.now();
		this.times = this.times.filter((time) => time > now - this.length);
		if (this.times.length >= limit)
			return this.times[this.times.length - limit] + this.length - now;
		this.times.push(now);
		return 0;
	}
}

const isRunStart = (request: FastifyRequest) =>
	request.method === 'POST' &&
	/^\/(?:(extract|classify|split|parse|edit)(_runs)?|workflow_runs)$/.test(request.recorded.path);

/** The rate limits of one key. */
export class RateLimiter {
	private readonly second = new SlidingWindow(1000);
	private readonly minute = new SlidingWindow(60_000);
	constructor(private readonly state: State) {}

	/** Counts the request. Throws 429 over the limit. */
	check(request: FastifyRequest): void {
		const { requestsPerSecond, runsPerMinute } = this.state.behavior;
		const wait =
			this.second.reserve(requestsPerSecond) ||
			(isRunStart(request) ? this.minute.reserve(runsPerMinute) : 0);
		if (wait > 0) throw this.rateLimitError(wait);
	}

	private rateLimitError(wait: number): ApiError {
		const seconds = Math.max(1, Math.ceil(wait / 1000));
		// HTTP dates have no fractions of a second. One second is added, so that the date is never before the
		// end of the window.
		const date = new Date(Date.now() + (seconds + 1) * 1000).toUTCString();
		const headers: Record<string, Record<string, string>> = {
			seconds: { 'retry-after': String(seconds) },
			date: { 'retry-after': date },
			none: {},
		};
		return new ApiError(429, 'RATE_LIMIT_EXCEEDED', 'Too many requests.', {
			retryable: true,
			headers: headers[this.state.behavior.retryAfter],
		});
	}
}
