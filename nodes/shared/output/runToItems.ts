/**
 * Runs of any kind as items. Each kind has one way: extract runs that of extractRun.ts; workflow, split and parse runs
 * the one in this file; all others one item (simplifyRun.ts).
 */
import type { IDataObject } from 'n8n-workflow';
import { getObjectName } from '../http/responses';
import { extractRunToItems } from './extractRun';
import { describeJudgement, hasReviewSettings } from './judging/describeJudgement';
import { judgeAnyRun } from './judging/judgeAnyRun';
import type { Judgement } from './judging/types';
import { getChunkData, readPageData } from './pageData';
import { stripPresignedUrls } from './presignedUrls';
import { getRunInfo, toStringOrNull } from './runInfo';
import { getRunRemainder, toItem } from './shape/runDetails';
import { getChunks, getOnlyExtractRun, getSplits, simplifyRun, getSteps } from './simplifyRun';
import { toObject } from '../utils/objects';
import type { OutputSettings, RunItems } from './types';

/**
 * The items of a run of any kind by output mode:
 * - `run`: the run without its presigned URLs.
 * - `fields`: the result at the top and everything else under `_extend`. A workflow run gives the fields of its
 *   extraction if it has exactly one, and its steps under `_extend.steps`.
 * - `rows`: one item for each row of a table, split of a split run or chunk of a parse run.
 *
 * Verify and form detection runs come out as they are.
 *
 * Throws an InputError when it is not clear which table becomes rows.
 */
export function runToItems(run: IDataObject, settings: OutputSettings): RunItems {
	const { mode, review } = settings;
	// Judging takes time, so it's done only if review options are set or the items always include it.
	const asked = hasReviewSettings(review) ? judgeAnyRun(run, review) : undefined;
	if (mode === 'run') return { items: [stripPresignedUrls(run)], hints: [], judgement: asked };
	switch (getObjectName(run)) {
		case 'split_run':
		case 'parse_run':
		case 'classify_run':
		case 'edit_run':
		case 'batch_run':
			return { items: simplifyToItems(run, settings, asked), hints: [], judgement: asked };
		case 'form_detection_run':
		case 'verify_run':
			// Nothing is known about its result, so nothing of it is moved.
			return { items: [stripPresignedUrls(run)], hints: [], judgement: asked };
		default: {
			const judgement = asked ?? judgeAnyRun(run);
			return { ...judgedRunToItems(run, settings, judgement), judgement };
		}
	}
}

/** Runs with fields, whose items say whether they need review. */
function judgedRunToItems(
	run: IDataObject,
	settings: OutputSettings,
	judgement: Judgement,
): RunItems {
	if (getObjectName(run) === 'workflow_run') return workflowRunToItems(run, settings, judgement);
	const info = getRunInfo(run, settings);
	return extractRunToItems(run, settings, { run, info, judgement });
}

/** Runs without fields say whether they need review only when somebody asks for it. */
function simplifyToItems(
	run: IDataObject,
	settings: OutputSettings,
	judgement: Judgement | undefined,
): IDataObject[] {
	const { mode, review } = settings;
	const about = judgement && describeJudgement(judgement, review);
	const pieces = mode === 'rows' ? toPieceItems(run, settings, about) : [];
	if (pieces.length > 0) return pieces;
	const item = simplifyRun(run, settings);
	if (!about) return [item];
	return [{ ...item, _extend: { ...about, ...toObject(item._extend) } }];
}

/** One item for each split or chunk of a run. */
function toPieceItems(
	run: IDataObject,
	settings: OutputSettings,
	about: IDataObject | undefined,
): IDataObject[] {
	const object = getObjectName(run);
	const pieces =
		object === 'split_run' ? getSplits(run) : object === 'parse_run' ? getChunks(run) : [];
	if (pieces.length === 0) return [];
	const info = { ...about, ...getRunInfo(run, settings) };
	const rest = getRunRemainder(run, settings);
	const pageData = readPageData(run);
	return pieces.map((piece, index) => {
		const data = object === 'parse_run' ? getChunkData(pageData, piece) : {};
		return toItem({ ...piece, ...data }, { ...info, row: index + 1 }, settings, rest);
	});
}

function workflowRunToItems(
	run: IDataObject,
	settings: OutputSettings,
	judgement: Judgement,
): RunItems {
	const info: IDataObject = {
		...getRunInfo(run, settings),
		reviewed: run.reviewed === true,
		reviewedByUser: toStringOrNull(run.reviewedByUser),
		rejectionNote: toStringOrNull(run.rejectionNote),
		steps: getSteps(run),
	};
	// The steps stand under `_extend` already.
	const rest = Object.fromEntries(Object.entries(run).filter(([name]) => name !== 'stepRuns'));
	const extractRun = getOnlyExtractRun(run);
	if (extractRun) return extractRunToItems(extractRun, settings, { run: rest, info, judgement });
	const about = describeJudgement(judgement, settings.review);
	// Without fields there are none to list.
	delete about.lowConfidenceFields;
	const item = toItem({}, { ...about, ...info }, settings, getRunRemainder(rest, settings));
	return { items: [item], hints: [] };
}
