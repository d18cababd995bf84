import fc from 'fast-check';
import { exampleToSchema, toExtendSchema } from '../../../nodes/shared/schema';
import { RUNS, frozen, problemOf, resultOf } from './checks.mts';
import { findSchemaProblem } from '../../emulator/validation/extractSchema.mts';

const text = { type: ['string', 'null'] };
const number = { type: ['number', 'null'] };
const date = { type: ['string', 'null'], 'extend:type': 'date' };
const fieldOf = (value: unknown) => exampleToSchema({ a: value }).properties.a;

describe('an example value', () => {
	test.each([
		['text', 'hello', text],
		['ISO date', '2026-03-02', date],
		['leap day', '2024-02-29', date],
		['impossible date', '2026-02-30', text],
		['date with time', '2026-03-02T10:00:00Z', text],
		['whole number', 3, number],
		['number with a fraction', 3.5, number],
		['truth value', true, { type: ['boolean', 'null'] }],
		['null', null, text],
		['empty list', [], { type: 'array', items: { type: 'string' } }],
		['list of texts', ['a', null], { type: 'array', items: { type: 'string' } }],
		['list of whole numbers', [1, 2], { type: 'array', items: { type: 'number' } }],
		[
			'list of dates',
			['2026-03-02'],
			{ type: 'array', items: { type: 'string', 'extend:type': 'date' } },
		],
		[
			'list of a date and a text',
			['2026-03-02', 'soon'],
			{ type: 'array', items: { type: 'string' } },
		],
		['list of a number and a text', [1, 'x'], { type: 'array', items: { type: 'string' } }],
		['object', { b: 1 }, { type: 'object', properties: { b: number } }],
	])('that is a %s', (_title, value, expected) => {
		expect(fieldOf(value)).toEqual(expected);
	});

	test('that has the members of a currency or a signature is one', () => {
		expect(fieldOf({ iso_4217_currency_code: null, amount: 3 })).toMatchObject({
			'extend:type': 'currency',
		});
		expect(fieldOf({ amount: 3, iso_4217_currency_code: 'EUR', vat: 1 })).not.toHaveProperty([
			'extend:type',
		]);
		expect(fieldOf({ amount: 3 })).toEqual({ type: 'object', properties: { amount: number } });
		const signature = {
			printed_name: 'A',
			signature_date: null,
			is_signed: true,
			title_or_role: '',
		};
		expect(fieldOf(signature)).toMatchObject({ 'extend:type': 'signature' });
	});

	test('in a list adds its members to those of the others', () => {
		expect(
			fieldOf([{ b: 'x' }, null, { b: null, c: [{ d: 1 }] }, { c: [{ e: '2026-01-01' }] }]),
		).toEqual({
			type: 'array',
			items: {
				type: 'object',
				properties: {
					b: text,
					c: { type: 'array', items: { type: 'object', properties: { d: number, e: date } } },
				},
			},
		});
	});

	test('of the name of an inherited member is data', () => {
		expect(exampleToSchema({ constructor: 1, toString: 'x' }).properties).toEqual(
			Object.fromEntries([
				['constructor', number],
				['toString', text],
			]),
		);
		expect(fieldOf([{ b: 1 }, { constructor: 'x' }])).toMatchObject({
			items: { properties: { constructor: text } },
		});
	});
});

describe('an example is refused', () => {
	test.each([
		['a list', [{ a: 1 }], '', 'must be an object'],
		['a text', 'hello', '', 'must be an object'],
		['an empty object', {}, '', 'is empty'],
		['an empty object inside', { a: [{ b: {} }] }, 'a[].b', 'is empty'],
		['a list in a list', { a: [[1]] }, 'a[]', 'directly contain another list'],
		[
			'objects beside texts',
			{ a: [{ b: 1 }, 'x'] },
			'a[]',
			'mixes objects, lists, and plain values',
		],
		[
			'a list beside an object',
			{ a: [{ b: [1] }, { b: { c: 1 } }] },
			'a[].b',
			'mixes objects, lists, and plain values',
		],
		['a name with a space', { a: { 'b c': 1 } }, 'a.b c', 'unsupported characters'],
		['a reserved name', JSON.parse('{"a":{"__proto__":{"b":1}}}'), 'a.__proto__', 'reserved'],
		['what is no JSON', { a: () => 1 }, 'a', "isn't supported in JSON"],
		[
			'six levels',
			{ a: { a: { a: { a: { a: { a: { a: 1 } } } } } } },
			'a.a.a.a.a.a',
			'more than 5 levels',
		],
	])('for %s', (_title, example, path, what) => {
		const problem = problemOf(() => exampleToSchema(example));
		expect(problem.path).toBe(path);
		expect(problem.reason).toContain(what);
	});

	test('but five levels are accepted', () => {
		expect(
			findSchemaProblem(exampleToSchema({ a: { a: [{ a: { a: { a: { a: 1 } } } }] } })),
		).toBeUndefined();
	});

	test.each(['{"a":', '[', '{"a":['])(
		'for 10,000 levels of %s, without running out of stack',
		(open) => {
			const close = open
				.replace(/[^[{]/g, '')
				.replace(/\[/g, ']')
				.replace(/\{/g, '}')
				.split('')
				.reverse()
				.join('');
			const deep = JSON.parse(`{"a":${open.repeat(10_000)}1${close.repeat(10_000)}}`);
			problemOf(() => exampleToSchema(deep));
		},
	);

	test('when it contains itself', () => {
		const circle: Record<string, unknown> = {};
		circle.a = [circle];
		problemOf(() => exampleToSchema(circle));
	});
});

const key = fc.oneof(
	{ weight: 30, arbitrary: fc.stringMatching(/^[a-c_-]{1,2}$/) },
	fc.constantFrom('', 'a b', '__proto__', 'constructor'),
);
const value = fc.letrec((tie) => ({
	any: fc.oneof(
		{ maxDepth: 6, depthSize: 'medium' },
		fc.constantFrom('text', '2026-03-02', null, true, 3, 3.5, ''),
		fc.array(tie('any'), { maxLength: 3 }),
		tie('object'),
	),
	object: fc.oneof(
		{ weight: 5, arbitrary: fc.dictionary(key, tie('any'), { maxKeys: 4 }) },
		fc.constantFrom({ amount: 3, iso_4217_currency_code: 'EUR' }, { amount: 'x' }),
	),
})).any;

test('any example gives a schema that Extend accepts, or a problem', () => {
	let accepted = 0;
	fc.assert(
		fc.property(
			fc.oneof(fc.dictionary(key, value, { minKeys: 1, maxKeys: 4 }), value),
			(example) => {
				const schema = resultOf(() => exampleToSchema(frozen(example)));
				if (schema === undefined) return;
				accepted += 1;
				expect(findSchemaProblem(schema)).toBeUndefined();
				expect(Object.keys(schema.properties)).toEqual(Object.keys(example as object));
				expect(toExtendSchema(schema)).toEqual(schema);
			},
		),
		RUNS,
	);
	expect(accepted).toBeGreaterThan(50);
});
