import { isRecord, getOwn, type JsonRecord } from '../utils/objects';

/** Names at the top of an item that are not free for extracted fields. */
const RESERVED = ['error', '_extend'];

/**
 * Takes the output of an extract run; returns the extracted fields.
 * Output is `{ value, metadata }`, or for runs of legacy extractors a map from field to
 * `{ value, … }` (Extend docs: extraction/response-format). No output gives no fields.
 */
export function getExtractedFields(output: unknown): JsonRecord {
	if (!isRecord(output)) return {};
	if (isCurrentOutput(output)) {
		const value = getOwn(output, 'value');
		return isRecord(value) ? value : {};
	}
	return Object.fromEntries(
		Object.entries(output).map(([name, field]) => [
			name,
			isRecord(field) ? (getOwn(field, 'value') ?? null) : field,
		]),
	);
}

/** Takes the output of an extract run; returns whether it has values and metadata side by side. */
export function isCurrentOutput(output: unknown): boolean {
	return getOwn(output, 'value') !== undefined && getOwn(output, 'metadata') !== undefined;
}

/**
 * Takes fields; returns a copy in which `error` and `_extend` are called `field_error` and
 * `field__extend`. n8n takes a top-level `error` of an item for a failure, and `_extend` holds the
 * node's own facts. Where the new name is taken, the prefix is added again.
 */
export function renameReserved(fields: JsonRecord): JsonRecord {
	const names = new Set(Object.keys(fields));
	return Object.fromEntries(
		Object.entries(fields).map(([name, value]) => {
			const free = RESERVED.includes(name)
				? prefixUntilFree(`field_${name}`, 'field_', names)
				: name;
			return [free, value];
		}),
	);
}

/** Takes a name, a prefix and the names that are taken; returns the name, prefixed until it is free. */
export function prefixUntilFree(name: string, prefix: string, taken: Set<string>): string {
	let free = name;
	while (taken.has(free)) free = `${prefix}${free}`;
	return free;
}
