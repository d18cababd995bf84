import { isRecord, getOwn } from '../utils/objects';
import type { SchemaNode } from './types';

/** What a builder wrote about a field in Extend: it stays when the new definition does not say it. */
const KEPT = ['description', 'extend:name'];

/**
 * Takes a schema and changes to it, both in the form that Extend takes; returns a new one. A field that is
 * not among the changes stays. One that is replaces the field of that name, since keywords of two types do
 * not go together (Extend docs: extraction/schema); only tables and objects are merged member by member.
 */
export function mergeSchemas(base: unknown, changes: SchemaNode): SchemaNode {
	if (!isRecord(base)) return changes;
	const before = listMembers(base);
	const given = listMembers(changes);
	const merged = Object.fromEntries([
		...before,
		...[...given].map(([name, field]) => [name, mergeFields(before.get(name), field)] as const),
	]);
	// Extend marks all fields as required, so a list that leaves one out would be wrong.
	const listed = 'required' in base || 'required' in changes;
	return {
		...base,
		...changes,
		properties: merged,
		...(listed ? { required: Object.keys(merged) } : {}),
	};
}

function mergeFields(base: unknown, given: unknown): unknown {
	if (!isRecord(base) || !isRecord(given)) return given;
	const kept = Object.fromEntries(
		KEPT.filter((name) => name in base).map((name) => [name, base[name]]),
	);
	if (isPlainObject(base) && isPlainObject(given)) return mergeSchemas(base, given);
	if (isPlainObject(getOwn(base, 'items')) && isPlainObject(getOwn(given, 'items'))) {
		return { ...kept, ...given, items: mergeSchemas(base.items, given.items as SchemaNode) };
	}
	return { ...kept, ...given };
}

/** An object with members of its own choosing: currency and signature have fixed ones. */
function isPlainObject(field: unknown): boolean {
	return getOwn(field, 'type') === 'object' && getOwn(field, 'extend:type') === undefined;
}

function listMembers(schema: SchemaNode): Map<string, unknown> {
	return new Map(isRecord(schema.properties) ? Object.entries(schema.properties) : []);
}
