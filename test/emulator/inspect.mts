import type { Extend } from 'extend-ai';
import { extractRunObject } from './resources/extract-runs.mts';
import { fileSummary } from './resources/files.mts';
import type { State } from './state.mts';

/** A stored file with what a test wants to know of its bytes. */
export type SeenFile = Extend.FileSummary & { bytes: number; sha256: string; password?: string };

/** All runs that were not deleted, oldest first, as Get would answer them now. */
export const runs = (state: State): Extend.ExtractRun[] =>
	[...state.extractRuns.values()]
		.filter(({ deleted }) => !deleted)
		.map((run) => extractRunObject(state, run));

/** Runs that a customer would pay for: ever created and PROCESSED, deleted or not. */
export const billedRuns = (state: State): Extend.ExtractRun[] =>
	[...state.extractRuns.values()]
		.filter(({ record }) => record.status === 'PROCESSED')
		.map((run) => extractRunObject(state, run));

export const files = (state: State): SeenFile[] =>
	[...state.files.values()].map((file) => ({
		...fileSummary(file),
		bytes: file.bytes,
		sha256: file.sha256,
		...(file.password ? { password: file.password } : {}),
	}));

/** What `GET /__emulator/state` answers. */
export const inspect = (state: State) => ({
	counts: {
		requests: state.requests.length,
		runs: runs(state).length,
		created: state.extractRuns.size,
		billed: billedRuns(state).length,
		files: state.files.size,
		extractors: state.extractors.size,
	},
	options: state.behaviour,
	runs: runs(state),
	files: files(state),
});
