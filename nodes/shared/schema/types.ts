import type { JsonRecord } from '../utils/objects';

/** One field of a schema, in the form that Extend takes (Extend docs: extraction/schema). */
export type SchemaNode = JsonRecord;

/** A whole schema in the form that Extend takes: an object with properties. */
export interface ExtendSchema extends SchemaNode {
	type: 'object';
	properties: Record<string, SchemaNode>;
}

export const PRIMITIVE_TYPES = ['string', 'number', 'integer', 'boolean'] as const;
export type PrimitiveType = (typeof PRIMITIVE_TYPES)[number];

/** Where a field stands: a property is nullable, an item of a list is not. */
export type Place = 'property' | 'item';

/** The members of Extend's currency type and their types. */
export const CURRENCY_MEMBERS: Record<string, PrimitiveType> = {
	amount: 'number',
	iso_4217_currency_code: 'string',
};

/** The members of Extend's signature type and their types; `signature_date` is a date as well. */
export const SIGNATURE_MEMBERS: Record<string, PrimitiveType> = {
	printed_name: 'string',
	signature_date: 'string',
	is_signed: 'boolean',
	title_or_role: 'string',
};

/**
 * Takes a type and a place; returns the `type` keyword: with null for a property, without for an
 * item of a list (Extend docs: extraction/schema, primitives must be nullable).
 */
export function primitiveType(type: PrimitiveType, place: Place): PrimitiveType | string[] {
	return place === 'property' ? [type, 'null'] : type;
}

/** Takes a type and a place; returns a field of that type. */
export function primitiveField(type: PrimitiveType, place: Place = 'property'): SchemaNode {
	return { type: primitiveType(type, place) };
}

/** Takes a place; returns a date field, whose value is yyyy-mm-dd. */
export function dateField(place: Place = 'property'): SchemaNode {
	return { ...primitiveField('string', place), 'extend:type': 'date' };
}

/** Returns a currency field: an amount and its ISO 4217 code. */
export function currencyField(): SchemaNode {
	return {
		type: 'object',
		'extend:type': 'currency',
		properties: {
			amount: primitiveField('number'),
			iso_4217_currency_code: primitiveField('string'),
		},
		required: Object.keys(CURRENCY_MEMBERS),
	};
}

/** Returns a signature field: who signed, when, in which role, and whether at all. */
export function signatureField(): SchemaNode {
	return {
		type: 'object',
		'extend:type': 'signature',
		properties: {
			printed_name: primitiveField('string'),
			signature_date: dateField(),
			is_signed: primitiveField('boolean'),
			title_or_role: primitiveField('string'),
		},
		required: Object.keys(SIGNATURE_MEMBERS),
	};
}
