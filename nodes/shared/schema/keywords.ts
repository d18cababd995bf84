import { isRecord, type JsonRecord } from '../utils/objects';
import { PRIMITIVE_TYPES, type PrimitiveType } from './types';

export const SCHEMA_TYPES = [...PRIMITIVE_TYPES, 'object', 'array'] as const;
export type SchemaType = (typeof SCHEMA_TYPES)[number];

export function isSchemaType(name: unknown): name is SchemaType {
	return SCHEMA_TYPES.some((type) => type === name);
}

export function isPrimitiveType(type: unknown): type is PrimitiveType {
	return PRIMITIVE_TYPES.some((primitive) => primitive === type);
}

/** The types of a `type` keyword without "null"; undefined when it is neither a text nor a list of texts. */
export function getNonNullTypes(type: unknown): string[] | undefined {
	const names: unknown[] = Array.isArray(type) ? type : [type];
	if (!names.every((name): name is string => typeof name === 'string')) return undefined;
	return names.map(toLowerCaseType).filter((name) => name !== 'null');
}

/** Gemini and generators for Java write types in capitals. */
function toLowerCaseType(name: string): string {
	const lower = name.toLowerCase();
	return lower === 'null' || isSchemaType(lower) ? lower : name;
}

/**
 * Whether an object contains anything that only a schema contains. Fields can be called `type` or `items` too, so the
 * values of these members decide, not their names.
 */
export function isSchemaLike(value: JsonRecord): boolean {
	const types = 'type' in value ? getNonNullTypes(value.type) : undefined;
	return (
		(types !== undefined && types.every(isSchemaType)) ||
		isRecord(value.properties) ||
		typeof value.$ref === 'string' ||
		['allOf', 'anyOf', 'oneOf'].some((key) => Array.isArray(value[key]))
	);
}

/**
 * The keywords of a node that stay unchanged: the description and all of Extend's own (`extend:name`,
 * `extend:descriptions`, and those that Extend may add).
 */
export function pickKeptKeywords(node: JsonRecord): JsonRecord {
	return Object.fromEntries(
		Object.entries(node).filter(
			([key, value]) =>
				key.startsWith('extend:') || (key === 'description' && typeof value === 'string'),
		),
	);
}
