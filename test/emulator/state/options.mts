/** What a caller can choose about the emulator. Everything has a default that suits a test. */
export interface EmulatorOptions extends Partial<Behavior> {
	/** 0 (default): any free port. The emulator listens on 127.0.0.1 only. */
	port?: number;
	/** The key that requests must carry. Default: a random `sk_...`. */
	apiKey?: string;
	/** Only for organization-scoped keys: the one workspace this key may use. Default `ws_emulator`. */
	workspaceId?: string;
	/** Called with every line of the log. */
	onLog?: (line: string) => void;
	/** This many more extractors are seeded, for paging tests. */
	extractors?: number;
}

/** What can also be changed while the emulator runs (`emulator.options`, `POST /__emulator/options`). */
export interface Behavior {
	/** Processing time of a run in milliseconds of real time. With 0 the first Get waits for the result. */
	latencyMs: number;
	/** So many Gets of a run answer PROCESSING, the next one the result; takes the place of `latencyMs`. */
	pollsUntilDone: number | null;
	/** What the create call of an asynchronous run answers. */
	initialStatus: 'PROCESSING' | 'PENDING';
	/** How a synchronous call answers when its run failed: 200 with the FAILED run, or an HTTP error. */
	syncFailureAs: 'run' | 'http';
	/** Stands for the five minutes limit of synchronous calls; null: no limit. The run goes on behind it. */
	syncLimitMs: number | null;
	/** What a synchronous call gets at the limit: a status, a dropped connection, or 200 with the running run. */
	syncLimitAs: 408 | 504 | 'drop' | 'processing';
	/** Over it: 429. null: no limit. */
	requestsPerSecond: number | null;
	/** Over it: 429 on calls that start a run. One file is one run. null: no limit. */
	runsPerMinute: number | null;
	/** The form of `Retry-After` in a 429. */
	retryAfter: 'seconds' | 'date' | 'none';
	/** The key is organization-scoped: every request needs `x-extend-workspace-id`. */
	organizationKey: boolean;
	/** false: documents are not opened and every value is null (for benchmarks). */
	readDocuments: boolean;
	/** Drop keys that are null from runs and files, which the real API is seen to do. */
	omitNulls: boolean;
	/** How long a presigned URL is valid, in milliseconds (the real one: 15 minutes). */
	presignedUrlMs: number;
	/** false: webhook addresses that a public service cannot reach are refused, as the real one would. */
	localWebhooks: boolean;
	/** How long an endpoint may take to answer an event. */
	webhookTimeoutMs: number;
	/** Pauses before an event that was not answered with 2xx is sent again (the real schedule is not published). */
	webhookRetriesMs: number[];
	/** Page size of lists when `maxPageSize` is not sent (the real one is not published). */
	defaultPageSize: number;
	/** Which parameter sets the page size of `GET /parse_runs`; the other is ignored (sources disagree). */
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
	runsPerMinute: null,
	retryAfter: 'seconds',
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

/** The behaviour that `options` ask for, every missing one filled with its default. */
export function resolveBehavior(options: EmulatorOptions): Behavior {
	const chosen: Record<string, unknown> = { ...DEFAULT_BEHAVIOR };
	for (const key of Object.keys(DEFAULT_BEHAVIOR) as Array<keyof Behavior>) {
		if (options[key] !== undefined) chosen[key] = options[key];
	}
	return chosen as unknown as Behavior;
}
