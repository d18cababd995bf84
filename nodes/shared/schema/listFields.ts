import { getOwn, isRecord } from '../utils/objects';
import { isPosition, joinStep, type FieldPattern } from './fieldPattern';

/** Extend nests five levels at most (Extend docs: extraction/schema). */
const MAX_DEPTH = 10;

/** Every field of a schema, with `[*]` for the elements of a list: `lines`, `lines[*].amount`. */
export function listFieldPaths(schema: unknown, path = '', depth = 0): string[] {
	const properties = getOwn(schema, 'properties');
	if (!isRecord(properties) || depth > MAX_DEPTH) return [];
	return Object.entries(properties).flatMap(([name, field]) => {
		const inner = joinStep(path, name);
		return [inner, ...listInside(field, inner, depth + 1)];
	});
}

function listInside(field: unknown, path: string, depth: number): string[] {
	// Currencies and signatures are single values.
	if (getOwn(field, 'extend:type') !== undefined || depth > MAX_DEPTH) return [];
	const items = getOwn(field, 'items');
	if (items === undefined) return listFieldPaths(field, path, depth);
	return listInside(items, `${path}[*]`, depth + 1);
}

/** Whether a schema has the field. A value that is no schema has all of them. */
export function hasField(schema: unknown, pattern: FieldPattern): boolean {
	let current = schema;
	for (const step of pattern) {
		if (!isPosition(step)) {
			while (getOwn(current, 'items') !== undefined) current = getOwn(current, 'items');
		}
		const next = isPosition(step)
			? getOwn(current, 'items')
			: getOwn(getOwn(current, 'properties'), step);
		if (next === undefined) return current === schema && !isRecord(getOwn(schema, 'properties'));
		current = next;
	}
	return true;
}
