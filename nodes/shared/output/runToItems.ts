/**
 * Runs of any kind as items. Each kind has one way: extract runs that of extractRun.ts; workflow, split and parse runs
 * the one in this file; all others one item (simplifyRun.ts).
 */
import type { IDataObject } from 'n8n-workflow';
import { extractRunToItems } from './extractRun';
import { getChunkData, readPageData } from './pageData';
import { stripPresignedUrls } from './presignedUrls';
import { getRunInfo, toStringOrNull } from './runInfo';
import { getRunRemainder, toItem } from './shape/runDetails';
import { getChunks, getExtractRuns, getSplits, simplifyRun, getSteps } from './simplifyRun';
import type { OutputSettings, RunItems } from './types';

/**
 * The items of a run of any kind by output mode:
 * - `run`: the run without its presigned URLs.
 * - `fields`: the result at the top and everything else under `_extend`. A workflow run gives the fields of its
 *   extraction if it has exactly one, and its steps under `_extend.steps`.
 * - `rows`: one item for each row of a table, split of a split run or chunk of a parse run.
 *
 * An object of another kind comes out as it is.
 *
 * Throws an InputError when it is not clear which table becomes rows.
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
		case 'extract_run':
			return extractRunToItems(run, settings);
		default:
			// Nothing is known about its result, so nothing of it is moved.
			return { items: [stripPresignedUrls(run)], hints: [] };
	}
}

/** One item for each split or chunk; undefined in other modes, or when there is none. */
function toPieceItems(run: IDataObject, settings: OutputSettings): IDataObject[] | undefined {
	if (settings.mode !== 'rows') return undefined;
	const pieces = run.object === 'split_run' ? getSplits(run) : getChunks(run);
	if (pieces.length === 0) return undefined;
	const info = getRunInfo(run, settings);
	const rest = getRunRemainder(run, settings);
	const pageData = readPageData(run);
	return pieces.map((piece, index) => {
		const data = run.object === 'parse_run' ? getChunkData(pageData, piece) : {};
		return toItem({ ...piece, ...data }, { ...info, row: index + 1 }, settings, rest);
	});
}

function workflowRunToItems(run: IDataObject, settings: OutputSettings): RunItems {
	const info: IDataObject = {
		...getRunInfo(run, settings),
		needsReview: run.status === 'NEEDS_REVIEW',
		reviewed: run.reviewed === true,
		reviewedByUser: toStringOrNull(run.reviewedByUser),
		rejectionNote: toStringOrNull(run.rejectionNote),
		steps: getSteps(run),
	};
	// The steps stand under `_extend` already.
	const rest = Object.fromEntries(
		Object.entries(run).filter(([name]) => name !== 'stepRuns'),
	) as IDataObject;
	const extractRuns = getExtractRuns(run);
	if (extractRuns.length !== 1)
		return { items: [toItem({}, info, settings, getRunRemainder(rest, settings))], hints: [] };
	return extractRunToItems(extractRuns[0], settings, { run: rest, info });
}
