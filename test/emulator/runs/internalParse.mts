import type { Extend } from 'extend-ai';
import type { Document } from '../demoReader/layout/documentReader.mts';
import { createId } from '../state/ids.mts';
import { startLiveRun, type LiveRun } from './lifecycle.mts';
import type { State, StoredFile } from '../state/state.mts';
import { findParseConfigConflict, normalizeParseConfig } from '../validation/parseConfig.mts';
import { parseRuns } from './kinds/parseRuns.mts';
import { ConfigConflictError } from './processRun.mts';

/** Parses a file on behalf of another run. No client requested it, so no script or fault applies. */
function startInternalParse(
	state: State,
	file: StoredFile,
	config: Extend.ParseConfig | undefined,
): string {
	const origin = { source: 'DOCUMENT_PROCESSOR_RUN' };
	const prepared = parseRuns.prepare(state, { file: { id: file.id }, config }, origin);
	const started = { id: createId(parseRuns.prefix), status: 'PROCESSING' };
	const record = prepared.record(started, new Date().toISOString());
	const script = { latencyMs: 0 };
	const run = startLiveRun(state.behavior, {
		...origin,
		seq: state.nextSequence(),
		record,
		script,
		process: () => prepared.process(record, script),
		sync: true,
		signal: state.closing.signal,
	});
	state.runs.set(run.id, run as LiveRun);
	return run.id;
}

/**
 * Returns the parse that a run depends on. A file without one is parsed now, which is billed. `parsedFiles`
 * are those files. Throws ConfigConflictError.
 */
export function ensureParsed(
	state: State,
	files: StoredFile[],
	documents: Document[],
	config: Extend.ParseConfig | undefined,
): { parsedFiles: StoredFile[]; parseRunId: string } {
	const conflict = findParseConfigConflict(normalizeParseConfig(config));
	if (conflict) throw new ConfigConflictError(conflict);
	const parsedFiles = files.filter(({ parseRunId }) => !parseRunId);
	files.forEach((file, i) => {
		file.pageCount = documents[i].pageCount;
		file.parseRunId ??= startInternalParse(state, file, config);
	});
	return { parsedFiles, parseRunId: files[0].parseRunId! };
}
