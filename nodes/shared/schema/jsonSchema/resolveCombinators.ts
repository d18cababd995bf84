import { InputError } from '../../errors/inputError';
import { isRecord, type JsonRecord } from '../../utils/objects';
import { nonNullTypes } from '../keywords';
import { quote } from '../names';
import { resolveReference } from './references';

/** A node of a JSON Schema without `$ref` and combinations, and the references that led to it. */
export interface SimpleNode {
	node: JsonRecord;
	references: string[];
}

/** More hops than this in one field are a mistake, and a deep pile of them would take long. */
const MAX_HOPS = 100;

const UNSUPPORTED: Record<string, string> = {
	not: 'Say in the description what the field must not hold.',
	if: 'Describe the condition in the description instead.',
	then: 'Describe the condition in the description instead.',
	else: 'Describe the condition in the description instead.',
	dependentSchemas: 'List all fields under "properties"; a missing one comes back as null.',
	dependencies: 'List all fields under "properties"; a missing one comes back as null.',
	patternProperties: 'List every field by its name under "properties".',
	prefixItems: 'Use one "items" for all elements, or an object with a name for each.',
	$dynamicRef: 'Write the field out in place.',
	$recursiveRef: 'Write the field out in place.',
};

/**
 * Takes a node of a JSON Schema, the whole schema, the node's path and the references that led to
 * it; returns the node with `$ref` replaced by its definition, `allOf` of one merged, and `anyOf` or
 * `oneOf` of one thing and null reduced to the thing (Extend has no such keywords; whether null is
 * allowed follows from the place of a field alone: Extend docs, extraction/schema).
 * Throws an InputError for what Extend cannot express: boolean schemas, unions, conditions,
 * recursive or outside references.
 */
export function resolveCombinators(
	schema: unknown,
	root: unknown,
	path: string,
	references: string[],
): SimpleNode {
	let node = checkNode(schema, path);
	let followed = references;
	for (let hop = 0; hop < MAX_HOPS; hop++) {
		refuseUnsupported(node, path);
		const keyword = ['$ref', 'allOf', 'anyOf', 'oneOf'].find((key) => key in node);
		if (keyword === undefined) return { node, references: followed };
		const { [keyword]: value, ...rest } = node;
		if (keyword === '$ref') {
			const target = resolveReference(root, value, path);
			followed = followReference(followed, String(value), path);
			node = merge(checkNode(target, path), rest, path);
		} else {
			node = merge(checkNode(getOnlyMember(keyword, value, path), path), rest, path);
		}
	}
	throw new InputError(
		{
			message: 'too many "$ref" or combinations stand in one another',
			hint: 'Write the field out in place.',
		},
		path,
	);
}

function checkNode(schema: unknown, path: string): JsonRecord {
	if (isRecord(schema)) return schema;
	throw new InputError(
		{
			message:
				typeof schema === 'boolean'
					? 'true or false in place of a field is not supported'
					: 'a field must be an object',
			hint: 'Write a field such as { "type": "string" }.',
		},
		path,
	);
}

function refuseUnsupported(node: JsonRecord, path: string): void {
	for (const key of Object.keys(node)) {
		const fix = Object.entries(UNSUPPORTED).find(([name]) => name === key)?.[1];
		if (fix !== undefined)
			throw new InputError({ message: `"${key}" is not supported`, hint: fix }, path);
	}
}

function followReference(references: string[], name: string, path: string): string[] {
	if (name === '#' || references.includes(name)) {
		throw new InputError(
			{
				message: `"$ref" to ${quote(name)} is recursive`,
				hint: 'Write the levels out that the documents really have, five at most.',
			},
			path,
		);
	}
	return [...references, name];
}

/** The one member of a combination, null left out; a real union has no counterpart in Extend. */
function getOnlyMember(keyword: string, members: unknown, path: string): unknown {
	const list: unknown[] = Array.isArray(members) ? members : [];
	const others = keyword === 'allOf' ? list : list.filter((member) => !isNullSchema(member));
	if (others.length === 1) return others[0];
	if (others.length === 0) {
		throw new InputError(
			{ message: `"${keyword}" names no type`, hint: 'Write a type such as { "type": "string" }.' },
			path,
		);
	}
	if (keyword === 'allOf') {
		throw new InputError(
			{
				message: '"allOf" of several schemas is not supported',
				hint: 'Write all fields into one object.',
			},
			path,
		);
	}
	throw new InputError(
		{
			message: `"${keyword}" of several types is not supported`,
			hint: 'Choose one type; use "string" when several kinds of values can occur.',
		},
		path,
	);
}

function isNullSchema(schema: unknown): boolean {
	if (!isRecord(schema)) return false;
	const { type, const: constant, enum: values } = schema;
	if (type !== undefined) return nonNullTypes(type)?.length === 0;
	return constant === null || (Array.isArray(values) && values.length === 1 && values[0] === null);
}

/** Keywords that shape the value: two different ones for one field would contradict each other. */
const SHAPING = ['items', 'enum', 'const', '$ref', 'allOf', 'anyOf', 'oneOf', 'extend:type'];

/**
 * Takes a definition and what stands beside the reference to it; returns both in one node.
 * What stands beside wins for texts such as `description`; properties are put together.
 */
function merge(definition: JsonRecord, beside: JsonRecord, path: string): JsonRecord {
	const twice = SHAPING.find((key) => key in definition && key in beside);
	const typesDiffer =
		'type' in definition &&
		'type' in beside &&
		nonNullTypes(definition.type)?.join() !== nonNullTypes(beside.type)?.join();
	if (twice !== undefined || typesDiffer) {
		throw new InputError(
			{
				message: `"${twice ?? 'type'}" stands beside a reference or combination that has it too`,
				hint: 'Keep one of the two.',
			},
			path,
		);
	}
	const merged = { ...definition, ...beside };
	if (isRecord(definition.properties) && isRecord(beside.properties)) {
		const known = Object.keys(definition.properties);
		const repeated = Object.keys(beside.properties).find((name) => known.includes(name));
		if (repeated !== undefined) {
			throw new InputError(
				{
					message: `the field ${quote(repeated)} is defined twice`,
					hint: 'Keep one of the two definitions.',
				},
				path,
			);
		}
		merged.properties = { ...definition.properties, ...beside.properties };
	}
	if (Array.isArray(definition.required) && Array.isArray(beside.required)) {
		merged.required = [...new Set([...definition.required, ...beside.required])];
	}
	return merged;
}
