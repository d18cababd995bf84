import type { Extend } from 'extend-ai';
import type { LiveRun } from '../runs/lifecycle.mts';
import { processorsOf } from '../processors/store.mts';
import { fileSummary } from '../resources/files.mts';
import { runObject } from '../runs/serializeRun.mts';
import type { State } from './state.mts';

/** A stored file with what a test wants to know of its bytes. */
export type SeenFile = Extend.FileSummary & { bytes: number; sha256: string; password?: string };

/** Objects of runs by kind. */
export interface RunObjects {
	extract_run: Extend.ExtractRun;
	classify_run: Extend.ClassifyRun;
	split_run: Extend.SplitRun;
	parse_run: Extend.ParseRun;
	edit_run: Extend.EditRun;
	workflow_run: Extend.WorkflowRun;
	all: RunObjects[Exclude<keyof RunObjects, 'all'>];
}
export type RunKindOrAll = keyof RunObjects;

/** Parses that other runs needed are part of those runs. */
const asked = ({ source }: LiveRun) => source !== 'DOCUMENT_PROCESSOR_RUN';

function objects<K extends RunKindOrAll>(
	state: State,
	kind: K,
	wanted: (run: LiveRun) => boolean,
): Array<RunObjects[K]> {
	const found = [...state.runs.values()].filter(
		(run) => (kind === 'all' || run.record.object === kind) && asked(run) && wanted(run),
	);
	return found.map((run) => runObject(state, {}, run) as RunObjects[K]);
}

/** All runs of a kind that were not deleted, oldest first, as Get would answer them now. */
export const runs = <K extends RunKindOrAll>(state: State, kind: K): Array<RunObjects[K]> =>
	objects(state, kind, ({ deleted }) => !deleted);

/** Runs of a kind that a customer would pay for: ever created and PROCESSED, deleted or not. */
export const billedRuns = <K extends RunKindOrAll>(state: State, kind: K): Array<RunObjects[K]> =>
	objects(state, kind, ({ record }) => record.status === 'PROCESSED');

export const files = (state: State): SeenFile[] =>
	[...state.files.values()].map((file) => ({
		...fileSummary(file),
		bytes: file.bytes,
		sha256: file.sha256,
		...(file.password ? { password: file.password } : {}),
	}));

/** How much there was of everything. */
export const counts = (state: State) => ({
	requests: state.requests.length,
	runs: runs(state, 'all').length,
	created: objects(state, 'all', () => true).length,
	billed: billedRuns(state, 'all').length,
	files: state.files.size,
	extractors: processorsOf(state, 'extractor').length,
});

/** What `GET /__emulator/state` answers. */
export const inspect = (state: State) => ({
	counts: counts(state),
	options: state.behaviour,
	runs: runs(state, 'all'),
	files: files(state),
});
