/** The confidence of each field as a plain value beside it, for sheets and databases. */
import { getParentPath } from '../../utils/jsonPath';
import { isRecord, toArray, type JsonRecord, type JsonValue } from '../../utils/objects';
import { isMissing } from '../judging/fieldRules';
import { getConfidences, isContainer } from '../review';
import { findFreeName } from './currency';

/** Extend nests five levels at most (Extend docs: extraction/schema). What lies deeper stays as it is. */
const MAX_DEPTH = 10;

interface Scores {
	/** those that a review counts, by path */
	own: Map<string, number>;
	/** the lowest at a path or inside of it */
	lowest: Map<string, number>;
}

/** Where a value is. */
interface Place {
	path: string;
	depth: number;
	/** the confidence of what it is in, when nothing in there has one of its own */
	inherited: number | undefined;
}

/**
 * The fields with the confidence of each beside it (`total_confidence`), also inside tables and objects; null when
 * there is none. It is the lowest that a review counts for the field or for anything inside of it, so it is below a
 * threshold exactly when the review flags one of these. Where Extend scores a row, table or object as a whole, its
 * confidence is that of all values in it. A name that is taken gets a number (`total_confidence_2`). The fields
 * themselves are not changed.
 * @param output of the run, with the scores
 * @param table that becomes rows: it has no confidence beside it, but each of its elements that is no object has
 */
export function addConfidences(fields: JsonRecord, output: unknown, table?: string): JsonRecord {
	const own = getConfidences(output);
	const scores = { own, lowest: getLowest(own) };
	const names = new Set(Object.keys(fields));
	const pairs = Object.entries(fields).flatMap(([name, value]) => {
		const place = { path: name, depth: 1, inherited: undefined };
		if (name !== table) return addBeside(name, value, place, names, scores);
		return [[name, addInside(value, place, scores, name)]];
	});
	return Object.fromEntries(pairs);
}

function getLowest(own: Map<string, number>): Map<string, number> {
	const lowest = new Map<string, number>();
	for (const [path, confidence] of own) {
		for (let at: string | undefined = path; at !== undefined; at = getParentPath(at)) {
			lowest.set(at, Math.min(confidence, lowest.get(at) ?? confidence));
		}
	}
	return lowest;
}

/**
 * A value and its confidence, each with its name.
 * @param names that are taken, in its record and in those beside it
 */
function addBeside(
	name: string,
	value: JsonValue,
	place: Place,
	names: Set<string>,
	scores: Scores,
): Array<[string, JsonValue]> {
	const { path, inherited } = place;
	const confidence = scores.lowest.get(path) ?? (isMissing(value) ? undefined : inherited);
	return [
		[name, addInside(value, place, scores)],
		[findFreeName(`${name}_confidence`, names), confidence ?? null],
	];
}

/** @param rowName of the elements that are no objects, when the value is a table that becomes rows */
function addInside(value: JsonValue, place: Place, scores: Scores, rowName?: string): JsonValue {
	if (place.depth > MAX_DEPTH || !isContainer(value)) return value;
	const inherited = scores.own.get(place.path) ?? place.inherited;
	if (isRecord(value)) {
		const names = new Set(Object.keys(value));
		return addToRecord(value, { ...place, inherited }, names, scores);
	}
	const rows = toArray(value).map((element) =>
		rowName === undefined || isRecord(element) ? element : { [rowName]: element },
	);
	// One set for all rows, so that a column has the same name in each of them.
	const names = new Set(rows.filter(isRecord).flatMap((row) => Object.keys(row)));
	return rows.map((row, index) => {
		const path = `${place.path}[${index}]`;
		if (!isRecord(row) || !(isContainer(row) || rowName !== undefined)) return row;
		const own = scores.own.get(path) ?? inherited;
		return addToRecord(row, { path, depth: place.depth, inherited: own }, names, scores);
	});
}

/** The place is that of the record. */
function addToRecord(
	record: JsonRecord,
	{ path, depth, inherited }: Place,
	names: Set<string>,
	scores: Scores,
): JsonRecord {
	const pairs = Object.entries(record).flatMap(([name, value]) =>
		addBeside(name, value, { path: `${path}.${name}`, depth: depth + 1, inherited }, names, scores),
	);
	return Object.fromEntries(pairs);
}
