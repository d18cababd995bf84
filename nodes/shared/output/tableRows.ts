import { prefixUntilFree } from './fieldNames';
import { InputError } from '../errors/inputError';
import { TABLE_MESSAGES } from './messages';
import { isRecord, getOwn, type JsonRecord } from '../utils/objects';
import { decide } from './judging/judgeRun';
import type { Judgement } from './judging/types';
import { listTables } from '../schema';

/**
 * The name of the table that becomes rows; undefined when the result has none. A table is a list of objects. Tables
 * are detected by their elements and by the schema that the run contains, so that an empty table counts.
 * Throws an InputError when there are several tables and none is `wanted`, and when the wanted one is no list or
 * does not exist although others do.
 * @param wanted name of the table; when empty, the only one
 */
export function chooseTable(run: unknown, fields: JsonRecord, wanted: string): string | undefined {
	const inSchema = listTables(getOwn(getOwn(run, 'config'), 'schema'));
	const tables = new Set([
		...inSchema.map((field) => field.name).filter((name) => mayBeTable(getOwn(fields, name))),
		...Object.keys(fields).filter((name) => isTable(fields[name])),
	]);
	const names = [...tables].join(', ');
	if (wanted === '') {
		if (tables.size > 1) {
			throw new InputError(TABLE_MESSAGES.severalTables({ tables: names }));
		}
		return [...tables][0];
	}
	const value = getOwn(fields, wanted);
	if (value === undefined && !tables.has(wanted)) {
		if (tables.size === 0) return undefined;
		throw new InputError(TABLE_MESSAGES.tableNotFound({ name: wanted, tables: names }));
	}
	if (value !== undefined && value !== null && !Array.isArray(value)) {
		throw new InputError(
			tables.size > 0
				? TABLE_MESSAGES.notATable({ name: wanted, tables: names })
				: TABLE_MESSAGES.notATableAndNoOther({ name: wanted }),
		);
	}
	return wanted;
}

function isTable(value: unknown): boolean {
	return Array.isArray(value) && value.some(isRecord);
}

/** A value that is no list stays among the fields, whatever the schema says. */
function mayBeTable(value: unknown): boolean {
	return value === undefined || value === null || Array.isArray(value);
}

export function getElements(fields: JsonRecord, name: string): unknown[] {
	const value = getOwn(fields, name);
	return Array.isArray(value) ? value : [];
}

/**
 * One row of a table together with the fields beside the table (`header`). A member of the row that has the name of
 * such a field gets the table's name as prefix (`line_items_total`), repeated until it is free. An element that is no
 * object gets the table's name.
 */
export function mergeRow(header: JsonRecord, name: string, element: unknown): JsonRecord {
	const row = isRecord(element) ? element : { [name]: element };
	const headerNames = new Set(Object.keys(header));
	const taken = new Set([...headerNames, ...Object.keys(row)]);
	const members = Object.entries(row).map(([key, value]) => {
		if (!headerNames.has(key)) return [key, value];
		const free = prefixUntilFree(key, `${name}_`, taken);
		taken.add(free);
		return [free, value];
	});
	return { ...header, ...Object.fromEntries(members) };
}

/**
 * Splits the judgement of a run by the rows of a table. The returned function gives that of one row (counted from
 * zero; null for an empty table): the fields of that row first, then those that belong to no row, such as the fields
 * beside the table and the table as a whole.
 */
export function judgeByRow(judgement: Judgement, name: string): (row: number | null) => Judgement {
	const getLow = splitByRow(judgement.lowConfidenceFields, name, ({ path }) => path);
	const getMissing = splitByRow(judgement.missingFields, name, (path) => path);
	const getUnscored = splitByRow(judgement.unscoredFields, name, (path) => path);
	const getFailed = splitByRow(judgement.failedChecks, name, ({ fields }) => fields[0] ?? '');
	return (row) =>
		decide(
			{
				...judgement,
				lowConfidenceFields: getLow(row),
				missingFields: getMissing(row),
				unscoredFields: getUnscored(row),
				failedChecks: getFailed(row),
			},
			judgement.needsReview !== null,
		);
}

function splitByRow<T>(
	findings: T[],
	name: string,
	getPath: (finding: T) => string,
): (row: number | null) => T[] {
	const byRow = new Map<number, T[]>();
	const others: T[] = [];
	for (const finding of findings) {
		const row = getRowIndex(getPath(finding), name);
		if (row === undefined) others.push(finding);
		else byRow.set(row, [...(byRow.get(row) ?? []), finding]);
	}
	return (row) => [...(row === null ? [] : (byRow.get(row) ?? [])), ...others];
}

function getRowIndex(path: string, name: string): number | undefined {
	if (!path.startsWith(`${name}[`)) return undefined;
	// A path of another form (assumption: metadata-paths) belongs to no row, but must not be lost.
	const [, position] = /^(\d+)\]/.exec(path.slice(name.length + 1)) ?? [];
	return position === undefined ? undefined : Number(position);
}
