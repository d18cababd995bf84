import type { Extend } from 'extend-ai';
import type { LiveRun } from '../runs/lifecycle.mts';
import type { VerifyRecord } from '../runs/kinds/verifyRuns.mts';
import { getProcessors } from '../processors/store.mts';
import { getStoredFiles, serializeFileSummary } from '../resources/files.mts';
import { serializeRun } from '../runs/serializeRun.mts';
import type { State } from './state.mts';

/** A stored file with facts about its content. */
export type InspectedFile = Extend.FileSummary & {
	bytes: number;
	sha256: string;
	password?: string;
};

export interface RunsByKind {
	extract_run: Extend.ExtractRun;
	classify_run: Extend.ClassifyRun;
	split_run: Extend.SplitRun;
	parse_run: Extend.ParseRun;
	edit_run: Extend.EditRun;
	form_detection_run: Extend.FormDetectionRun;
	verify_run: VerifyRecord;
	workflow_run: Extend.WorkflowRun;
	all: RunsByKind[Exclude<keyof RunsByKind, 'all'>];
}
export type RunKindOrAll = keyof RunsByKind;

/** Excludes parses that another run started: they belong to that run. */
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

/** Runs that were not deleted, oldest first, as GET would return them now. */
export const getRuns = <K extends RunKindOrAll>(state: State, kind: K): Array<RunsByKind[K]> =>
	serializeRuns(state, kind, ({ deleted }) => !deleted);

/** Runs that Extend would bill: PROCESSED, deleted or not. */
export const getBilledRuns = <K extends RunKindOrAll>(
	state: State,
	kind: K,
): Array<RunsByKind[K]> =>
	serializeRuns(state, kind, ({ record }) => record.status === 'PROCESSED');

export const getFiles = (state: State): InspectedFile[] =>
	getStoredFiles(state).map((file) => ({
		...serializeFileSummary(file),
		bytes: file.bytes,
		sha256: file.sha256,
		...(file.password ? { password: file.password } : {}),
	}));

export const getCounts = (state: State) => ({
	requests: state.requests.length,
	refused: state.requests.filter(({ status }) => status === 429).length,
	runs: getRuns(state, 'all').length,
	created: serializeRuns(state, 'all', () => true).length,
	billed: getBilledRuns(state, 'all').length,
	files: getStoredFiles(state).length,
	extractors: getProcessors(state, 'extractor').length,
});

/** The response of `GET /__emulator/state`. */
export const getSnapshot = (state: State) => ({
	counts: getCounts(state),
	options: state.behavior,
	runs: getRuns(state, 'all'),
	files: getFiles(state),
});
