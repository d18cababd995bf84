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
export function toTypeKeyword(type: PrimitiveType, place: Place): PrimitiveType | string[] {
	return place === 'property' ? [type, 'null'] : type;
}

export function createPrimitiveField(type: PrimitiveType, place: Place = 'property'): SchemaNode {
	return { type: toTypeKeyword(type, place) };
}

/** Its value is yyyy-mm-dd. */
export function createDateField(place: Place = 'property'): SchemaNode {
	return { ...createPrimitiveField('string', place), 'extend:type': 'date' };
}

export function createCurrencyField(): SchemaNode {
	return {
		type: 'object',
		'extend:type': 'currency',
		properties: {
			amount: createPrimitiveField('number'),
			iso_4217_currency_code: createPrimitiveField('string'),
		},
		required: Object.keys(CURRENCY_MEMBERS),
	};
}

export function createSignatureField(): SchemaNode {
	return {
		type: 'object',
		'extend:type': 'signature',
		properties: {
			printed_name: createPrimitiveField('string'),
			signature_date: createDateField(),
			is_signed: createPrimitiveField('boolean'),
			title_or_role: createPrimitiveField('string'),
		},
		required: Object.keys(SIGNATURE_MEMBERS),
	};
}
