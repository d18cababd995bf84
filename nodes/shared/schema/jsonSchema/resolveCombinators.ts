import { InputError } from '../../errors/inputError';
import { getOwn, isRecord, type JsonRecord } from '../../utils/objects';
import { getNonNullTypes } from '../keywords';
import { quote } from '../names';
import { COMBINATOR_MESSAGES, NODE_MESSAGES, UNSUPPORTED_KEYWORD_HINTS } from './messages';
import { resolveReference } from './references';

/** A node without `$ref` and combinations, and the references that led to it. */
export interface SimpleNode {
	node: JsonRecord;
	references: string[];
}

/** No valid field has more references and combinations inside each other; deeper nesting would take long. */
const MAX_HOPS = 100;

/**
 * The node with `$ref` replaced by its definition, an `allOf` of one schema merged, and an `anyOf` or `oneOf` of one
 * schema and null reduced to that schema. Extend has no such keywords, and only the place of a field decides whether
 * null is allowed (Extend docs: extraction/schema).
 * Throws an InputError for everything that Extend cannot express: boolean schemas, unions, conditions, recursive or
 * external references.
 * @param references that led to the node
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
		checkSupported(node, path);
		const keyword = ['$ref', 'allOf', 'anyOf', 'oneOf'].find((key) => key in node);
		if (keyword === undefined) return { node, references: followed };
		const { [keyword]: value, ...rest } = node;
		if (keyword === '$ref') {
			const target = resolveReference(root, value, path);
			followed = followReference(followed, String(value), path);
			node = mergeAdjacent(checkNode(target, path), rest, path);
		} else {
			node = mergeAdjacent(checkNode(getOnlyMember(keyword, value, path), path), rest, path);
		}
	}
	throw new InputError(COMBINATOR_MESSAGES.tooMany, path);
}

function checkNode(schema: unknown, path: string): JsonRecord {
	if (isRecord(schema)) return schema;
	const isBoolean = typeof schema === 'boolean';
	throw new InputError(isBoolean ? NODE_MESSAGES.booleanSchema : NODE_MESSAGES.notAnObject, path);
}

function checkSupported(node: JsonRecord, path: string): void {
	for (const keyword of Object.keys(node)) {
		const hint = getOwn<string>(UNSUPPORTED_KEYWORD_HINTS, keyword);
		if (hint !== undefined) {
			throw new InputError(COMBINATOR_MESSAGES.unsupported({ keyword, hint }), path);
		}
	}
}

function followReference(references: string[], name: string, path: string): string[] {
	if (name === '#' || references.includes(name)) {
		throw new InputError(COMBINATOR_MESSAGES.recursive({ reference: quote(name) }), path);
	}
	return [...references, name];
}

/** The only member of a combination besides null. Extend has no unions. */
function getOnlyMember(keyword: string, members: unknown, path: string): unknown {
	const all: unknown[] = Array.isArray(members) ? members : [];
	const others = keyword === 'allOf' ? all : all.filter((member) => !isNullSchema(member));
	if (others.length === 1) return others[0];
	if (others.length === 0) {
		throw new InputError(COMBINATOR_MESSAGES.noType({ keyword }), path);
	}
	throw new InputError(
		keyword === 'allOf'
			? COMBINATOR_MESSAGES.severalSchemas
			: COMBINATOR_MESSAGES.union({ keyword }),
		path,
	);
}

function isNullSchema(schema: unknown): boolean {
	if (!isRecord(schema)) return false;
	const { type, const: constant, enum: values } = schema;
	if (type !== undefined) return getNonNullTypes(type)?.length === 0;
	return constant === null || (Array.isArray(values) && values.length === 1 && values[0] === null);
}

/** Keywords that define the shape of the value, so that a field cannot have one of them twice. */
const SHAPING = ['items', 'enum', 'const', '$ref', 'allOf', 'anyOf', 'oneOf', 'extend:type'];

/**
 * A definition merged with the keywords beside the reference to it (`adjacent`). Adjacent texts such as `description`
 * win; properties are combined.
 */
function mergeAdjacent(definition: JsonRecord, adjacent: JsonRecord, path: string): JsonRecord {
	const twice = SHAPING.find((key) => key in definition && key in adjacent);
	const typesDiffer =
		'type' in definition &&
		'type' in adjacent &&
		getNonNullTypes(definition.type)?.join() !== getNonNullTypes(adjacent.type)?.join();
	if (twice !== undefined || typesDiffer) {
		throw new InputError(COMBINATOR_MESSAGES.contradiction({ keyword: twice ?? 'type' }), path);
	}
	const merged = { ...definition, ...adjacent };
	if (isRecord(definition.properties) && isRecord(adjacent.properties)) {
		const known = Object.keys(definition.properties);
		const repeated = Object.keys(adjacent.properties).find((name) => known.includes(name));
		if (repeated !== undefined) {
			throw new InputError(COMBINATOR_MESSAGES.fieldTwice({ name: quote(repeated) }), path);
		}
		merged.properties = { ...definition.properties, ...adjacent.properties };
	}
	if (Array.isArray(definition.required) && Array.isArray(adjacent.required)) {
		merged.required = [...new Set([...definition.required, ...adjacent.required])];
	}
	return merged;
}
