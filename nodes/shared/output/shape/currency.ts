/** Amounts with a currency as two plain values, for sheets and databases. */
import { getOwn, isRecord, type JsonRecord, type JsonValue } from '../../utils/objects';

/** Extend nests five levels at most (Extend docs: extraction/schema). What lies deeper stays as it is. */
const MAX_DEPTH = 10;

/**
 * The fields with each currency object as two: `total` (a number or null) and `total_currency` (a code or null),
 * also inside tables and objects. The schema decides what is a currency, since null has no shape; without a schema
 * the shape does. A name that is taken gets a number (`total_currency_2`). The fields themselves are not changed.
 * @param schema of the run's own configuration, or anything else when there is none
 */
export function splitCurrencies(fields: JsonRecord, schema: unknown): JsonRecord {
	return splitRecord(fields, schema, new Set(Object.keys(fields)), 0);
}

/** @param names that are taken, in this record and in those beside it */
function splitRecord(
	record: JsonRecord,
	schema: unknown,
	names: Set<string>,
	depth: number,
): JsonRecord {
	const properties = getOwn(schema, 'properties');
	const result: Array<[string, JsonValue]> = [];
	for (const [name, value] of Object.entries(record)) {
		const field = isRecord(properties) ? (getOwn(properties, name) ?? {}) : undefined;
		if (isCurrency(field, value)) {
			result.push([name, isRecord(value) ? (value.amount ?? null) : value]);
			const code = isRecord(value) ? (value.iso_4217_currency_code ?? null) : null;
			result.push([findFreeName(`${name}_currency`, names), code]);
		} else {
			result.push([name, depth < MAX_DEPTH ? splitInside(value, field, depth + 1) : value]);
		}
	}
	return Object.fromEntries(result);
}

function splitInside(value: JsonValue, field: unknown, depth: number): JsonValue {
	if (Array.isArray(value)) {
		const items = field === undefined ? undefined : (getOwn(field, 'items') ?? {});
		// One set for all rows, so that a column has the same name in each of them.
		const names = new Set(value.filter(isRecord).flatMap((row) => Object.keys(row)));
		return value.map((row) =>
			isRecord(row) ? splitRecord(row, toSchema(items), names, depth) : row,
		);
	}
	if (!isRecord(value)) return value;
	return splitRecord(value, toSchema(field), new Set(Object.keys(value)), depth);
}

/** A field that a schema describes without properties holds no currency, whatever its shape. */
function toSchema(field: unknown): unknown {
	if (field === undefined || isRecord(getOwn(field, 'properties'))) return field;
	return { properties: {} };
}

/** @param field its schema; undefined when there is none */
function isCurrency(field: unknown, value: unknown): boolean {
	if (field !== undefined) return getOwn(field, 'extend:type') === 'currency';
	if (!isRecord(value)) return false;
	const names = Object.keys(value);
	return names.length === 2 && 'amount' in value && 'iso_4217_currency_code' in value;
}

/** The name, with a number when it is taken. */
export function findFreeName(wanted: string, names: Set<string>): string {
	let name = wanted;
	for (let n = 2; names.has(name); n++) name = `${wanted}_${n}`;
	return name;
}
