/** The values that a person changed in the review of a run, as a readable list. Pure. */
import { getExtractedFields, isCurrentOutput } from './fieldNames';
import { getByPath } from '../utils/jsonPath';
import { isRecord, getOwn, type JsonRecord } from '../utils/objects';
import { deepEqual } from '../utils/deepEqual';
import { toText, toNonEmptyText } from '../utils/sanitize';

/** One value that was changed in the review. */
export interface ReviewChange {
	/** the step of a workflow run that it belongs to */
	step?: string;
	/** as Extend writes it, e.g. `line_items[0].amount` */
	path: string;
	before: unknown;
	after: unknown;
	note?: string;
	/** page of the document, counted from 1 */
	page?: number;
	fieldType?: string;
}

/**
 * The changes of the review of a run of any kind: undefined when it was not reviewed, an empty list when the review
 * changed nothing.
 *
 * Extract runs list their edits by path (Extend docs: `edits`). Without edits, which classify and split runs never
 * have, the output before the review is compared with the one after it. A workflow run gives the changes of all its
 * steps, each with the step's name.
 */
export function listChanges(run: unknown): ReviewChange[] | undefined {
	const stepRuns = getOwn(run, 'stepRuns');
	if (!Array.isArray(stepRuns)) return listRunChanges(run);
	const stepChanges = stepRuns.map(listStepChanges).filter((changes) => changes !== undefined);
	if (stepChanges.length === 0 && getOwn(run, 'reviewed') !== true) return undefined;
	return stepChanges.flat();
}

function listStepChanges(stepRun: unknown): ReviewChange[] | undefined {
	const name = getOwn(getOwn(stepRun, 'step'), 'name');
	const result = getOwn(stepRun, 'result');
	for (const kind of ['extractRun', 'classifyRun', 'splitRun']) {
		const changes = listRunChanges(getOwn(result, kind));
		if (changes) return changes.map((change) => ({ step: toText(name), ...change }));
	}
	return undefined;
}

function listRunChanges(run: unknown): ReviewChange[] | undefined {
	if (getOwn(run, 'reviewed') !== true && getOwn(run, 'edited') !== true) return undefined;
	const before = getValues(getOwn(run, 'initialOutput'));
	const after = getValues(getOwn(run, 'reviewedOutput'));
	const edits = getOwn(run, 'edits');
	if (isRecord(edits) && Object.keys(edits).length > 0) return fromEdits(edits, before, after);
	// With one of the two missing there is nothing to compare.
	if (before === undefined || after === undefined) return [];
	return compareValues('', before, after);
}

/** The values of an output, without scores and citations. */
function getValues(output: unknown): JsonRecord | undefined {
	if (!isRecord(output)) return undefined;
	if (Array.isArray(output.splits)) return { splits: output.splits };
	if (!isCurrentOutput(output) && typeof output.type === 'string') return { type: output.type };
	return getExtractedFields(output);
}

function fromEdits(
	edits: JsonRecord,
	before: JsonRecord | undefined,
	after: JsonRecord | undefined,
): ReviewChange[] {
	return Object.entries(edits).flatMap(([path, edit]) => {
		const note = toNonEmptyText(getOwn(edit, 'notes'));
		const page = getOwn(edit, 'page');
		const fieldType = toNonEmptyText(getOwn(edit, 'fieldType'));
		const change: ReviewChange = {
			path,
			before: getOwn(edit, 'originalValue') ?? getByPath(before, path),
			after: getValueAfter(edit, after, path),
			...(note === undefined ? {} : { note }),
			...(typeof page === 'number' ? { page } : {}),
			...(fieldType === undefined ? {} : { fieldType }),
		};
		// An edit that was undone is no change.
		return note === undefined && isSameValue(change.before, change.after) ? [] : [change];
	});
}

/** An edit may clear a field, so an edited value of null counts. */
function getValueAfter(edit: unknown, after: JsonRecord | undefined, path: string): unknown {
	const edited = getOwn(edit, 'editedValue');
	return edited === undefined ? getByPath(after, path) : edited;
}

/** No schema of Extend is nested deeper. Deeper values are compared as a whole. */
const MAX_LEVELS = 50;

/** The differences of two values: as deep as possible; rows that only one of them has are given as a whole. */
function compareValues(
	path: string,
	before: unknown,
	after: unknown,
	levels = MAX_LEVELS,
): ReviewChange[] {
	if (levels > 0 && Array.isArray(before) && Array.isArray(after)) {
		const length = Math.max(before.length, after.length);
		return Array.from({ length }, (_, index) =>
			compareValues(`${path}[${index}]`, before[index], after[index], levels - 1),
		).flat();
	}
	if (levels > 0 && isRecord(before) && isRecord(after)) {
		const names = new Set([...Object.keys(before), ...Object.keys(after)]);
		return [...names].flatMap((name) =>
			compareValues(
				path === '' ? name : `${path}.${name}`,
				getOwn(before, name),
				getOwn(after, name),
				levels - 1,
			),
		);
	}
	if (isSameValue(before, after)) return [];
	return [{ path, before: before ?? null, after: after ?? null }];
}

/** Missing and null are equal: Extend returns null for what a document does not contain. */
function isSameValue(one: unknown, other: unknown): boolean {
	return deepEqual(one ?? null, other ?? null);
}
