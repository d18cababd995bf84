/** What a person changed in the review of a run, as a readable list. Pure. */
import { extractedFields, isCurrentOutput } from './outputFields';
import { valueAt } from './paths';
import { isRecord, ownMember, type JsonRecord } from './records';
import { isSameJson } from './sameJson';
import { plainText } from './text';

/** One value that the review left different. */
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
 * Takes a run of any kind; returns what a person changed in it, or undefined when nobody has reviewed it. An
 * empty list means that somebody looked and left all as it was.
 *
 * Extract runs tell their edits by path (Extend docs: `edits`); where they do not, and for classify and split
 * runs, which have none, the output before the review is compared with the one after it. A workflow run gives
 * the changes of all its steps, each with the step's name.
 */
export function changesOf(run: unknown): ReviewChange[] | undefined {
	const stepRuns = ownMember(run, 'stepRuns');
	if (!Array.isArray(stepRuns)) return changesOfOne(run);
	const ofSteps = stepRuns.map(changesOfStep).filter((changes) => changes !== undefined);
	if (ofSteps.length === 0 && ownMember(run, 'reviewed') !== true) return undefined;
	return ofSteps.flat();
}

function changesOfStep(stepRun: unknown): ReviewChange[] | undefined {
	const name = ownMember(ownMember(stepRun, 'step'), 'name');
	const result = ownMember(stepRun, 'result');
	for (const kind of ['extractRun', 'classifyRun', 'splitRun']) {
		const changes = changesOfOne(ownMember(result, kind));
		if (changes) return changes.map((change) => ({ step: plainText(name), ...change }));
	}
	return undefined;
}

function changesOfOne(run: unknown): ReviewChange[] | undefined {
	if (ownMember(run, 'reviewed') !== true && ownMember(run, 'edited') !== true) return undefined;
	const before = valuesIn(ownMember(run, 'initialOutput'));
	const after = valuesIn(ownMember(run, 'reviewedOutput'));
	const edits = ownMember(run, 'edits');
	if (isRecord(edits) && Object.keys(edits).length > 0) return ofEdits(edits, before, after);
	// Nothing to compare: one of the two is missing, so the other is not a change.
	if (before === undefined || after === undefined) return [];
	return differences('', before, after);
}

/** The values of an output, without scores and citations. */
function valuesIn(output: unknown): JsonRecord | undefined {
	if (!isRecord(output)) return undefined;
	if (Array.isArray(output.splits)) return { splits: output.splits };
	if (!isCurrentOutput(output) && typeof output.type === 'string') return { type: output.type };
	return extractedFields(output);
}

function ofEdits(
	edits: JsonRecord,
	before: JsonRecord | undefined,
	after: JsonRecord | undefined,
): ReviewChange[] {
	return Object.entries(edits).flatMap(([path, edit]) => {
		const note = textOf(ownMember(edit, 'notes'));
		const page = ownMember(edit, 'page');
		const fieldType = textOf(ownMember(edit, 'fieldType'));
		const change: ReviewChange = {
			path,
			before: ownMember(edit, 'originalValue') ?? valueAt(before, path),
			after: valueAfter(edit, after, path),
			...(note === undefined ? {} : { note }),
			...(typeof page === 'number' ? { page } : {}),
			...(fieldType === undefined ? {} : { fieldType }),
		};
		// An edit that was taken back says nothing.
		return note === undefined && isSame(change.before, change.after) ? [] : [change];
	});
}

/** An edit may empty a field, so a null that stands there counts. */
function valueAfter(edit: unknown, after: JsonRecord | undefined, path: string): unknown {
	const edited = ownMember(edit, 'editedValue');
	return edited === undefined ? valueAt(after, path) : edited;
}

/** No schema of Extend nests deeper; what does is compared as a whole. */
const MOST_LEVELS = 50;

/** The places where two values differ: as deep as possible, rows that only one has as a whole. */
function differences(
	path: string,
	before: unknown,
	after: unknown,
	levels = MOST_LEVELS,
): ReviewChange[] {
	if (levels > 0 && Array.isArray(before) && Array.isArray(after)) {
		const length = Math.max(before.length, after.length);
		return Array.from({ length }, (_, index) =>
			differences(`${path}[${index}]`, before[index], after[index], levels - 1),
		).flat();
	}
	if (levels > 0 && isRecord(before) && isRecord(after)) {
		const names = new Set([...Object.keys(before), ...Object.keys(after)]);
		return [...names].flatMap((name) =>
			differences(
				path === '' ? name : `${path}.${name}`,
				ownMember(before, name),
				ownMember(after, name),
				levels - 1,
			),
		);
	}
	if (isSame(before, after)) return [];
	return [{ path, before: before ?? null, after: after ?? null }];
}

/** Missing and null are the same: Extend writes null for what a document does not have. */
function isSame(one: unknown, other: unknown): boolean {
	return isSameJson(one ?? null, other ?? null);
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
