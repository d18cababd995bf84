/** Options of the emulator. Every default suits tests. */
export interface EmulatorOptions extends Partial<Behavior> {
	/** 0 (default): any free port. The emulator listens on 127.0.0.1 only. */
	port?: number;
	/** The required API key. Default: a random `sk_...`. */
	apiKey?: string;
	/** The workspace of an organization-scoped key. Default: `ws_emulator`. */
	workspaceId?: string;
	/** Called for every log line. */
	onLog?: (line: string) => void;
	/** Number of additional seeded extractors, for pagination tests. */
	extractors?: number;
}

/** Options that can be changed while the emulator runs (`emulator.options`, `POST /__emulator/options`). */
export interface Behavior {
	/** Processing time of a run in real milliseconds. With 0 the first GET waits for the result. */
	latencyMs: number;
	/** The number of GET requests that return PROCESSING before the result; replaces `latencyMs`. */
	pollsUntilDone: number | null;
	/** Initial status of an asynchronous run. */
	initialStatus: 'PROCESSING' | 'PENDING';
	/** Response of a synchronous call for a failed run: 200 with the FAILED run, or an HTTP error. */
	syncFailureAs: 'run' | 'http';
	/** Emulates the five-minute limit of synchronous calls; null: no limit. The run continues after it. */
	syncLimitMs: number | null;
	/**
	 * Response at that limit: 504 of the load balancer, 500 with the ID of the run, a dropped connection, or
	 * 200 with the unfinished run.
	 */
	syncLimitAs: 500 | 504 | 'drop' | 'processing';
	/** Requests of any kind beyond this limit get 429. null: no limit; so for all limits. */
	requestsPerSecond: number | null;
	/** GET requests */
	readsPerSecond: number | null;
	/** All other requests, uploads too, except those that start runs. */
	writesPerSecond: number | null;
	/** Requests that start runs or batches. */
	runsPerSecond: number | null;
	/** Runs. One file is one run: a batch counts as many as it has inputs. */
	runsPerMinute: number | null;
	/** Length of that minute, for tests that do not wait so long. */
	minuteMs: number;
	/** sliding: any window of that length; fixed: the limit starts anew with each second or minute. */
	limitWindows: 'sliding' | 'fixed';
	/** Format of the `Retry-After` header of a 429. */
	retryAfter: 'seconds' | 'date' | 'none';
	/** false: requests for zero data retention are rejected, as for organizations that are not eligible. */
	zeroRetention: boolean;
	/** false: the endpoints of Verify, which is in beta, are missing for this organization. */
	verify: boolean;
	/** The key is organization-scoped: every request needs `x-extend-workspace-id`. */
	organizationKey: boolean;
	/** false: documents are not read and every value is null (for benchmarks). */
	readDocuments: boolean;
	/** Omit null keys of runs and files, as observed in the real API. */
	omitNulls: boolean;
	/** Validity of presigned URLs in milliseconds (real API: 15 minutes). */
	presignedUrlMs: number;
	/** false: webhook URLs that a public service cannot reach are rejected, as in the real API. */
	localWebhooks: boolean;
	/** Response timeout for webhook endpoints. */
	webhookTimeoutMs: number;
	/** Delays before retries of an event without a 2xx response (the real schedule is not published). */
	webhookRetriesMs: number[];
	/** Default page size of lists (the real one is not published). */
	defaultPageSize: number;
	/**
	 * The parameter that sets the page size of `GET /parse_runs`; the other is ignored (sources disagree).
	 */
	parseListReads: 'maxPageSize' | 'limit' | 'both';
}

export const DEFAULT_BEHAVIOR: Behavior = {
	latencyMs: 0,
	pollsUntilDone: null,
	initialStatus: 'PROCESSING',
	syncFailureAs: 'run',
	syncLimitMs: null,
	syncLimitAs: 504,
	requestsPerSecond: null,
	readsPerSecond: null,
	writesPerSecond: null,
	runsPerSecond: null,
	runsPerMinute: null,
	minuteMs: 60_000,
	limitWindows: 'sliding',
	retryAfter: 'seconds',
	zeroRetention: true,
	verify: true,
	organizationKey: false,
	readDocuments: true,
	omitNulls: false,
	presignedUrlMs: 15 * 60_000,
	localWebhooks: true,
	webhookTimeoutMs: 30_000,
	webhookRetriesMs: [1000, 5000, 25_000],
	defaultPageSize: 20,
	parseListReads: 'both',
};

/** Fills in defaults. */
export function resolveBehavior(options: EmulatorOptions): Behavior {
	const chosen: Record<string, unknown> = { ...DEFAULT_BEHAVIOR };
	for (const key of Object.keys(DEFAULT_BEHAVIOR) as Array<keyof Behavior>) {
		if (options[key] !== undefined) chosen[key] = options[key];
	}
	return chosen as unknown as Behavior;
}
