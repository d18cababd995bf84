import { InputError } from '../../errors/inputError';
import type { JsonRecord } from '../../utils/objects';
import { SCHEMA_TYPES, isSchemaType, getNonNullTypes, type SchemaType } from '../keywords';
import { quote } from '../names';
import { TYPE_MESSAGES } from './messages';

const TYPE_LIST = SCHEMA_TYPES.join(', ');

/**
 * The only type of a node besides null. A missing type is inferred from `properties` or `items`. Throws an InputError
 * for several types, an unknown one, and none (Extend docs: extraction/schema, allowed types).
 */
export function inferType(node: JsonRecord, path: string): SchemaType {
	const names = 'type' in node ? getNonNullTypes(node.type) : [];
	if (names === undefined) {
		throw new InputError(TYPE_MESSAGES.notText({ types: TYPE_LIST }), path);
	}
	if (names.length > 1) {
		const quoted = names.map(quote).join(', ');
		throw new InputError(TYPE_MESSAGES.severalTypes({ names: quoted }), path);
	}
	const [name] = names;
	if (name === undefined) return inferFromMembers(node, path);
	if (isSchemaType(name)) return name;
	throw new InputError(TYPE_MESSAGES.unknownType({ name: quote(name), types: TYPE_LIST }), path);
}

function inferFromMembers(node: JsonRecord, path: string): SchemaType {
	if ('properties' in node) return 'object';
	if ('items' in node) return 'array';
	throw new InputError(TYPE_MESSAGES.missingType({ types: TYPE_LIST }), path);
}
