/** A run of any kind as items: for operations and events that do not know the kind beforehand. */
import type { IDataObject } from 'n8n-workflow';
import { extractRunToItems, type OutputSettings, type RunItems } from './extractRun';
import { isRecord, getOwn } from '../utils/objects';
import { getRunInfo, toStringOrNull } from './runInfo';
import { getChunks, getExtractRuns, getSplits, simplifyRun, getSteps } from './simplifyRun';

/**
 * Takes a run and what to make of it; returns its items.
 * - `run`: the run as it is, without addresses that open files by themselves.
 * - `fields`: the result at the top, all else under `_extend`. A workflow run gives the fields of its
 *   extraction when it has exactly one, and its steps under `_extend.steps`.
 * - `rows`: one item for each row of a table, part of a split, chunk of a parse.
 * Throws InputError when it is not clear which list becomes rows.
 */
export function runToItems(run: IDataObject, settings: OutputSettings): RunItems {
	if (settings.mode === 'run') return { items: [stripPresignedUrls(run)], hints: [] };
	switch (run.object) {
		case 'workflow_run':
			return workflowRunToItems(run, settings);
		case 'split_run':
		case 'parse_run':
			return { items: toPieceItems(run, settings) ?? [simplifyRun(run, settings)], hints: [] };
		case 'classify_run':
		case 'edit_run':
		case 'batch_run':
			return { items: [simplifyRun(run, settings)], hints: [] };
		default:
			return extractRunToItems(run, settings);
	}
}

/** One item for each part or chunk; undefined when that is not asked for or there is none. */
function toPieceItems(run: IDataObject, settings: OutputSettings): IDataObject[] | undefined {
	if (settings.mode !== 'rows') return undefined;
	const found = run.object === 'split_run' ? getSplits(run) : getChunks(run);
	if (found.length === 0) return undefined;
	const facts = getRunInfo(run, settings);
	return found.map((piece, index) => ({ ...piece, _extend: { ...facts, row: index + 1 } }));
}

function workflowRunToItems(run: IDataObject, settings: OutputSettings): RunItems {
	const facts: IDataObject = {
		...getRunInfo(run, settings),
		needsReview: run.status === 'NEEDS_REVIEW',
		reviewed: run.reviewed === true,
		reviewedByUser: toStringOrNull(run.reviewedByUser),
		rejectionNote: toStringOrNull(run.rejectionNote),
		steps: getSteps(run),
	};
	const extractRuns = getExtractRuns(run);
	if (extractRuns.length !== 1) return { items: [{ _extend: facts }], hints: [] };
	const { items, hints } = extractRunToItems(extractRuns[0], settings);
	const merged = items.map((item) => {
		const { lowConfidenceFields, row } = item._extend as IDataObject;
		const ofItem = { lowConfidenceFields, ...(row === undefined ? {} : { row }) };
		return { ...item, _extend: { ...facts, ...ofItem } };
	});
	return { items: merged, hints };
}

/**
 * The run without the addresses that open its files to anyone who has them: the edited file of an edit run
 * and the output of a large parse run (invariant 10). The run itself is not changed.
 */
export function stripPresignedUrls(run: IDataObject): IDataObject {
	if (run.object === 'parse_run' && run.outputUrl) return { ...run, outputUrl: null };
	const editedFile = getOwn(run.output, 'editedFile');
	if (run.object !== 'edit_run' || !isRecord(editedFile)) return run;
	const kept = Object.entries(editedFile).filter(([name]) => name !== 'presignedUrl');
	const output = { ...(run.output as IDataObject), editedFile: Object.fromEntries(kept) };
	return { ...run, output: output as IDataObject };
}
