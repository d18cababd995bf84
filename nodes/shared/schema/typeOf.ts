import { InputProblem } from '../problems';
import type { JsonRecord } from '../records';
import { SCHEMA_TYPES, isSchemaType, nonNullTypes, type SchemaType } from './keywords';
import { quoted } from './names';

/**
 * Takes a node of a JSON Schema and its path; returns its one type, null left out. Where the type is
 * missing, `properties` and `items` tell it.
 * Raises an InputProblem for several types, an unknown one, and none (Extend docs:
 * extraction/schema, allowed types).
 */
export function typeOf(node: JsonRecord, path: string): SchemaType {
	const names = 'type' in node ? nonNullTypes(node.type) : [];
	if (names === undefined) {
		throw new InputProblem(
			path,
			'"type" must be a text',
			`Use one of: ${SCHEMA_TYPES.join(', ')}.`,
		);
	}
	if (names.length > 1) {
		throw new InputProblem(
			path,
			`"type" of several types (${names.map(quoted).join(', ')}) is not supported`,
			'Choose one type; use "string" when several kinds of values can occur.',
		);
	}
	const [name] = names;
	if (name === undefined) return impliedType(node, path);
	if (isSchemaType(name)) return name;
	throw new InputProblem(
		path,
		`the type ${quoted(name)} is not known`,
		`Use one of: ${SCHEMA_TYPES.join(', ')}.`,
	);
}

function impliedType(node: JsonRecord, path: string): SchemaType {
	if ('properties' in node) return 'object';
	if ('items' in node) return 'array';
	throw new InputProblem(
		path,
		'"type" is missing',
		`Add "type": one of ${SCHEMA_TYPES.join(', ')}.`,
	);
}
