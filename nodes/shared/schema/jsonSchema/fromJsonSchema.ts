import { InputError } from '../../errors/inputError';
import { isRecord, type JsonRecord } from '../../utils/objects';
import { enumField, type EnumField } from '../choices';
import { checkCustomType, customMembers } from './customTypes';
import { isPrimitiveType, isSchemaLike, keptKeywords, nonNullTypes } from '../keywords';
import { checkName, checkNesting, join } from '../names';
import { checkDescriptions, checkOwnKeywords } from './extendKeywords';
import { resolveCombinators } from './resolveCombinators';
import { inferType } from './inferType';
import { primitiveType, type ExtendSchema, type Place, type SchemaNode } from '../types';

/** Definitions that refer to each other can multiply; no document has this many fields. */
const MAX_FIELDS = 10_000;

interface Conversion {
	root: JsonRecord;
	fields: number;
}

/** Where in the schema a node stands. `level` counts the objects around it, the root left out. */
interface Position {
	path: string;
	place: Place;
	level: number;
	references: string[];
}

/**
 * Takes a JSON Schema; returns the same in the subset that Extend accepts (Extend docs:
 * extraction/schema). A schema in that subset comes back unchanged.
 * - Properties of a plain type become nullable, items of a list do not; objects and lists never are.
 * - `enum` loses its `type` and gets a null; `const` is an enum of one. Numbers and booleans in an
 *   enum become texts, since Extend has no others: see `enumField`.
 * - `$ref` within the schema is written out; `anyOf`/`oneOf` of one type and null, and `allOf` of
 *   one, are reduced to it. A text of format `date` becomes Extend's date.
 * - What only describes or validates (title, default, pattern, minimum, other formats …) is dropped:
 *   it changes nothing about the shape. `description` and `extend:…` stay; of an object also
 *   `required`, as far as it names its properties, and `additionalProperties: false`.
 * Throws an InputError with the path for everything else (rule 14): unions, conditions, tuples,
 * recursive or outside references, lists in lists, names, more than five levels, a root that is no
 * object, a currency or signature with other members.
 */
export function toExtendSchema(jsonSchema: unknown): ExtendSchema {
	if (!isRecord(jsonSchema)) {
		throw new InputError({
			message: 'the root must be an object',
			hint: 'Write { "type": "object", "properties": { … } }.',
		});
	}
	if (Object.keys(jsonSchema).length > 0 && !isSchemaLike(jsonSchema)) {
		throw new InputError({
			message: 'this looks like an example, not a JSON Schema',
			hint: 'Choose \'Generate From JSON Example\' under \'Schema Type\', or write { "type": "object", "properties": { … } }.',
		});
	}
	const { node, references } = resolveCombinators(jsonSchema, jsonSchema, '', []);
	const position: Position = { path: '', place: 'property', level: 0, references };
	if ('enum' in node || 'const' in node || inferType(node, '') !== 'object') {
		throw new InputError({
			message: 'the root must be of type "object"',
			hint: 'Wrap it: { "type": "object", "properties": { "items": … } }.',
		});
	}
	checkOwnKeywords(node, '');
	checkCustomType(node['extend:type'], 'object', '');
	return convertObject(node, position, { root: jsonSchema, fields: 0 });
}

function convert(schema: unknown, position: Position, conversion: Conversion): SchemaNode {
	const { path, place } = position;
	conversion.fields += 1;
	if (conversion.fields > MAX_FIELDS) {
		throw new InputError(
			{
				message: `the schema has more than ${MAX_FIELDS} fields`,
				hint: 'Leave out fields, or write out what "$ref" repeats.',
			},
			path,
		);
	}
	const { node, references } = resolveCombinators(
		schema,
		conversion.root,
		path,
		position.references,
	);
	checkOwnKeywords(node, path);
	if ('enum' in node || 'const' in node) return convertEnum(node, path);

	const type = inferType(node, path);
	const kept = keptKeywords(node);
	if (type === 'string' && node.format === 'date') kept['extend:type'] ??= 'date';
	checkCustomType(kept['extend:type'], type, path);
	if (isPrimitiveType(type)) return { type: primitiveType(type, place), ...kept };
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
	const types = 'type' in node ? nonNullTypes(node.type) : [];
	if (types?.some((type) => type === 'array' || type === 'object')) {
		throw new InputError(
			{
				message: `"enum" cannot stand on the type "${types[0]}"`,
				hint: 'Put "enum" into "items", or into a property.',
			},
			path,
		);
	}
	checkCustomType(node['extend:type'], 'enum', path);
	const field = readChoices(node, path);
	checkDescriptions(node, field.enum.length - 1, path);
	return { ...field, ...keptKeywords(node) };
}

function readChoices(node: JsonRecord, path: string): EnumField {
	if ('const' in node) return enumField([node.const], join(path, 'const'));
	if (Array.isArray(node.enum)) return enumField(node.enum, join(path, 'enum'));
	throw new InputError(
		{ message: '"enum" must be a list', hint: 'Write ["open", "paid"], for example.' },
		path,
	);
}

function convertObject(node: JsonRecord, position: Position, conversion: Conversion): ExtendSchema {
	const { path } = position;
	const entries = isRecord(node.properties) ? Object.entries(node.properties) : [];
	if (entries.length === 0) {
		throw new InputError(
			{
				message: 'the object has no properties',
				hint: 'List its fields under "properties"; Extend cannot return fields that are not named.',
			},
			path,
		);
	}
	const converted = entries.map(([name, schema]): [string, SchemaNode] => {
		const namePath = join(path, `properties.${name}`);
		checkName(name, namePath);
		return [name, convert(schema, { ...position, path: namePath, place: 'property' }, conversion)];
	});
	const properties = Object.fromEntries(converted);
	const names =
		customMembers(node['extend:type'], properties, path) ?? readRequired(node, properties);
	return {
		type: 'object',
		...keptKeywords(node),
		properties,
		...(names === undefined ? {} : { required: names }),
		...(node.additionalProperties === false ? { additionalProperties: false } : {}),
	};
}

function readRequired(node: JsonRecord, properties: object): string[] | undefined {
	if (!Array.isArray(node.required)) return undefined;
	const names = Object.keys(properties);
	return [...new Set<string>(node.required)].filter((name) => names.includes(name));
}

function convertItems(node: JsonRecord, position: Position, conversion: Conversion): SchemaNode {
	const path = join(position.path, 'items');
	if (Array.isArray(node.items)) {
		throw new InputError(
			{
				message: '"items" with one schema for each position is not supported',
				hint: 'Use one "items" for all elements, or an object with a name for each.',
			},
			path,
		);
	}
	if (node.items === undefined) {
		throw new InputError(
			{ message: 'the list has no "items"', hint: 'Add "items": { "type": "string" }.' },
			path,
		);
	}
	if (position.place === 'item') {
		throw new InputError(
			{
				message: 'a list cannot stand directly in a list',
				hint: 'Put the inner list into an object with one property.',
			},
			position.path,
		);
	}
	return convert(node.items, { ...position, path, place: 'item' }, conversion);
}
