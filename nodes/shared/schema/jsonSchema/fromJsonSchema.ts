import { InputError } from '../../errors/inputError';
import { isRecord, type JsonRecord } from '../../utils/objects';
import { createEnumField, type EnumField } from '../choices';
import { checkCustomType, getCustomMembers } from './customTypes';
import { isPrimitiveType, isSchemaLike, pickKeptKeywords, getNonNullTypes } from '../keywords';
import { checkName, checkNesting, joinPath } from '../names';
import { checkDescriptions, checkExtendKeywords } from './extendKeywords';
import { NODE_MESSAGES, ROOT_MESSAGES } from './messages';
import { resolveCombinators } from './resolveCombinators';
import { inferType } from './inferType';
import { unwrapSchema } from '../wrappers';
import { toTypeKeyword, type ExtendSchema, type Place, type SchemaNode } from '../types';

/** References to references can multiply fields. No document has this many. */
const MAX_FIELDS = 10_000;

interface Conversion {
	root: JsonRecord;
	fields: number;
}

/** The position of a node in the schema. */
interface Position {
	path: string;
	place: Place;
	/** number of objects around the node without the root */
	level: number;
	/** that led to the node */
	references: string[];
}

/**
 * Converts a JSON Schema into the subset that Extend accepts (Extend docs: extraction/schema). A schema in that subset
 * is returned unchanged.
 * - What tools print around a schema is left out (`unwrapSchema`), and types in capitals are taken as Gemini means them.
 * - Properties of a plain type become nullable, items of a list do not; objects and lists are never nullable.
 * - `enum` loses its `type` and gets a null; `const` becomes an enum with one choice. Numbers and booleans in an enum
 *   become texts: see `createEnumField`.
 * - `$ref` within the schema is replaced by its definition. An `anyOf` or `oneOf` of one type and null, and an `allOf`
 *   of one type, are reduced to that type. A text of format `date` becomes Extend's date.
 * - Keywords that only describe or validate (title, default, pattern, minimum, other formats …) are dropped, since
 *   they do not change the shape. `description` and `extend:…` stay; of an object also the existing names in
 *   `required`, and `additionalProperties: false`.
 *
 * Throws an InputError with the path for everything else: unions, conditions, tuples, recursive or external
 * references, lists in lists, names that Extend does not accept, more than MAX_NESTING levels, a root that is no
 * object, a currency or signature with other members.
 */
export function toExtendSchema(entered: unknown): ExtendSchema {
	if (!isRecord(entered)) {
		throw new InputError(ROOT_MESSAGES.notAnObject);
	}
	const jsonSchema = unwrapSchema(entered);
	if (Object.keys(jsonSchema).length > 0 && !isSchemaLike(jsonSchema)) {
		throw new InputError(ROOT_MESSAGES.looksLikeExample);
	}
	const { node, references } = resolveCombinators(jsonSchema, jsonSchema, '', []);
	const position: Position = { path: '', place: 'property', level: 0, references };
	if ('enum' in node || 'const' in node || inferType(node, '') !== 'object') {
		throw new InputError(ROOT_MESSAGES.notOfTypeObject);
	}
	checkExtendKeywords(node, '');
	checkCustomType(node['extend:type'], 'object', '');
	return convertObject(node, position, { root: jsonSchema, fields: 0 });
}

function convertNode(schema: unknown, position: Position, conversion: Conversion): SchemaNode {
	const { path, place } = position;
	conversion.fields += 1;
	if (conversion.fields > MAX_FIELDS) {
		throw new InputError(ROOT_MESSAGES.tooManyFields({ maxFields: MAX_FIELDS }), path);
	}
	const { node, references } = resolveCombinators(
		schema,
		conversion.root,
		path,
		position.references,
	);
	checkExtendKeywords(node, path);
	if ('enum' in node || 'const' in node) return convertEnum(node, path);

	const type = inferType(node, path);
	const kept = pickKeptKeywords(node);
	if (type === 'string' && node.format === 'date') kept['extend:type'] ??= 'date';
	checkCustomType(kept['extend:type'], type, path);
	if (isPrimitiveType(type)) return { type: toTypeKeyword(type, place), ...kept };
	if (type === 'object') {
		checkNesting(position.level + 1, path);
		return convertObject(node, { ...position, level: position.level + 1, references }, conversion);
	}
	return {
		type: 'array',
		...kept,
		items: convertItems(node, { ...position, references }, conversion),
	};
}

function convertEnum(node: JsonRecord, path: string): SchemaNode {
	const types = 'type' in node ? getNonNullTypes(node.type) : [];
	const container = types?.find((type) => type === 'array' || type === 'object');
	if (container !== undefined) {
		throw new InputError(NODE_MESSAGES.enumOnType({ type: container }), path);
	}
	checkCustomType(node['extend:type'], 'enum', path);
	const field = readChoices(node, path);
	checkDescriptions(node, field.enum.length - 1, path);
	return { ...field, ...pickKeptKeywords(node) };
}

function readChoices(node: JsonRecord, path: string): EnumField {
	if ('const' in node) return createEnumField([node.const], joinPath(path, 'const'));
	if (Array.isArray(node.enum)) return createEnumField(node.enum, joinPath(path, 'enum'));
	throw new InputError(NODE_MESSAGES.enumNotList, path);
}

function convertObject(node: JsonRecord, position: Position, conversion: Conversion): ExtendSchema {
	const { path } = position;
	const entries = isRecord(node.properties) ? Object.entries(node.properties) : [];
	if (entries.length === 0) {
		throw new InputError(NODE_MESSAGES.noProperties, path);
	}
	const converted = entries.map(([name, schema]): [string, SchemaNode] => {
		const namePath = joinPath(path, `properties.${name}`);
		checkName(name, namePath);
		return [
			name,
			convertNode(schema, { ...position, path: namePath, place: 'property' }, conversion),
		];
	});
	const properties = Object.fromEntries(converted);
	const names =
		getCustomMembers(node['extend:type'], properties, path) ?? readRequired(node, properties);
	return {
		type: 'object',
		...pickKeptKeywords(node),
		properties,
		...(names === undefined ? {} : { required: names }),
		...(node.additionalProperties === false ? { additionalProperties: false } : {}),
	};
}

function readRequired(node: JsonRecord, properties: object): string[] | undefined {
	if (!Array.isArray(node.required)) return undefined;
	const required = new Set<unknown>(node.required);
	const names = new Set<unknown>(Object.keys(properties));
	return [...required].filter((name): name is string => names.has(name));
}

function convertItems(node: JsonRecord, position: Position, conversion: Conversion): SchemaNode {
	const path = joinPath(position.path, 'items');
	if (Array.isArray(node.items)) {
		throw new InputError(NODE_MESSAGES.tuple, path);
	}
	if (node.items === undefined) {
		throw new InputError(NODE_MESSAGES.noItems, path);
	}
	if (position.place === 'item') {
		throw new InputError(NODE_MESSAGES.listInList, position.path);
	}
	return convertNode(node.items, { ...position, path, place: 'item' }, conversion);
}
