import type { Extend } from 'extend-ai';
import type { Document } from '../demoReader/layout/documentReader.mts';
import { createId } from '../state/ids.mts';
import { startLiveRun, type LiveRun } from './lifecycle.mts';
import type { State, StoredFile } from '../state/state.mts';
import { parseRuns } from './kinds/parseRuns.mts';

/** Parses a file for a run of another kind: no request asked for it, so no script and no fault touches it. */
function startInternalParse(
	state: State,
	file: StoredFile,
	config: Extend.ParseConfig | undefined,
): string {
	const origin = { source: 'DOCUMENT_PROCESSOR_RUN' };
	const wanted = parseRuns.prepare(state, { file: { id: file.id }, config }, origin);
	const started = { id: createId(parseRuns.prefix), status: 'PROCESSING' };
	const record = wanted.record(started, new Date().toISOString());
	const script = { latencyMs: 0 };
	const run = startLiveRun(state.behavior, {
		...origin,
		seq: state.nextSequence(),
		record,
		script,
		process: () => wanted.process(record, script),
		sync: true,
		signal: state.closing.signal,
	});
	state.runs.set(run.id, run as unknown as LiveRun);
	return run.id;
}

/**
 * The parse behind a run: the one the file already has, or a new one that has to be paid. `parsedFiles` are the files
 * that had none.
 */
export function ensureParsed(
	state: State,
	files: StoredFile[],
	documents: Document[],
	config: Extend.ParseConfig | undefined,
): { parsedFiles: StoredFile[]; parseRunId: string } {
	const parsedFiles = files.filter(({ parseRunId }) => !parseRunId);
	files.forEach((file, i) => {
		file.pageCount = documents[i].pageCount;
		file.parseRunId ??= startInternalParse(state, file, config);
	});
	return { parsedFiles, parseRunId: files[0].parseRunId! };
}
