import type { Extend } from 'extend-ai';
import type { LiveRun } from '../runs/lifecycle.mts';
import { getProcessors } from '../processors/store.mts';
import { serializeFileSummary } from '../resources/files.mts';
import { serializeRun } from '../runs/serializeRun.mts';
import type { State } from './state.mts';

/** A stored file with what a test wants to know of its bytes. */
export type InspectedFile = Extend.FileSummary & {
	bytes: number;
	sha256: string;
	password?: string;
};

/** Objects of runs by kind. */
export interface RunsByKind {
	extract_run: Extend.ExtractRun;
	classify_run: Extend.ClassifyRun;
	split_run: Extend.SplitRun;
	parse_run: Extend.ParseRun;
	edit_run: Extend.EditRun;
	workflow_run: Extend.WorkflowRun;
	all: RunsByKind[Exclude<keyof RunsByKind, 'all'>];
}
export type RunKindOrAll = keyof RunsByKind;

/** Parses that other runs needed are part of those runs. */
const isRequested = ({ source }: LiveRun) => source !== 'DOCUMENT_PROCESSOR_RUN';

function serializeRuns<K extends RunKindOrAll>(
	state: State,
	kind: K,
	matches: (run: LiveRun) => boolean,
): Array<RunsByKind[K]> {
	const found = [...state.runs.values()].filter(
		(run) => (kind === 'all' || run.record.object === kind) && isRequested(run) && matches(run),
	);
	return found.map((run) => serializeRun(state, {}, run) as RunsByKind[K]);
}

/** All runs of a kind that were not deleted, oldest first, as Get would answer them now. */
export const getRuns = <K extends RunKindOrAll>(state: State, kind: K): Array<RunsByKind[K]> =>
	serializeRuns(state, kind, ({ deleted }) => !deleted);

/** Runs of a kind that a customer would pay for: ever created and PROCESSED, deleted or not. */
export const getBilledRuns = <K extends RunKindOrAll>(
	state: State,
	kind: K,
): Array<RunsByKind[K]> =>
	serializeRuns(state, kind, ({ record }) => record.status === 'PROCESSED');

export const getFiles = (state: State): InspectedFile[] =>
	[...state.files.values()].map((file) => ({
		...serializeFileSummary(file),
		bytes: file.bytes,
		sha256: file.sha256,
		...(file.password ? { password: file.password } : {}),
	}));

/** How much there was of everything. */
export const getCounts = (state: State) => ({
	requests: state.requests.length,
	runs: getRuns(state, 'all').length,
	created: serializeRuns(state, 'all', () => true).length,
	billed: getBilledRuns(state, 'all').length,
	files: state.files.size,
	extractors: getProcessors(state, 'extractor').length,
});

/** What `GET /__emulator/state` answers. */
export const getSnapshot = (state: State) => ({
	counts: getCounts(state),
	options: state.behavior,
	runs: getRuns(state, 'all'),
	files: getFiles(state),
});
