import type { IDataObject } from 'n8n-workflow';
import { getExtractedFields, isCurrentOutput, renameReserved } from './fieldNames';
import { chooseTable, mergeRow, reviewByRow } from './tableRows';
import { isRecord, getOwn, type JsonRecord } from '../utils/objects';
import { getRunInfo, type DocumentOrigin } from './runInfo';
import { reviewOutput, type Review, type ReviewSettings } from './review';

export interface OutputSettings extends DocumentOrigin {
	/** the run as it is, its fields, or one item for each row of a list */
	mode: 'run' | 'fields' | 'rows';
	/** for `rows`: the name of the list; empty for the only list of objects */
	rowsField?: string;
	review?: ReviewSettings;
}

export interface RunItems {
	items: IDataObject[];
	/** sentences for the builder, each about the node's settings rather than about one item */
	hints: string[];
}

export const NO_SCORES_HINT =
	"No field has a confidence score, so 'needsReview' is empty. To fill it, turn on 'Citations' or 'Review Agent' under Options when extracting.";

/**
 * Takes an extract run as the API gave it, and what to make of it; returns the items (their JSON).
 * - `run`: the run itself, nothing added.
 * - `fields`: one item with the extracted fields at the top and all else under `_extend`. A field
 *   named `error` or `_extend` becomes `field_error`, `field__extend`.
 * - `rows`: one item for each element of a list, the other fields repeated, `_extend.row` counted
 *   from 1. A list without elements still gives one item, with `_extend.row` null, so that no
 *   document vanishes.
 * A run without output gives one item with `_extend` alone. The run is never changed; items may
 * share values with it.
 * Throws an InputError when it is not clear which list becomes rows.
 */
export function extractRunToItems(run: object, settings: OutputSettings): RunItems {
	if (settings.mode === 'run') return { items: [run as IDataObject], hints: [] };

	const output = getOwn(run, 'output');
	const fields = getExtractedFields(output);
	const review = reviewOutput(output, settings.review);
	const hints = lacksScores(output, review) ? [NO_SCORES_HINT] : [];
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
	const noRow = (facts: Review) => ({ ...infoWithReview(run, settings, facts), row: null });
	if (!isRecord(getOwn(run, 'output'))) return { items: [toItem({}, noRow(review))], hints };

	const wanted = (settings.rowsField ?? '').trim();
	const { name, elements } = chooseTable(run, fields, wanted);
	if (name === undefined) {
		return { items: [toItem(fields, noRow(review))], hints: [...hints, noTableHint(wanted)] };
	}
	const header = Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
	const reviewOfRow = reviewByRow(review, name);
	if (elements.length === 0) return { items: [toItem(header, noRow(reviewOfRow(null)))], hints };
	const items = elements.map((element, position) =>
		toItem(mergeRow(header, name, element), {
			...infoWithReview(run, settings, reviewOfRow(position)),
			row: position + 1,
		}),
	);
	return { items, hints };
}

function noTableHint(wanted: string): string {
	const which = wanted === '' ? 'no table' : `no table "${wanted}"`;
	return `A result has ${which}, so it came out as one item with its fields.`;
}

/** Only where scores could be there: legacy output never has any, a failed run has no output. */
function lacksScores(output: unknown, review: Review): boolean {
	return review.needsReview === null && isCurrentOutput(output);
}

function toItem(fields: JsonRecord, facts: IDataObject): IDataObject {
	return { ...(renameReserved(fields) as IDataObject), _extend: facts };
}

/** What is known about the run besides its fields. */
function infoWithReview(run: object, settings: OutputSettings, review: Review): IDataObject {
	return {
		...getRunInfo(run, settings),
		needsReview: review.needsReview,
		lowConfidenceFields: review.lowConfidenceFields,
	};
}
