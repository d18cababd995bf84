import type { JsonRecord } from '../utils/objects';

/** One field of a schema in Extend's form (Extend docs: extraction/schema). */
export type SchemaNode = JsonRecord;

/** A whole schema in Extend's form. */
export interface ExtendSchema extends SchemaNode {
	type: 'object';
	properties: Record<string, SchemaNode>;
}

export const PRIMITIVE_TYPES = ['string', 'number', 'integer', 'boolean'] as const;
export type PrimitiveType = (typeof PRIMITIVE_TYPES)[number];

/** The place of a field in the schema: a property is nullable, an item of a list is not. */
export type Place = 'property' | 'item';

/** The members of Extend's currency type. */
export const CURRENCY_MEMBERS: Record<string, PrimitiveType> = {
	amount: 'number',
	iso_4217_currency_code: 'string',
};

/** The members of Extend's signature type; `signature_date` is also a date. */
export const SIGNATURE_MEMBERS: Record<string, PrimitiveType> = {
	printed_name: 'string',
	signature_date: 'string',
	is_signed: 'boolean',
	title_or_role: 'string',
};

/** The `type` keyword: nullable for properties (Extend docs: extraction/schema, primitives must be nullable). */
export function primitiveType(type: PrimitiveType, place: Place): PrimitiveType | string[] {
	return place === 'property' ? [type, 'null'] : type;
}

export function primitiveField(type: PrimitiveType, place: Place = 'property'): SchemaNode {
	return { type: primitiveType(type, place) };
}

/** Its value is yyyy-mm-dd. */
export function dateField(place: Place = 'property'): SchemaNode {
	return { ...primitiveField('string', place), 'extend:type': 'date' };
}

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
