/** Extract runs as items. Runs of any kind: runToItems.ts. */
import type { IDataObject } from 'n8n-workflow';
import { getExtractedFields, isCurrentOutput, renameReserved } from './fieldNames';
import { chooseTable, mergeRow, reviewByRow } from './tableRows';
import { isRecord, getOwn, type JsonRecord } from '../utils/objects';
import { OUTPUT_HINTS } from './messages';
import { getRunInfo } from './runInfo';
import { reviewOutput, type Review } from './review';
import type { OutputSettings, RunItems } from './types';

/**
 * The items of an extract run by output mode:
 * - `run`: the unchanged run.
 * - `fields`: one item with the extracted fields at the top and everything else under `_extend`. A field named
 *   `error` or `_extend` becomes `field_error` or `field__extend`.
 * - `rows`: one item for each row of a table, with the other fields repeated and `_extend.row` counted from 1. An
 *   empty table gives one item with `_extend.row` null, so that no document is lost.
 *
 * A run without output gives one item with only `_extend`. The run is not changed; items may share values with it.
 * Throws an InputError when it is not clear which table becomes rows.
 */
export function extractRunToItems(run: object, settings: OutputSettings): RunItems {
	if (settings.mode === 'run') return { items: [run as IDataObject], hints: [] };

	const output = getOwn(run, 'output');
	const fields = getExtractedFields(output);
	const review = reviewOutput(output, settings.review);
	const hints = lacksScores(output, review) ? [OUTPUT_HINTS.noScores] : [];
	if (settings.mode === 'fields') {
		return { items: [toItem(fields, infoWithReview(run, settings, review))], hints };
	}
	return toRowItems(run, settings, fields, review, hints);
}

function toRowItems(
	run: object,
	settings: OutputSettings,
	fields: JsonRecord,
	review: Review,
	hints: string[],
): RunItems {
	const noRow = (rowReview: Review) => ({ ...infoWithReview(run, settings, rowReview), row: null });
	if (!isRecord(getOwn(run, 'output'))) return { items: [toItem({}, noRow(review))], hints };

	const wanted = (settings.rowsField ?? '').trim();
	const { name, rows } = chooseTable(run, fields, wanted);
	if (name === undefined) {
		const hint = wanted === '' ? OUTPUT_HINTS.noTable : OUTPUT_HINTS.tableMissing({ name: wanted });
		return { items: [toItem(fields, noRow(review))], hints: [...hints, hint] };
	}
	const header = Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
	const getRowReview = reviewByRow(review, name);
	if (rows.length === 0) return { items: [toItem(header, noRow(getRowReview(null)))], hints };
	const items = rows.map((row, index) =>
		toItem(mergeRow(header, name, row), {
			...infoWithReview(run, settings, getRowReview(index)),
			row: index + 1,
		}),
	);
	return { items, hints };
}

/** Whether scores are missing that could exist: legacy output never has any, and a failed run has no output. */
function lacksScores(output: unknown, review: Review): boolean {
	return review.needsReview === null && isCurrentOutput(output);
}

function toItem(fields: JsonRecord, info: IDataObject): IDataObject {
	return { ...(renameReserved(fields) as IDataObject), _extend: info };
}

/** The base of `_extend`. */
function infoWithReview(run: object, settings: OutputSettings, review: Review): IDataObject {
	return {
		...getRunInfo(run, settings),
		needsReview: review.needsReview,
		lowConfidenceFields: review.lowConfidenceFields,
	};
}
