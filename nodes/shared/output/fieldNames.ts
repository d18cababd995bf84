import { isRecord, getOwn, type JsonRecord } from '../utils/objects';

/** Names at the top of an item that extracted fields cannot have. */
const RESERVED = ['error', '_extend'];

/**
 * The extracted fields of an extract run's output, which is `{ value, metadata }` or, for legacy extractors, a map
 * from field to `{ value, … }` (Extend docs: extraction/response-format). No output gives no fields.
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

/** Whether the output of an extract run is not that of a legacy extractor. */
export function isCurrentOutput(output: unknown): boolean {
	return getOwn(output, 'value') !== undefined && getOwn(output, 'metadata') !== undefined;
}

/**
 * A copy of the fields in which `error` and `_extend` are called `field_error` and `field__extend`: n8n treats a
 * top-level `error` of an item as a failure, and `_extend` holds the node's own information. If the new name is
 * taken, the prefix is added again.
 * @param alsoReserved further names that the item needs for itself
 */
export function renameReserved(fields: JsonRecord, alsoReserved: string[] = []): JsonRecord {
	const names = new Set([...Object.keys(fields), ...alsoReserved]);
	return Object.fromEntries(
		Object.entries(fields).map(([name, value]) => {
			const free = [...RESERVED, ...alsoReserved].includes(name)
				? prefixUntilFree(`field_${name}`, 'field_', names)
				: name;
			return [free, value];
		}),
	);
}

export function prefixUntilFree(name: string, prefix: string, taken: Set<string>): string {
	let free = name;
	while (taken.has(free)) free = `${prefix}${free}`;
	return free;
}
