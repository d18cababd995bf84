import { InputError } from '../errors/inputError';
import { isRecord, getOwn, type JsonRecord } from '../utils/objects';
import { EXAMPLE_MESSAGES } from './messages';
import { checkName, checkNesting, joinPath } from './names';
import { isJsonSchema } from './wrappers';
import {
	CURRENCY_MEMBERS,
	SIGNATURE_MEMBERS,
	createCurrencyField,
	createDateField,
	createPrimitiveField,
	createSignatureField,
	type ExtendSchema,
	type Place,
	type SchemaNode,
} from './types';

type Kind = 'text' | 'date' | 'number' | 'boolean' | 'object' | 'list';

/**
 * The schema for an example of the result.
 * - A text of the form yyyy-mm-dd is a date, any other text a string. A null does not tell the type and gives a
 *   string.
 * - A number is always `number`, never `integer`: another document than that of the example may have 3.5 instead of 3.
 * - `{ amount, iso_4217_currency_code }` is a currency; the four members of a signature are a signature.
 * - Elements of a list are samples of the same thing: their members are merged. An empty list is a list of texts.
 *   Plain values of several types under one name become texts.
 *
 * Throws an InputError with the path for a list in a list, a mixture of objects, lists and plain values under one
 * name, empty objects, names that Extend does not accept, more than MAX_NESTING levels, and an example that is no
 * object.
 */
export function exampleToSchema(example: unknown): ExtendSchema {
	if (!isRecord(example)) {
		throw new InputError(EXAMPLE_MESSAGES.notAnObject);
	}
	if (isJsonSchema(example)) throw new InputError(EXAMPLE_MESSAGES.isSchema);
	return { type: 'object', properties: mergeObjects([example], '', 0) };
}

function mergeObjects(
	samples: JsonRecord[],
	path: string,
	level: number,
): Record<string, SchemaNode> {
	checkNesting(level, path);
	const names = new Set(samples.flatMap((sample) => Object.keys(sample)));
	if (names.size === 0) {
		throw new InputError(EXAMPLE_MESSAGES.emptyObject, path);
	}
	const properties = [...names].map((name): [string, SchemaNode] => {
		checkName(name, joinPath(path, name));
		const values = samples.map((sample) => getOwn(sample, name));
		return [name, inferField(values, joinPath(path, name), level, 'property')];
	});
	return Object.fromEntries(properties);
}

/** The field for all samples of it: together they decide its type. */
function inferField(samples: unknown[], path: string, level: number, place: Place): SchemaNode {
	const values = samples.filter((sample) => sample !== null && sample !== undefined);
	const kinds = new Set(values.map((value) => detectKind(value, path)));
	if (kinds.has('object') || kinds.has('list')) {
		if (kinds.size > 1) {
			throw new InputError(EXAMPLE_MESSAGES.mixedKinds, path);
		}
		return kinds.has('object')
			? createObjectField(values.filter(isRecord), path, level + 1)
			: createListField(values.flat(), path, level, place);
	}
	const [kind, another] = kinds;
	switch (another === undefined ? kind : 'text') {
		case 'date':
			return createDateField(place);
		case 'number':
			return createPrimitiveField('number', place);
		case 'boolean':
			return createPrimitiveField('boolean', place);
		default:
			return createPrimitiveField('string', place);
	}
}

function detectKind(value: unknown, path: string): Kind {
	if (Array.isArray(value)) return 'list';
	if (isRecord(value)) return 'object';
	if (typeof value === 'string') return isIsoDate(value) ? 'date' : 'text';
	if (typeof value === 'number') return 'number';
	if (typeof value === 'boolean') return 'boolean';
	throw new InputError(EXAMPLE_MESSAGES.notJson, path);
}

function isIsoDate(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function createListField(
	elements: unknown[],
	path: string,
	level: number,
	place: Place,
): SchemaNode {
	if (place === 'item') {
		throw new InputError(EXAMPLE_MESSAGES.listInList, path);
	}
	return { type: 'array', items: inferField(elements, `${path}[]`, level, 'item') };
}

function createObjectField(samples: JsonRecord[], path: string, level: number): SchemaNode {
	const properties = mergeObjects(samples, path, level);
	const members = Object.keys(properties);
	if (hasSameMembers(members, CURRENCY_MEMBERS)) return createCurrencyField();
	if (hasSameMembers(members, SIGNATURE_MEMBERS)) return createSignatureField();
	return { type: 'object', properties };
}

function hasSameMembers(names: string[], members: object): boolean {
	const expected = Object.keys(members);
	return names.length === expected.length && expected.every((name) => names.includes(name));
}
