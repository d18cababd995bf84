import { InputError } from '../../errors/inputError';
import { getNonNullTypes, type SchemaType } from '../keywords';
import { EXTEND_KEYWORD_MESSAGES } from './messages';
import { CURRENCY_MEMBERS, SIGNATURE_MEMBERS, type PrimitiveType, type SchemaNode } from '../types';

/** The JSON Schema type of each of Extend's own types. */
const BASE_TYPES = new Map<unknown, SchemaType>([
	['date', 'string'],
	['currency', 'object'],
	['signature', 'object'],
]);

/** The required members of those of Extend's own types that are objects. */
const MEMBERS = new Map<unknown, Record<string, PrimitiveType>>([
	['currency', CURRENCY_MEMBERS],
	['signature', SIGNATURE_MEMBERS],
]);

/**
 * Throws an InputError when `extend:type` does not fit the node's type (Extend docs: extraction/schema, custom types).
 * Unknown values are accepted, since Extend may add some.
 */
export function checkCustomType(
	customType: unknown,
	type: SchemaType | 'enum',
	path: string,
): void {
	const expectedType = BASE_TYPES.get(customType);
	if (expectedType === undefined || expectedType === type) return;
	const values = { customType: String(customType), type, expectedType };
	throw new InputError(EXTEND_KEYWORD_MESSAGES.typeMismatch(values), path);
}

/**
 * The members that a currency or signature must list as required; undefined for other objects. Throws an InputError
 * when its properties are not exactly those that Extend requires.
 */
export function getCustomMembers(
	customType: unknown,
	properties: Record<string, SchemaNode>,
	path: string,
): string[] | undefined {
	const members = MEMBERS.get(customType);
	if (members === undefined) return undefined;
	const required = Object.entries(members);
	const isExact =
		Object.keys(properties).length === required.length &&
		required.every(([name, type]) => getNonNullTypes(properties[name]?.type)?.join() === type) &&
		(customType !== 'signature' || properties.signature_date?.['extend:type'] === 'date');
	if (isExact) return Object.keys(members);
	const list = required.map(([name, type]) =>
		EXTEND_KEYWORD_MESSAGES.member({ name, type: name === 'signature_date' ? 'date' : type }),
	);
	const values = { customType: String(customType), members: list.join(', ') };
	throw new InputError(EXTEND_KEYWORD_MESSAGES.wrongMembers(values), path);
}
