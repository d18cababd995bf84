import fc from 'fast-check';
import { listTables, toExtendSchema } from '../../../nodes/shared/schema';
import { RUNS, frozen, problemOf, resultOf } from './checks.mts';
import { findSchemaProblem } from '../../emulator/validation/extractSchema.mts';

const text = { type: ['string', 'null'] };
const root = (a: unknown, more: object = {}) => ({ type: 'object', properties: { a }, ...more });
const fieldOf = (a: unknown, more: object = {}) =>
	toExtendSchema(frozen(root(a, more))).properties.a;

describe('a field of a JSON Schema', () => {
	test.each([
		['plain text', { type: 'string' }, text],
		['nullable text', { type: ['null', 'string'] }, text],
		['nullable text as in OpenAPI', { type: 'string', nullable: true }, text],
		[
			'number with limits',
			{ type: 'number', minimum: 0, multipleOf: 0.01 },
			{ type: ['number', 'null'] },
		],
		[
			'text with a pattern',
			{ type: 'string', pattern: '^a', maxLength: 3, title: 'A', default: '', examples: ['a'] },
			text,
		],
		['date', { type: 'string', format: 'date' }, { ...text, 'extend:type': 'date' }],
		['date and time', { type: 'string', format: 'date-time' }, text],
		[
			'described',
			{ type: 'string', description: 'Total', 'extend:name': 'Sum' },
			{ ...text, description: 'Total', 'extend:name': 'Sum' },
		],
		['enum', { type: 'string', enum: ['a', 'b'] }, { enum: ['a', 'b', null] }],
		['enum with null', { type: ['string', 'null'], enum: [null, 'a'] }, { enum: [null, 'a'] }],
		['enum of numbers', { type: 'integer', enum: [1, 2.5] }, { enum: ['1', '2.5', null] }],
		[
			'enum with descriptions',
			{ enum: ['a'], 'extend:descriptions': ['A'] },
			{ enum: ['a', null], 'extend:descriptions': ['A'] },
		],
		['constant', { const: 'x' }, { enum: ['x', null] }],
		[
			'list of texts',
			{ type: 'array', items: { type: 'string' }, minItems: 1 },
			{ type: 'array', items: { type: 'string' } },
		],
		[
			'nullable list',
			{ type: ['array', 'null'], items: { type: ['number', 'null'] } },
			{ type: 'array', items: { type: 'number' } },
		],
		[
			'list of dates',
			{ items: { type: 'string', format: 'date' } },
			{ type: 'array', items: { type: 'string', 'extend:type': 'date' } },
		],
		[
			'list of choices',
			{ type: 'array', items: { enum: ['a'] } },
			{ type: 'array', items: { enum: ['a', null] } },
		],
		[
			'nullable object',
			{ type: ['object', 'null'], properties: { b: { type: 'string' } }, required: ['b', 'c'] },
			{ type: 'object', properties: { b: text }, required: ['b'] },
		],
		[
			'object without type',
			{ properties: { b: { type: 'string' } } },
			{ type: 'object', properties: { b: text } },
		],
		[
			'open object',
			{ type: 'object', properties: { b: { type: 'string' } }, additionalProperties: true },
			{ type: 'object', properties: { b: text } },
		],
		[
			'anyOf with null',
			{ anyOf: [{ type: 'string', description: 'in' }, { type: 'null' }] },
			{ ...text, description: 'in' },
		],
		[
			'oneOf with null',
			{ oneOf: [{ enum: [null] }, { const: null }, { type: 'integer' }], description: 'out' },
			{ type: ['integer', 'null'], description: 'out' },
		],
		[
			'anyOf with null, of an item',
			{ items: { anyOf: [{ type: 'string' }, { type: ['null'] }] } },
			{ type: 'array', items: { type: 'string' } },
		],
		[
			'anyOf where "null" is a choice',
			{ anyOf: [{ enum: ['null'] }, { type: 'null' }] },
			{ enum: ['null', null] },
		],
		[
			'allOf of one',
			{
				allOf: [{ type: 'string', description: 'in' }],
				type: ['string', 'null'],
				description: 'out',
			},
			{ ...text, description: 'out' },
		],
		[
			'future marker of Extend',
			{ type: 'string', 'extend:type': 'iban', 'extend:new': 1 },
			{ ...text, 'extend:type': 'iban', 'extend:new': 1 },
		],
	])('that is a %s', (_title, schema, expected) => {
		expect(fieldOf(schema)).toEqual(expected);
	});

	test('that refers to a definition holds it', () => {
		const definitions = {
			address: { type: 'object', properties: { city: { $ref: '#/$defs/a~1b%20c' } } },
			'a/b c': { type: 'string' },
		};
		const expected = { type: 'object', properties: { city: text }, description: 'Home' };
		expect(
			fieldOf({ $ref: '#/$defs/address', description: 'Home' }, { $defs: definitions }),
		).toEqual(expected);
		const all = { allOf: [{ $ref: '#/definitions/address' }], description: 'Home' };
		expect(
			fieldOf(all, { definitions: { ...definitions, 'a/b c': undefined }, $defs: definitions }),
		).toEqual(expected);
	});

	test('may use one definition several times, side by side', () => {
		const schema = {
			type: 'object',
			properties: { a: { $ref: '#/$defs/t' }, b: { $ref: '#/$defs/t' } },
			$defs: { t: { type: 'string' } },
		};
		expect(toExtendSchema(schema)).toEqual({ type: 'object', properties: { a: text, b: text } });
	});

	test('puts together the properties of a definition and those beside it', () => {
		const base = { type: 'object', properties: { b: { type: 'string' } }, required: ['b'] };
		const field = {
			allOf: [{ $ref: '#/$defs/base' }],
			properties: { c: { type: 'string' } },
			required: ['c'],
		};
		expect(fieldOf(field, { $defs: { base } })).toEqual({
			type: 'object',
			properties: { b: text, c: text },
			required: ['b', 'c'],
		});
	});

	test('of the name of an inherited member is data', () => {
		const schema = toExtendSchema(
			JSON.parse(
				'{"type":"object","properties":{"constructor":{"type":"string"},"toString":{"type":"string"}}}',
			),
		);
		expect(Object.keys(schema.properties)).toEqual(['constructor', 'toString']);
		expect(findSchemaProblem(schema)).toBeUndefined();
	});

	test('that is a currency or signature must list its members, and gets them required', () => {
		const currency = {
			type: 'object',
			'extend:type': 'currency',
			properties: { amount: { type: 'number' }, iso_4217_currency_code: { type: 'string' } },
		};
		expect(fieldOf(currency)).toMatchObject({ required: ['amount', 'iso_4217_currency_code'] });
		expect(findSchemaProblem(toExtendSchema(root(currency)))).toBeUndefined();
	});
});

describe('the whole schema', () => {
	test('may itself be a reference', () => {
		expect(toExtendSchema({ $ref: '#/$defs/i', $defs: { i: root({ type: 'string' }) } })).toEqual(
			root(text),
		);
	});

	test('requires every name once', () => {
		expect(toExtendSchema(root(text, { required: ['a', 'b', 'a'] })).required).toEqual(['a']);
	});

	test('loses what only describes the document', () => {
		expect(
			toExtendSchema({
				$schema: 'https://json-schema.org/draft/2020-12/schema',
				$id: 'x',
				title: 'T',
				description: 'D',
				...root({ type: 'string' }),
			}),
		).toEqual(root(text, { description: 'D' }));
	});

	test('of the official SDK passes unchanged', () => {
		const closed = { additionalProperties: false };
		const schema = root(
			{
				type: 'array',
				description: 'Lines',
				items: {
					type: 'object',
					properties: {
						total: {
							type: 'object',
							'extend:type': 'currency',
							properties: { amount: { type: ['number', 'null'] }, iso_4217_currency_code: text },
							required: ['amount', 'iso_4217_currency_code'],
							...closed,
						},
					},
					required: ['total'],
					...closed,
				},
			},
			{ required: ['a'], ...closed },
		);
		expect(toExtendSchema(frozen(schema))).toEqual(schema);
	});
});

const nest = (levels: number, inner: unknown): unknown =>
	levels === 0 ? inner : { type: 'object', properties: { a: nest(levels - 1, inner) } };

describe('a JSON Schema is refused', () => {
	const currency = { type: 'object', 'extend:type': 'currency' };
	const a = 'properties.a';
	test.each([
		[
			'a union',
			{ anyOf: [{ type: 'string' }, { type: 'number' }] },
			a,
			'"anyOf" with several types',
		],
		[
			'alternatives of objects',
			{ oneOf: [nest(1, text), nest(1, text), { type: 'null' }] },
			a,
			'"oneOf" with several types',
		],
		['nothing but null', { anyOf: [{ type: 'null' }] }, a, 'has no type'],
		['several types', { type: ['string', 'number', 'null'] }, a, '("string", "number")'],
		['no type', { description: 'x' }, a, '"type" is missing'],
		['only null', { type: 'null' }, a, '"type" is missing'],
		['an unknown type', { type: 'date' }, a, '"date" isn\'t supported'],
		['a type that is no text', { type: { b: 1 } }, a, '"type" must be text'],
		[
			'allOf of several',
			{ allOf: [{ type: 'string' }, { minLength: 1 }] },
			a,
			'"allOf" with several',
		],
		['tuples', { type: 'array', items: [{ type: 'string' }] }, `${a}.items`, 'per position'],
		['prefixItems', { type: 'array', prefixItems: [] }, a, '"prefixItems"'],
		['not', { not: {} }, a, '"not" isn\'t supported'],
		['conditions', { type: 'string', if: {}, then: {} }, a, '"if" isn\'t supported'],
		['patterns of names', { type: 'object', patternProperties: {} }, a, '"patternProperties"'],
		['true', true, a, 'true or false'],
		['a text as a field', 'string', a, 'must be an object'],
		['a list without items', { type: 'array' }, `${a}.items`, 'no "items"'],
		[
			'a list in a list',
			{ items: { items: { type: 'string' } } },
			`${a}.items`,
			'directly contain another list',
		],
		[
			'an object without properties',
			{ type: 'object', additionalProperties: { type: 'string' } },
			a,
			'no properties',
		],
		[
			'an enum on a list',
			{ type: 'array', enum: ['a'] },
			a,
			'isn\'t supported for the type "array"',
		],
		['an enum that is no list', { enum: 'a' }, a, 'must be a list'],
		['an enum of null', { enum: [null] }, `${a}.enum`, 'no choices'],
		['an enum with a repeated value', { enum: ['1', 1] }, `${a}.enum`, 'listed twice'],
		['an enum that is a date', { enum: ['a'], 'extend:type': 'date' }, a, 'for the type "enum"'],
		[
			'descriptions that are not one for each choice',
			{ enum: ['a', 'b', null], 'extend:descriptions': ['A'] },
			a,
			'an entry per choice',
		],
		['a name for the model that is no text', { ...text, 'extend:name': 1 }, a, '"extend:name"'],
		['a reference that is no text', { $ref: { toString: 1 } }, a, "isn't supported"],
		['an enum of objects', { enum: [{}] }, `${a}.enum[0]`, 'must be text'],
		['a number that has lost digits', { const: 2 ** 53 }, `${a}.const[0]`, 'must be text'],
		['a reference to elsewhere', { $ref: 'https://example.com/x.json' }, a, "isn't supported"],
		['a reference to nothing', { $ref: '#/$defs/none' }, a, "doesn't exist"],
		['a reference to an inherited member', { $ref: '#/constructor' }, a, "doesn't exist"],
		['a reference to the root', { $ref: '#' }, a, 'recursive'],
		['a definition in itself', { $ref: '#/properties/a' }, a, 'recursive'],
		[
			'two types for one field',
			{ type: 'number', anyOf: [{ type: 'string' }] },
			a,
			'"type" is defined twice',
		],
		[
			'two enums for one field',
			{ enum: ['a'], anyOf: [{ enum: ['b'] }] },
			a,
			'"enum" is defined twice',
		],
		[
			'two definitions of a property',
			{ ...(nest(1, text) as object), allOf: [nest(1, text)] },
			a,
			'defined twice',
		],
		[
			'other members of a currency',
			{ ...currency, properties: { amount: { type: 'number' } } },
			a,
			'properties of',
		],
		[
			'a member too many',
			{
				...currency,
				properties: {
					amount: { type: 'number' },
					iso_4217_currency_code: { type: 'string' },
					vat: { type: 'number' },
				},
			},
			a,
			'properties of',
		],
		[
			'other types of members',
			{
				...currency,
				properties: { amount: { type: 'string' }, iso_4217_currency_code: { type: 'string' } },
			},
			a,
			'properties of',
		],
		[
			'a currency that is a number',
			{ type: 'number', 'extend:type': 'currency' },
			a,
			'isn\'t supported for the type "number"',
		],
		[
			'a date that is a number',
			{ type: 'number', 'extend:type': 'date' },
			a,
			"isn't supported for",
		],
		[
			'a signature without a date',
			{
				type: 'object',
				'extend:type': 'signature',
				properties: {
					printed_name: { type: 'string' },
					signature_date: { type: 'string' },
					is_signed: { type: 'boolean' },
					title_or_role: { type: 'string' },
				},
			},
			a,
			'properties of',
		],
		[
			'a name with a space',
			{ type: 'object', properties: { 'b c': text } },
			`${a}.properties.b c`,
			'unsupported characters',
		],
		[
			'a reserved name',
			JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}'),
			`${a}.properties.__proto__`,
			'reserved',
		],
		[
			'six levels',
			nest(6, text),
			'properties.a.properties.a.properties.a.properties.a.properties.a.properties.a',
			'more than 5',
		],
	])('for %s', (_title, schema, path, what) => {
		const problem = problemOf(() => toExtendSchema(frozen(root(schema))));
		expect(problem.path).toBe(path);
		expect(problem.reason).toContain(what);
	});

	test('for a definition that leads back to itself, however long the way', () => {
		const $defs = {
			node: { type: 'object', properties: { next: { $ref: '#/$defs/list' } } },
			list: { type: 'array', items: { $ref: '#/$defs/node' } },
		};
		const problem = problemOf(() => toExtendSchema(root({ $ref: '#/$defs/node' }, { $defs })));
		expect(problem).toMatchObject({
			path: 'properties.a.properties.next.items',
			reason: '"$ref" to "#/$defs/node" is recursive',
		});
	});

	test('for a definition of a list whose items hold it again', () => {
		const $defs = {
			list: {
				type: 'array',
				items: { type: 'object', properties: { next: { $ref: '#/$defs/list' } } },
			},
		};
		const problem = problemOf(() => toExtendSchema(root({ $ref: '#/$defs/list' }, { $defs })));
		expect(problem).toMatchObject({
			path: 'properties.a.items.properties.next',
			reason: '"$ref" to "#/$defs/list" is recursive',
		});
	});

	test.each([
		['an example', { name: 'Ada', items: [{ qty: 1 }], type: 'invoice' }, 'looks like an example'],
		['names and types', { name: 'string' }, 'looks like an example'],
		['a list', [{ name: 'string' }], 'must be an object'],
		['a text', 'x', 'must be an object'],
		['nothing', undefined, 'must be an object'],
		['an empty object', {}, '"type" is missing'],
		['a list at the root', { type: 'array', items: text }, 'must be of type "object"'],
		['an enum at the root', { type: 'string', enum: ['a'] }, 'must be of type "object"'],
		['no properties', { type: 'object' }, 'no properties'],
		['a date at the root', root(text, { 'extend:type': 'date' }), "isn't supported for"],
	])('for %s as the whole', (_title, schema, what) => {
		expect(problemOf(() => toExtendSchema(schema))).toMatchObject({
			path: '',
			reason: expect.stringContaining(what),
		});
	});

	test('but five levels are accepted', () => {
		expect(findSchemaProblem(toExtendSchema(root(nest(5, { type: 'string' }))))).toBeUndefined();
	});

	const wrap = (open: string, close: string) =>
		JSON.parse(
			`{"type":"object","properties":{"a":${open.repeat(10_000)}{"type":"string"}${close.repeat(10_000)}}}`,
		) as unknown;
	test.each([
		['properties', '{"type":"object","properties":{"a":', '}}'],
		['items', '{"type":"array","items":', '}'],
		['anyOf', '{"anyOf":[', ']}'],
		['allOf', '{"allOf":[', ']}'],
		['type', '{"type":[', ']}'],
		['enum', '{"enum":[', ']}'],
	])('for 10,000 levels of %s, without running out of stack', (_name, open, close) => {
		problemOf(() => toExtendSchema(wrap(open, close)));
	});

	test('for a chain of 10,000 references, and for definitions that multiply', () => {
		const chain = Object.fromEntries(
			Array.from({ length: 10_000 }, (_, i) => [`d${i}`, { $ref: `#/$defs/d${i + 1}` }]),
		);
		problemOf(() => toExtendSchema(root({ $ref: '#/$defs/d0' }, { $defs: chain })));

		const many = (name: string) => ({
			type: 'object',
			properties: Object.fromEntries(
				Array.from({ length: 60 }, (_, i) => [`p${i}`, { $ref: `#/$defs/${name}` }]),
			),
		});
		const $defs = { a: many('b'), b: many('c'), c: many('d'), d: many('e'), e: { type: 'string' } };
		expect(
			problemOf(() => toExtendSchema(root({ $ref: '#/$defs/a' }, { $defs }))).reason,
		).toContain('more than 10000 fields');
	});
});

const names = fc.stringMatching(/^[a-cA-C0-9_-]{1,4}$/);
const described = fc.record(
	{ description: fc.string(), 'extend:name': fc.string() },
	{ requiredKeys: [] },
);
const primitive = fc.constantFrom('string', 'number', 'integer', 'boolean');
const choices = fc
	.uniqueArray(fc.string(), { minLength: 1, maxLength: 3 })
	.map((values) => ({ enum: [...values, null] }));

/** Schemas as Extend takes them. */
const { object: subset } = fc.letrec<{ object: object; child: object; list: object }>((tie) => ({
	object: fc
		.tuple(
			fc.dictionary(names, tie('child'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
			described,
			fc.boolean(),
		)
		.map(([properties, more, closed]) => ({
			type: 'object',
			properties,
			...more,
			...(closed ? { required: Object.keys(properties), additionalProperties: false } : {}),
		})),
	child: fc.oneof(
		{ maxDepth: 4, depthSize: 'small' },
		fc
			.tuple(
				fc.oneof(
					primitive.map((type) => ({ type: [type, 'null'] })),
					choices,
				),
				described,
			)
			.map(([node, more]) => ({ ...node, ...more })),
		tie('object'),
		tie('list'),
	),
	list: fc
		.tuple(
			fc.oneof(
				primitive.map((type) => ({ type })),
				choices,
				tie('object'),
				fc.constant({ type: 'string', 'extend:type': 'date' }),
			),
			described,
		)
		.map(([items, more]) => ({ type: 'array', ...more, items })),
}));

test('a schema that Extend accepts passes unchanged', () => {
	let accepted = 0;
	fc.assert(
		fc.property(subset, (schema) => {
			if (findSchemaProblem(schema)) return; // deeper than five levels
			accepted += 1;
			expect(toExtendSchema(frozen(schema))).toEqual(schema);
		}),
		RUNS,
	);
	expect(accepted).toBeGreaterThan(200);
});

const anyName = fc.oneof(
	{ weight: 20, arbitrary: names },
	fc.constantFrom('a b', '__proto__', 'constructor', 'type', 'properties'),
);
const reference = fc
	.constantFrom('#/$defs/x', '#/$defs/y', '#/definitions/x', '#', '#/properties/a', 'other.json')
	.map(($ref) => ({ $ref }));
const anyType = fc.oneof(
	{ weight: 8, arbitrary: primitive },
	{ weight: 3, arbitrary: primitive.map((type) => [type, 'null']) },
	fc.constantFrom('null', 'text', ['string', 'number'], 3),
);
const extras = fc.record(
	{
		description: fc.string(),
		title: fc.string(),
		format: fc.constantFrom('date', 'email'),
		minimum: fc.integer(),
		default: fc.jsonValue(),
		'extend:type': fc.constantFrom('date', 'currency'),
	},
	{ requiredKeys: [] },
);
/** Schemas as people write them: mostly right, often with what Extend does not know. */
const { node } = fc.letrec<{ node: unknown; object: object }>((tie) => ({
	object: fc
		.tuple(
			fc.dictionary(anyName, tie('node'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
			fc.constantFrom(
				{},
				{ type: 'object' },
				{ type: ['object', 'null'] },
				{ additionalProperties: true },
				{ required: ['a'] },
			),
		)
		.map(([properties, more]) => ({ properties, ...more })),
	node: fc.oneof(
		{ maxDepth: 4, depthSize: 'small' },
		{ weight: 8, arbitrary: anyType.map((type) => ({ type })) },
		{ weight: 2, arbitrary: fc.tuple(anyType, extras).map(([type, more]) => ({ type, ...more })) },
		{
			weight: 2,
			arbitrary: fc
				.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxLength: 3 })
				.map((values) => ({ enum: values })),
		},
		{ weight: 2, arbitrary: reference },
		{
			weight: 1,
			arbitrary: fc.oneof(fc.jsonValue(), fc.constantFrom({ not: {} }, { const: 'x' }, {})),
		},
		{ weight: 4, arbitrary: tie('object') },
		{ weight: 3, arbitrary: tie('node').map((items) => ({ type: 'array', items })) },
		{ weight: 2, arbitrary: tie('node').map((inner) => ({ anyOf: [inner, { type: 'null' }] })) },
		{ weight: 1, arbitrary: tie('node').map((inner) => ({ allOf: [inner], description: 'all' })) },
	),
}));
const whole = fc
	.tuple(
		fc.dictionary(anyName, node, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
		node,
		node,
	)
	.map(([properties, x, y]) => ({
		type: 'object',
		properties,
		$defs: { x, y },
		definitions: { x: y },
	}));

test('any JSON Schema gives a schema that Extend accepts, or a problem; converting twice changes nothing', () => {
	let accepted = 0;
	fc.assert(
		fc.property(fc.oneof({ weight: 9, arbitrary: whole }, node), (schema) => {
			const converted = resultOf(() => toExtendSchema(frozen(schema)));
			if (converted === undefined) return;
			accepted += 1;
			expect(findSchemaProblem(converted)).toBeUndefined();
			expect(toExtendSchema(frozen(converted))).toEqual(converted);
		}),
		{ ...RUNS, numRuns: 1000 },
	);
	expect(accepted).toBeGreaterThan(200);
});

describe('lists that can become rows', () => {
	test('are the lists of objects at the top', () => {
		const lines = { type: ['array', 'null'], items: { type: 'object', properties: { a: text } } };
		const schema = {
			type: 'object',
			properties: {
				lines,
				tags: { type: 'array', items: { type: 'string' } },
				deep: root(lines),
				total: text,
			},
		};
		expect(listTables(schema)).toEqual([{ name: 'lines', path: 'lines' }]);
	});

	test.each([
		undefined,
		null,
		[],
		'x',
		{},
		{ properties: [] },
		{ properties: { a: null, b: { type: 'array' } } },
	])('are none in %j', (schema) => {
		expect(listTables(schema)).toEqual([]);
	});
});
