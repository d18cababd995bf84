import type { z } from 'zod';
import type { LiveRun, RunOrigin, RunRecord } from './lifecycle.mts';
import type { FileInput } from '../resources/fileInput.mts';
import type { RunScript } from './runScripts.mts';
import type { State } from '../state/state.mts';

/** The `object` field of a run, used as the name of its kind. */
export type RunKindName =
	| 'extract_run'
	| 'classify_run'
	| 'split_run'
	| 'parse_run'
	| 'edit_run'
	| 'form_detection_run'
	| 'verify_run'
	| 'workflow_run';

/** A validated request for a run. */
export interface PreparedRun<R extends RunRecord> {
	inputs: FileInput[];
	/** Creates the record. `started` has its ID and initial status, `at` is the creation time. */
	record: (started: { id: string; status: string }, at: string) => R;
	/** the request asked for zero data retention */
	zeroRetention?: boolean;
	/** Processes the documents. The returned changes are merged into the record. Must not reject. */
	process: (record: R, script: RunScript) => Promise<Partial<R>>;
}

/** The differences between run kinds. */
export interface RunKind<R extends RunRecord> {
	kind: RunKindName;
	/** ID prefix, e.g. `exr` */
	prefix: string;
	/** collection path, e.g. `/extract_runs` */
	path: string;
	/** schema of the request */
	body: z.AnyZodObject;
	/**
	 * Validates a request and throws an ApiError for an invalid one. Has no side effects, so it can be used
	 * for validation only.
	 */
	prepare: (state: State, data: unknown, origin: RunOrigin) => PreparedRun<R>;
	/** the synchronous endpoint; `failureAs`: a failed run is always an HTTP error there */
	sync?: { path: string; failureAs?: 'http' };
	/** null: not supported */
	list: RunList<R> | null;
	/** statuses in which a run can be cancelled; null: not supported */
	cancellable: readonly string[] | null;
	/** Cancelling a run in another status changes nothing, instead of being an error. */
	cancelsQuietly?: boolean;
	/** There is no endpoint to delete runs. */
	isPermanent?: boolean;
	/** false: the organization does not have the endpoints */
	isEnabled?: (state: State) => boolean;
	/** schema of the query for endpoints that return one run; default: none */
	query?: z.AnyZodObject;
	/** Returns the response for a run; default: its record. `query` is the parsed query. */
	toResponse?: (state: State, run: LiveRun<R>, query: Record<string, unknown>) => object;
}

export interface RunList<R extends RunRecord> {
	query: z.AnyZodObject;
	/** fields omitted from summaries */
	omittedKeys: string[];
	/** kind-specific filters */
	matches?: (run: LiveRun<R>, query: Record<string, unknown>) => boolean;
	/** fields that only summaries have */
	extraKeys?: (run: LiveRun<R>) => object;
	/** whether `batchId` makes the list ignore `source` and `sourceId` */
	batchOverridesSource?: boolean;
	/** the requested page size; default: `maxPageSize` */
	pageSize?: (state: State, query: Record<string, unknown>) => number | undefined;
}
