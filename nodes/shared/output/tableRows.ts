import { prefixUntilFree } from './fieldNames';
import { InputError } from '../errors/inputError';
import { isRecord, getOwn, type JsonRecord } from '../utils/objects';
import type { LowField, Review } from './review';
import { listTables } from '../schema';

/** The list that becomes rows, or why there is none. */
export interface TableChoice {
	name: string | undefined;
	elements: unknown[];
}

/**
 * Takes a run, its extracted fields and the list that was asked for (empty: the only list of
 * objects); returns the list that becomes rows. A list of objects is recognised by the schema that
 * the run echoes, so that an empty table counts, and by its elements.
 * Throws an InputError when several lists are there and none was asked for, when the one asked
 * for is no list, and when it is not there although others are.
 */
export function chooseTable(run: unknown, fields: JsonRecord, wanted: string): TableChoice {
	const planned = listTables(getOwn(getOwn(run, 'config'), 'schema'));
	const tables = new Set([
		...planned.map((field) => field.name).filter((name) => mayBeTable(getOwn(fields, name))),
		...Object.keys(fields).filter((name) => isTable(fields[name])),
	]);
	const choose = `Choose one under 'Table': ${[...tables].join(', ')}.`;
	if (wanted === '') {
		if (tables.size > 1) {
			throw new InputError({
				message: `the result has several tables (${[...tables].join(', ')})`,
				hint: choose,
			});
		}
		const [only] = tables;
		return { name: only, elements: only === undefined ? [] : getElements(fields, only) };
	}
	const value = getOwn(fields, wanted);
	if (value === undefined && !tables.has(wanted)) {
		if (tables.size === 0) return { name: undefined, elements: [] };
		throw new InputError({ message: `the result has no table "${wanted}"`, hint: choose });
	}
	if (value !== undefined && value !== null && !Array.isArray(value)) {
		throw new InputError({
			message: `"${wanted}" is no table`,
			hint: tables.size > 0 ? choose : "Choose another 'Output': this result has no table.",
		});
	}
	return { name: wanted, elements: getElements(fields, wanted) };
}

function isTable(value: unknown): boolean {
	return Array.isArray(value) && value.some(isRecord);
}

/** What is there and no list stays among the fields, whatever the schema says. */
function mayBeTable(value: unknown): boolean {
	return value === undefined || value === null || Array.isArray(value);
}

function getElements(fields: JsonRecord, name: string): unknown[] {
	const value = getOwn(fields, name);
	return Array.isArray(value) ? value : [];
}

/**
 * Takes the fields beside the list, the list's name and one of its elements; returns both in one
 * object. A member of the row whose name a field beside the list has too gets the list's name as
 * prefix (`line_items_total`), again until it is free. An element that is no object stands under
 * the list's name.
 */
export function mergeRow(header: JsonRecord, name: string, element: unknown): JsonRecord {
	const row = isRecord(element) ? element : { [name]: element };
	const beside = new Set(Object.keys(header));
	const taken = new Set([...beside, ...Object.keys(row)]);
	const own = Object.entries(row).map(([key, value]) => {
		if (!beside.has(key)) return [key, value];
		const free = prefixUntilFree(key, `${name}_`, taken);
		taken.add(free);
		return [free, value];
	});
	return { ...header, ...Object.fromEntries(own) };
}

/**
 * Takes the review of a whole run and the list that becomes rows; returns a function that gives the
 * review of one row (counted from zero, null for an empty table): the fields of that row first, then
 * those of no row, such as the fields beside the list and the list as a whole.
 */
export function reviewByRow(review: Review, name: string): (row: number | null) => Review {
	const ofRows = new Map<number, LowField[]>();
	const ofNone: LowField[] = [];
	for (const field of review.lowConfidenceFields) {
		const row = getRowIndex(field.path, name);
		if (row === undefined) ofNone.push(field);
		else ofRows.set(row, [...(ofRows.get(row) ?? []), field]);
	}
	return (row) => {
		const own = row === null ? [] : (ofRows.get(row) ?? []);
		const lowConfidenceFields = [...own, ...ofNone];
		const needsReview = review.needsReview === null ? null : lowConfidenceFields.length > 0;
		return { needsReview, lowConfidenceFields };
	};
}

function getRowIndex(path: string, name: string): number | undefined {
	if (!path.startsWith(`${name}[`)) return undefined;
	// A path of a form that is not documented belongs to no row, but must not vanish.
	const [, position] = /^(\d+)\]/.exec(path.slice(name.length + 1)) ?? [];
	return position === undefined ? undefined : Number(position);
}
