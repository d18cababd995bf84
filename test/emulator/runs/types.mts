import type { z } from 'zod';
import type { LiveRun, RunOrigin, RunRecord } from './lifecycle.mts';
import type { FileInput } from '../resources/fileInput.mts';
import type { RunScript } from './runScripts.mts';
import type { State } from '../state/state.mts';

/** The `object` of a run, which is also the name of its kind. */
export type RunKindName =
	| 'extract_run'
	| 'classify_run'
	| 'split_run'
	| 'parse_run'
	| 'edit_run'
	| 'workflow_run';

/** What a request that is right asks for. */
export interface PreparedRun<R extends RunRecord> {
	inputs: FileInput[];
	/** The new run; `started` are its ID and the status it begins with, `at` the time of its creation. */
	record: (started: { id: string; status: string }, at: string) => R;
	/** Does the work; what it returns is laid over the record at the end. Must not reject. */
	process: (record: R, script: RunScript) => Promise<Partial<R>>;
}

/** Everything that makes a kind of run different from the others. */
export interface RunKind<R extends RunRecord> {
	kind: RunKindName;
	/** of its IDs, e.g. `exr` */
	prefix: string;
	/** of its collection, e.g. `/extract_runs` */
	path: string;
	/** Checks a request and throws a Problem for a wrong one. Changes nothing, so it can also be used to check only. */
	prepare: (state: State, data: unknown, origin: RunOrigin) => PreparedRun<R>;
	/** the call that waits for the end; `failureAs`: a failed run is always an HTTP error there */
	sync?: { path: string; failureAs?: 'http' };
	/** null: there is no such call */
	list: RunList<R> | null;
	/** false: there is no such call */
	cancel: boolean;
	/** query of the calls that answer one run, where they have one */
	query?: z.ZodTypeAny;
	/** The run in full as an answer shows it; default: its record. `query` is that of the request, checked. */
	toResponse?: (state: State, run: LiveRun<R>, query: Record<string, unknown>) => object;
}

export interface RunList<R extends RunRecord> {
	query: z.ZodTypeAny;
	/** keys of the record that summaries leave out */
	omittedKeys: string[];
	/** filters of this kind only */
	matches?: (run: LiveRun<R>, query: Record<string, unknown>) => boolean;
	/** keys that only the summary has */
	extraKeys?: (run: LiveRun<R>) => object;
	/** whether `batchId` makes the list ignore `source` and `sourceId` */
	batchOverridesSource?: boolean;
	/** the page size that a query asks for; default: its `maxPageSize` */
	pageSize?: (state: State, query: Record<string, unknown>) => number | undefined;
}
