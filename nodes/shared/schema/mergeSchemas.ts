import { isRecord, getOwn } from '../utils/objects';
import type { SchemaNode } from './types';

/** Keywords of a field that stay when its new definition does not contain them. */
const KEPT_KEYWORDS = ['description', 'extend:name'];

/**
 * A schema with changes applied, both in Extend's form. A field that is not among the changes stays. A field that is
 * replaces the one of its name, since keywords of two types cannot be combined (Extend docs: extraction/schema). Only
 * tables and objects are merged member by member.
 */
export function mergeSchemas(base: unknown, changes: SchemaNode): SchemaNode {
	if (!isRecord(base)) return changes;
	const before = listMembers(base);
	const changed = listMembers(changes);
	const merged = Object.fromEntries([
		...before,
		...[...changed].map(([name, field]) => [name, mergeFields(before.get(name), field)] as const),
	]);
	// Extend marks all fields as required, so an incomplete list would be wrong.
	const hasRequired = 'required' in base || 'required' in changes;
	return {
		...base,
		...changes,
		properties: merged,
		...(hasRequired ? { required: Object.keys(merged) } : {}),
	};
}

function mergeFields(base: unknown, changes: unknown): unknown {
	if (!isRecord(base) || !isRecord(changes)) return changes;
	const kept = Object.fromEntries(
		KEPT_KEYWORDS.filter((name) => name in base).map((name) => [name, base[name]]),
	);
	if (isPlainObject(base) && isPlainObject(changes)) return mergeSchemas(base, changes);
	const [baseItems, items] = [getOwn(base, 'items'), getOwn(changes, 'items')];
	if (isPlainObject(baseItems) && isPlainObject(items)) {
		return { ...kept, ...changes, items: mergeSchemas(baseItems, items) };
	}
	return { ...kept, ...changes };
}

/** Whether a field is an object without `extend:type`: the members of currency and signature are fixed. */
function isPlainObject(field: unknown): field is SchemaNode {
	return getOwn(field, 'type') === 'object' && getOwn(field, 'extend:type') === undefined;
}

function listMembers(schema: SchemaNode): Map<string, unknown> {
	return new Map(isRecord(schema.properties) ? Object.entries(schema.properties) : []);
}
