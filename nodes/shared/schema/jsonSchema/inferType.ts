import { InputError } from '../../errors/inputError';
import type { JsonRecord } from '../../utils/objects';
import { SCHEMA_TYPES, isSchemaType, nonNullTypes, type SchemaType } from '../keywords';
import { quote } from '../names';

/**
 * Takes a node of a JSON Schema and its path; returns its one type, null left out. Where the type is
 * missing, `properties` and `items` tell it.
 * Throws an InputError for several types, an unknown one, and none (Extend docs:
 * extraction/schema, allowed types).
 */
export function inferType(node: JsonRecord, path: string): SchemaType {
	const names = 'type' in node ? nonNullTypes(node.type) : [];
	if (names === undefined) {
		throw new InputError(
			{ message: '"type" must be a text', hint: `Use one of: ${SCHEMA_TYPES.join(', ')}.` },
			path,
		);
	}
	if (names.length > 1) {
		throw new InputError(
			{
				message: `"type" of several types (${names.map(quote).join(', ')}) is not supported`,
				hint: 'Choose one type; use "string" when several kinds of values can occur.',
			},
			path,
		);
	}
	const [name] = names;
	if (name === undefined) return impliedType(node, path);
	if (isSchemaType(name)) return name;
	throw new InputError(
		{
			message: `the type ${quote(name)} is not known`,
			hint: `Use one of: ${SCHEMA_TYPES.join(', ')}.`,
		},
		path,
	);
}

function impliedType(node: JsonRecord, path: string): SchemaType {
	if ('properties' in node) return 'object';
	if ('items' in node) return 'array';
	throw new InputError(
		{ message: '"type" is missing', hint: `Add "type": one of ${SCHEMA_TYPES.join(', ')}.` },
		path,
	);
}
