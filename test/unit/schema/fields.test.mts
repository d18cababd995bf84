import fc from 'fast-check';
import {
	FIELD_TYPES,
	fieldsToSchema,
	toExtendSchema,
	type FieldRow,
} from '../../../nodes/shared/schema';
import { RUNS, frozen, problemOf, resultOf } from './checks.mts';
import { findSchemaProblem } from '../../emulator/validation/extractSchema.mts';

const row = (more: Partial<FieldRow>): FieldRow => ({ name: 'a', type: 'string', ...more });
const fieldOf = (more: Partial<FieldRow>) => fieldsToSchema([row(more)]).properties.a;

describe('a field of the table builder', () => {
	test.each([
		['string', { type: ['string', 'null'] }],
		['number', { type: ['number', 'null'] }],
		['integer', { type: ['integer', 'null'] }],
		['boolean', { type: ['boolean', 'null'] }],
		['date', { type: ['string', 'null'], 'extend:type': 'date' }],
		['list', { type: 'array', items: { type: 'string' } }],
		[
			'currency',
			{
				type: 'object',
				'extend:type': 'currency',
				properties: {
					amount: { type: ['number', 'null'] },
					iso_4217_currency_code: { type: ['string', 'null'] },
				},
				required: ['amount', 'iso_4217_currency_code'],
			},
		],
		[
			'signature',
			{
				type: 'object',
				'extend:type': 'signature',
				properties: {
					printed_name: { type: ['string', 'null'] },
					signature_date: { type: ['string', 'null'], 'extend:type': 'date' },
					is_signed: { type: ['boolean', 'null'] },
					title_or_role: { type: ['string', 'null'] },
				},
				required: ['printed_name', 'signature_date', 'is_signed', 'title_or_role'],
			},
		],
	] as const)('of type %s', (type, expected) => {
		expect(fieldOf({ type })).toEqual(expected);
	});

	test('that is an enum has its choices and a null, but no type', () => {
		const expected = { enum: ['open', 'paid', null] };
		expect(fieldOf({ type: 'enum', choices: ' open, ,paid\n' })).toEqual(expected);
		expect(fieldOf({ type: 'enum', choices: 'open\r\npaid' })).toEqual(expected);
		expect(fieldOf({ type: 'enum', choices: ['open', ' paid ', ''] })).toEqual(expected);
		expect(fieldOf({ type: 'enum', choices: [1, true] })).toEqual({ enum: ['1', 'true', null] });
	});

	test('that is a table is a list of objects', () => {
		const columns = {
			column: [row({ name: 'qty', type: 'integer' }), row({ name: 'tags', type: 'list' })],
		};
		expect(fieldOf({ type: 'table', columns })).toEqual({
			type: 'array',
			items: {
				type: 'object',
				properties: {
					qty: { type: ['integer', 'null'] },
					tags: { type: 'array', items: { type: 'string' } },
				},
			},
		});
	});

	test('keeps its description, trimmed, and loses an empty one', () => {
		expect(fieldOf({ description: ' Total \n' })).toEqual({
			type: ['string', 'null'],
			description: 'Total',
		});
		expect(fieldOf({ description: '  ' })).toEqual({ type: ['string', 'null'] });
	});

	test('without a type is a text, as in the editor', () => {
		expect(fieldsToSchema([{ name: ' total ' } as FieldRow]).properties).toEqual({
			total: { type: ['string', 'null'] },
		});
	});
});

describe('fields are refused', () => {
	const refused = (more: Partial<FieldRow>) =>
		problemOf(() => fieldsToSchema([row({ name: 'first' }), row(more)]));

	test.each<[string, Partial<FieldRow>, string, string]>([
		['an empty name', { name: ' ' }, 'field 2', 'the name is empty'],
		['unsupported characters alone', { name: '合計' }, 'field 2', 'unsupported characters'],
		['a repeated name', { name: 'first' }, 'field 2', 'used twice'],
		['a name that JavaScript keeps for itself', { name: '__proto__' }, 'field 2', 'reserved'],
		[
			'an enum without choices',
			{ type: 'enum', choices: ' , \n' },
			'field 2 (a), choices',
			'no choices',
		],
		[
			'a choice listed twice',
			{ type: 'enum', choices: 'a,b,a' },
			'field 2 (a), choices',
			'"a" is listed twice',
		],
		[
			'a choice that is an object',
			{ type: 'enum', choices: [{}] },
			'field 2 (a), choices[0]',
			'must be text',
		],
		['a table without columns', { type: 'table', columns: {} }, 'field 2 (a)', 'no columns'],
		[
			'a table in a table',
			{ type: 'table', columns: { column: [row({ type: 'table' })] } },
			'field 2 (a), column 1 (a)',
			"can't be a table",
		],
		[
			'a bad name of a column',
			{ type: 'table', columns: { column: [row({}), row({ name: '合計' })] } },
			'field 2 (a), column 2',
			'"合計"',
		],
		[
			'an unknown type',
			{ type: 'text' as FieldRow['type'] },
			'field 2 (a)',
			'"text" isn\'t supported',
		],
	])('for %s', (_title, more, path, what) => {
		const problem = refused(more);
		expect(problem.path).toBe(path);
		expect(problem.reason).toContain(what);
	});

	test('for none at all', () => {
		expect(problemOf(() => fieldsToSchema([])).reason).toBe('no fields are defined');
	});

	test('with a name that would be accepted', () => {
		expect(refused({ name: '合計' }).hint).toBe(
			'Use only letters, digits, "_", and "-", e.g. "my_field".',
		);
		expect(refused({ name: '合'.repeat(500) }).message.length).toBeLessThan(200);
	});
});

test.each([
	['Invoice Number', 'invoice_number'],
	['Größe (cm)', 'gro_e_cm'],
	['  Net — total  ', 'net_total'],
	['N°', 'n'],
	['__Total!', 'total'],
])('a name as people write it is accepted: %s', (name, accepted) => {
	const { properties } = fieldsToSchema([row({ name }), row({ name: 'Total' })]);
	// A name that Extend takes stays as it is.
	expect(Object.keys(properties)).toEqual([accepted, 'Total']);
	expect(properties[accepted]).toMatchObject({ 'extend:name': name.trim() });
	expect(properties.Total).not.toHaveProperty('extend:name');
});

test('columns are named like fields, and names that become one are told', () => {
	const table = row({ type: 'table', columns: { column: [row({ name: 'Unit Price' })] } });
	expect(fieldsToSchema([table]).properties.a).toMatchObject({
		items: { properties: { unit_price: { 'extend:name': 'Unit Price' } } },
	});
	const twice = [row({ name: 'Invoice Number' }), row({ name: 'invoice_number' })];
	expect(problemOf(() => fieldsToSchema(twice)).reason).toContain('used twice');
});

const names = fc.oneof(
	{ weight: 9, arbitrary: fc.stringMatching(/^[a-zA-Z0-9_-]{1,6}$/) },
	fc.constantFrom('', 'a b', '__proto__', 'constructor', 'toString', 'é'),
);
const choices = fc.oneof(
	fc.constantFrom('a,b', 'open\npaid', ''),
	fc.array(fc.oneof(fc.string(), fc.integer())),
);
const leaf = fc.record(
	{ name: names, type: fc.constantFrom(...FIELD_TYPES), description: fc.string(), choices },
	{ requiredKeys: ['name', 'type'] },
);
const rows = fc.array(
	fc.record(
		{
			name: names,
			type: fc.constantFrom(...FIELD_TYPES, 'table' as const),
			description: fc.string(),
			choices,
			columns: fc.record({ column: fc.array(leaf, { maxLength: 4 }) }),
		},
		{ requiredKeys: ['name', 'type', 'choices', 'columns'] },
	),
	{ maxLength: 5 },
);

test('any fields give a schema that Extend accepts, or a problem', () => {
	let accepted = 0;
	fc.assert(
		fc.property(rows, (fields) => {
			const schema = resultOf(() => fieldsToSchema(frozen(fields)));
			if (schema === undefined) return;
			accepted += 1;
			expect(findSchemaProblem(schema)).toBeUndefined();
			const names = Object.keys(schema.properties);
			expect(names).toHaveLength(fields.length);
			for (const { name } of fields.filter((field) => /^[A-Za-z0-9_-]+$/.test(field.name))) {
				expect(names).toContain(name);
			}
			expect(toExtendSchema(schema)).toEqual(schema);
		}),
		RUNS,
	);
	expect(accepted).toBeGreaterThan(50);
});
