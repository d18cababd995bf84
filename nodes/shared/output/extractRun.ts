/** Extract runs as items. Runs of any kind: runToItems.ts. */
import type { IDataObject } from 'n8n-workflow';
import { getExtractedFields, isCurrentOutput } from './fieldNames';
import { chooseTable, getElements, mergeRow, judgeByRow } from './tableRows';
import { isRecord, getOwn, toObject, type JsonRecord } from '../utils/objects';
import { OUTPUT_HINTS } from './messages';
import { getRunInfo } from './runInfo';
import { judgeRun } from './judging/judgeRun';
import { describeJudgement, hasReviewSettings } from './judging/describeJudgement';
import { findUnknownFields } from './judging/unknownFields';
import type { Judgement } from './judging/types';
import { addConfidences } from './shape/confidence';
import { splitCurrencies } from './shape/currency';
import { getRunRemainder, toItem } from './shape/runDetails';
import type { OutputSettings, RunItems } from './types';

/** The run whose details the items have, and what is known about it. */
interface WholeRun {
	run: object;
	info: IDataObject;
	judgement: Judgement;
}

/** Makes an item; `row` is its number in the table, from 1, null when the table is empty. */
type MakeItem = (fields: JsonRecord, judgement: Judgement, row?: number | null) => IDataObject;

/**
 * The items of an extract run by output mode:
 * - `run`: the unchanged run.
 * - `fields`: one item with the extracted fields at the top and everything else under `_extend`. A field named
 *   `error` or `_extend` becomes `field_error` or `field__extend`.
 * - `rows`: one item for each row of a table, with the other fields repeated and the number of the row. An empty
 *   table gives one item, so that no document is lost.
 *
 * Currencies, confidences and run details have the form that `settings.shape` says. A run without output gives one
 * item with the details alone. The run is not changed; items may share values with it.
 * Throws an InputError when it is not clear which table becomes rows.
 * @param whole for runs inside of others
 */
export function extractRunToItems(
	run: object,
	settings: OutputSettings,
	whole: WholeRun = {
		run,
		info: getRunInfo(run, settings),
		judgement: judgeRun(run, settings.review),
	},
): RunItems {
	if (settings.mode === 'run') return { items: [toObject(run) ?? {}], hints: [] };

	const output = getOwn(run, 'output');
	const { judgement } = whole;
	const hints = listHints(run, judgement, settings);
	// Once for all rows: it is as large as the run.
	const rest = getRunRemainder(whole.run, settings);
	const makeItem: MakeItem = (ownFields, ownJudgement, row) => {
		const info = {
			...describeJudgement(ownJudgement, settings.review),
			...(row === undefined ? {} : { row }),
		};
		return toItem(ownFields, { ...info, ...whole.info }, settings, rest);
	};
	const extracted = getExtractedFields(output);
	if (settings.mode === 'fields')
		return { items: [makeItem(shapeFields(run, extracted, settings), judgement)], hints };
	if (!isRecord(output)) return { items: [makeItem({}, judgement, null)], hints };
	return toRowItems(run, extracted, settings, judgement, { hints, makeItem });
}

/**
 * The extracted fields, with currencies and confidences as the settings say.
 * @param table that becomes rows
 */
function shapeFields(
	run: object,
	extracted: JsonRecord,
	{ shape }: OutputSettings,
	table?: string,
): JsonRecord {
	const fields =
		shape?.confidence === 'columns'
			? addConfidences(extracted, getOwn(run, 'output'), table)
			: extracted;
	if (shape?.currency === 'object') return fields;
	return splitCurrencies(fields, getOwn(getOwn(run, 'config'), 'schema'));
}

function toRowItems(
	run: object,
	extracted: JsonRecord,
	settings: OutputSettings,
	judgement: Judgement,
	{ hints, makeItem }: { hints: string[]; makeItem: MakeItem },
): RunItems {
	const wanted = (settings.rowsField ?? '').trim();
	const name = chooseTable(run, extracted, wanted);
	const fields = shapeFields(run, extracted, settings, name);
	if (name === undefined) {
		const hint = wanted === '' ? OUTPUT_HINTS.noTable : OUTPUT_HINTS.tableMissing({ name: wanted });
		return { items: [makeItem(fields, judgement, null)], hints: [...hints, hint] };
	}
	const rows = getElements(fields, name);
	const header = Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
	const getRowJudgement = judgeByRow(judgement, name);
	if (rows.length === 0) return { items: [makeItem(header, getRowJudgement(null), null)], hints };
	const items = rows.map((row, index) =>
		makeItem(mergeRow(header, name, row), getRowJudgement(index), index + 1),
	);
	return { items, hints };
}

/**
 * Scores are missing that somebody asks for and that could exist: legacy output never has any, and a failed run has no
 * output.
 */
function listHints(run: object, { needsReview }: Judgement, { review }: OutputSettings): string[] {
	const lacksScores =
		needsReview === null && hasReviewSettings(review) && isCurrentOutput(getOwn(run, 'output'));
	const unknown = findUnknownFields(getOwn(getOwn(run, 'config'), 'schema'), review);
	return [
		...(lacksScores ? [OUTPUT_HINTS.noScores] : []),
		...(unknown.length > 0 ? [OUTPUT_HINTS.unknownFields({ names: unknown.join(', ') })] : []),
	];
}
