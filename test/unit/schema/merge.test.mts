/** Schemas laid over each other. */
import { fieldsToSchema, mergeSchemas } from '../../../nodes/shared/schema';

const text = { type: ['string', 'null'] };
const schemaOf = (properties: object, more: object = {}) => ({
	type: 'object',
	properties,
	...more,
});
const merged = (before: unknown, given: unknown) =>
	(
		mergeSchemas(schemaOf({ field: before }), schemaOf({ field: given })) as {
			properties: { field: unknown };
		}
	).properties.field;

describe('fields', () => {
	it('that are not given stay, others are added; neither schema is changed', () => {
		const before = schemaOf({ a: text });
		const given = schemaOf({ b: text });
		const copies = structuredClone([before, given]);
		expect(mergeSchemas(before, given)).toEqual(schemaOf({ a: text, b: text }));
		expect([before, given]).toEqual(copies);
	});

	it.each([
		['text instead of a choice', { enum: ['x', null], 'extend:descriptions': ['X'] }, text],
		['a choice instead of text', text, { enum: ['x', null] }],
		['text instead of a date', { ...text, 'extend:type': 'date' }, text],
		['text instead of a table', { type: 'array', items: schemaOf({ a: text }) }, text],
		[
			'a list of texts instead of a table',
			{ type: 'array', items: schemaOf({ a: text }) },
			{ type: 'array', items: { type: 'string' } },
		],
		[
			'an object instead of an amount',
			schemaOf({ amount: text }, { 'extend:type': 'currency', required: ['amount'] }),
			schemaOf({ b: text }),
		],
		[
			'other choices, whose descriptions would be of the old ones',
			{ enum: ['x', 'y', null], 'extend:descriptions': ['X', 'Y'] },
			{ enum: ['z', null] },
		],
	])('%s: nothing of the old type stays', (_name, before, given) => {
		expect(merged(before, given)).toEqual(given);
	});

	it('keep the description and the name for the model that they had, unless new ones are given', () => {
		const before = { ...text, description: 'old', 'extend:name': 'Field' };
		expect(merged(before, { enum: ['x', null] })).toEqual({
			enum: ['x', null],
			description: 'old',
			'extend:name': 'Field',
		});
		expect(merged(before, { ...text, description: 'new' })).toMatchObject({ description: 'new' });
	});

	it('of tables and objects are merged one by one', () => {
		const table = (...names: string[]) => ({
			type: 'array',
			items: schemaOf(Object.fromEntries(names.map((name) => [name, text])), { required: names }),
		});
		expect(merged({ ...table('a'), description: 'Rows' }, table('b'))).toEqual({
			...table('a', 'b'),
			description: 'Rows',
		});
		expect(merged(schemaOf({ a: text }), schemaOf({ b: text }))).toEqual(
			schemaOf({ a: text, b: text }),
		);
	});
});

it('a list of required fields names them all', () => {
	const before = schemaOf({ a: text }, { required: ['a'], additionalProperties: false });
	expect(mergeSchemas(before, schemaOf({ b: text }))).toEqual(
		schemaOf({ a: text, b: text }, { required: ['a', 'b'], additionalProperties: false }),
	);
});

it('names such as constructor and __proto__ are names like others', () => {
	const given = schemaOf(JSON.parse('{ "constructor": {}, "__proto__": {} }') as object);
	const { properties } = mergeSchemas(schemaOf({ a: text }), given) as { properties: object };
	expect(Object.keys(properties)).toEqual(['a', 'constructor', '__proto__']);
});

it('without a schema before, the given one is it', () => {
	const given = fieldsToSchema([{ name: 'a', type: 'string' }]);
	expect(mergeSchemas(undefined, given)).toEqual(given);
});
