import type { FastifyRequest } from 'fastify';
import { ApiError } from './apiError.mts';
import type { Behavior } from '../state/options.mts';
import type { State } from '../state/state.mts';

/** Limits are separate for each category: reaching one does not affect the others. */
type Category = 'reads' | 'writes' | 'runs';

const RUN_START =
	/^\/(?:(?:extract|classify|split|parse|edit)(?:_runs)?|workflow_runs)(?<batch>\/batch)?$/;

/** What a request counts as: deletions, cancellations, and uploads are writes. */
function getCategory({ method, recorded }: FastifyRequest): Category {
	if (method === 'GET') return 'reads';
	return method === 'POST' && RUN_START.test(recorded.path) ? 'runs' : 'writes';
}

/** One run is one file: each input of a batch and each file of a package counts. */
function countRuns({ body, recorded }: FastifyRequest): number {
	const { inputs, package: files } = (body ?? {}) as {
		inputs?: unknown;
		package?: { files?: unknown };
	};
	if (RUN_START.exec(recorded.path)?.groups?.batch)
		return Array.isArray(inputs) ? inputs.length : 1;
	return Array.isArray(files?.files) ? Math.max(1, files.files.length) : 1;
}

/** The admitted requests of a window: the last `lengthMs`, or those since a multiple of it. */
class Window {
	private admitted: Array<{ at: number; count: number }> = [];

	/** 0 if `count` more fit, otherwise the wait in ms. More than the whole limit fit into an empty window. */
	getWait(limit: number, lengthMs: number, count: number, isFixed: boolean): number {
		const now = Date.now();
		const since = isFixed ? now - (now % lengthMs) : now - lengthMs;
		this.admitted = this.admitted.filter(({ at }) => (isFixed ? at >= since : at > since));
		let used = this.admitted.reduce((sum, request) => sum + request.count, 0);
		if (used === 0 || used + count <= limit) return limit === 0 ? lengthMs : 0;
		if (isFixed) return since + lengthMs - now;
		for (const request of this.admitted) {
			used -= request.count;
			if (used === 0 || used + count <= limit) return request.at + lengthMs - now;
		}
		return lengthMs;
	}

	add(count: number): void {
		this.admitted.push({ at: Date.now(), count });
	}

	clear(): void {
		this.admitted = [];
	}
}

interface Limit {
	/** undefined: all requests */
	category?: Category;
	window: Window;
	getLimit(behavior: Behavior): number | null;
	isPerMinute?: boolean;
}

/** The rate limits of one key. */
export class RateLimiter {
	private readonly limits: Limit[] = [
		{ window: new Window(), getLimit: ({ requestsPerSecond }) => requestsPerSecond },
		{ category: 'reads', window: new Window(), getLimit: ({ readsPerSecond }) => readsPerSecond },
		{
			category: 'writes',
			window: new Window(),
			getLimit: ({ writesPerSecond }) => writesPerSecond,
		},
		{ category: 'runs', window: new Window(), getLimit: ({ runsPerSecond }) => runsPerSecond },
		{
			category: 'runs',
			window: new Window(),
			getLimit: ({ runsPerMinute }) => runsPerMinute,
			isPerMinute: true,
		},
	];

	/** replaced by each reset of the emulator */
	private behavior: Behavior;

	constructor(private readonly state: State) {
		this.behavior = state.behavior;
	}

	/** Counts the request. Throws 429 over a limit, and then it counts for none. */
	check(request: FastifyRequest): void {
		const { behavior } = this.state;
		if (behavior !== this.behavior) for (const { window } of this.limits) window.clear();
		this.behavior = behavior;
		const own = getCategory(request);
		const applying = this.limits.filter(
			({ category = own, getLimit }) => category === own && getLimit(behavior) !== null,
		);
		const isFixed = behavior.limitWindows === 'fixed';
		const runs = own === 'runs' ? countRuns(request) : 1;
		// Only the limit of a minute counts files.
		const counts = (limit: Limit) => (limit.isPerMinute ? runs : 1);
		const waits = applying.map((limit) =>
			limit.window.getWait(
				limit.getLimit(behavior) ?? Infinity,
				limit.isPerMinute ? behavior.minuteMs : 1000,
				counts(limit),
				isFixed,
			),
		);
		const wait = Math.max(0, ...waits);
		if (wait > 0) throw this.rateLimitError(wait);
		for (const limit of applying) limit.window.add(counts(limit));
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
