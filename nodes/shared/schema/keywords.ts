import { isRecord, type JsonRecord } from '../utils/objects';
import { PRIMITIVE_TYPES, type PrimitiveType } from './types';

export const SCHEMA_TYPES = [...PRIMITIVE_TYPES, 'object', 'array'] as const;
export type SchemaType = (typeof SCHEMA_TYPES)[number];

/** Takes a name; returns whether it is a type that Extend knows. */
export function isSchemaType(name: unknown): name is SchemaType {
	return SCHEMA_TYPES.some((type) => type === name);
}

/** Takes a type; returns whether it is the type of a plain value. */
export function isPrimitiveType(type: unknown): type is PrimitiveType {
	return PRIMITIVE_TYPES.some((primitive) => primitive === type);
}

/**
 * Takes the `type` keyword of a JSON Schema; returns the names in it without "null", or undefined
 * when it is neither a text nor a list of texts.
 */
export function nonNullTypes(type: unknown): string[] | undefined {
	const names: unknown[] = Array.isArray(type) ? type : [type];
	if (!names.every((name): name is string => typeof name === 'string')) return undefined;
	return names.filter((name) => name !== 'null');
}

/**
 * Takes an object; returns whether it says anything that only a schema says. Fields may be called
 * `type` or `items` as well, so their values count, not their names.
 */
export function isSchemaLike(value: JsonRecord): boolean {
	const types = 'type' in value ? nonNullTypes(value.type) : undefined;
	return (
		(types !== undefined && types.every(isSchemaType)) ||
		isRecord(value.properties) ||
		typeof value.$ref === 'string' ||
		['allOf', 'anyOf', 'oneOf'].some((key) => Array.isArray(value[key]))
	);
}

/**
 * Takes a node of a JSON Schema; returns the keywords that travel on unchanged: the description
 * and all of Extend's own (`extend:name`, `extend:descriptions`, and what Extend may add).
 */
export function keptKeywords(node: JsonRecord): JsonRecord {
	return Object.fromEntries(
		Object.entries(node).filter(
			([key, value]) =>
				key.startsWith('extend:') || (key === 'description' && typeof value === 'string'),
		),
	);
}
