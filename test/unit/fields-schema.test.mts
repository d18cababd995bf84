import {
	NodeHelpers,
	NodeOperationError,
	type IExecuteFunctions,
	type INode,
	type INodeParameters,
	type INodeProperties,
} from 'n8n-workflow';
import { parseJson } from '../../nodes/shared/parameters/parseJson';
import { ItemParameters } from '../../nodes/shared/parameters/nodeParameters';
import { readSchema } from '../../nodes/Extend/parameters/schema/readSchema';
import { schemaProperties } from '../../nodes/Extend/parameters/schema/schemaProperties';
import { InputError } from '../../nodes/shared/errors/inputError';
import { problemOf } from './schema/checks.mts';

const node: INode = {
	id: '1',
	name: 'Extend',
	type: 'extend',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** The two calls that reading parameters makes, answered from stored parameters per item. */
function contextOf(...items: Array<Record<string, unknown>>) {
	return {
		getNode: () => node,
		getNodeParameter: (name: string, item: number, fallback: unknown) =>
			name
				.split('.')
				.reduce<unknown>(
					(value, key) => (value as Record<string, unknown> | undefined)?.[key],
					items[item],
				) ?? fallback,
	} as IExecuteFunctions;
}

const itemOf = (index: number, ...items: Array<Record<string, unknown>>) =>
	new ItemParameters(contextOf(...items), index);

function errorOf(call: () => unknown): NodeOperationError {
	try {
		call();
	} catch (error) {
		if (error instanceof NodeOperationError) return error;
		throw error;
	}
	throw new Error('no error was raised');
}

const text = { type: ['string', 'null'] };
const named = (name: string) =>
	schemaProperties.find((property) => property.name === name) as INodeProperties;
/** the parameters as n8n fills them in, defaults included; hidden ones only if asked for */
const filled = (parameters: INodeParameters, hidden = false) =>
	NodeHelpers.getNodeParameters(schemaProperties, parameters, true, hidden, node, null) as Record<
		string,
		unknown
	>;

describe('the parameters', () => {
	test.each([
		['fields', ['schemaType', 'fieldSet', 'fields', 'extractionRules']],
		['example', ['schemaType', 'jsonExample', 'extractionRules']],
		['json', ['schemaType', 'jsonSchema', 'extractionRules']],
		['none', ['schemaType', 'extractionRules']],
	])('shown for %s', (schemaType, shown) => {
		expect(Object.keys(filled({ schemaType }))).toEqual(shown);
	});

	test('say nothing about resource and operation', () => {
		for (const { displayOptions } of schemaProperties)
			for (const name of Object.keys(displayOptions?.show ?? {}))
				expect(['schemaType', 'fieldSet']).toContain(name);
	});

	test('show choices for a choice and columns for a table only', () => {
		const fields = { field: ['string', 'enum', 'table'].map((type) => ({ name: type, type })) };
		expect(filled({ fields }).fields).toEqual({
			field: [
				{ name: 'string', type: 'string', description: '' },
				{ name: 'enum', type: 'enum', choices: '', choiceDescriptions: '', description: '' },
				{ name: 'table', type: 'table', columns: {}, description: '' },
			],
		});
		const column = { name: 'a', type: 'enum', choices: 'x' };
		const table = {
			field: [{ name: 't', type: 'table', columns: { column: [column, { name: 'b' }] } }],
		};
		expect(filled({ fields: table }).fields).toMatchObject({
			field: [
				{
					columns: {
						column: [
							{ ...column, description: '' },
							{ name: 'b', type: 'string', description: '' },
						],
					},
				},
			],
		});
	});

	test('have sorted types, and no table in a table', () => {
		const [{ values }] = named('fields').options as Array<{ values: INodeProperties[] }>;
		const typesOf = (properties: INodeProperties[]) =>
			(properties.find((property) => property.name === 'type')?.options ?? []) as Array<{
				name: string;
				value: string;
			}>;
		const [{ values: columns }] = values.find((property) => property.name === 'columns')
			?.options as Array<{ values: INodeProperties[] }>;
		const names = typesOf(values).map((type) => type.name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		expect(typesOf(values)).toHaveLength(10);
		expect(typesOf(columns).map((type) => type.value)).toEqual(
			typesOf(values)
				.map((type) => type.value)
				.filter((value) => value !== 'table'),
		);
	});
});

describe('the schema', () => {
	test('comes from the fields', () => {
		const field = [
			{ name: 'a', type: 'string' },
			{ name: 't', type: 'table', columns: { column: [{ name: 'b', type: 'string' }] } },
		];
		expect(readSchema(itemOf(0, { fields: { field } }))).toEqual({
			schema: {
				type: 'object',
				properties: {
					a: text,
					t: { type: 'array', items: { type: 'object', properties: { b: text } } },
				},
			},
		});
	});

	test.each([
		['jsonExample', 'example'],
		['jsonSchema', 'json'],
	])('comes from %s as it stands in a new node', (name, schemaType) => {
		const { schema } = readSchema(itemOf(0, filled({ schemaType })));
		expect(Object.keys(schema?.properties ?? {})).toEqual([
			'invoice_number',
			'invoice_date',
			'total',
			'line_items',
		]);
		expect(schema?.properties.invoice_date).toEqual({ ...text, 'extend:type': 'date' });
		expect(typeof named(name).default).toBe('string');
	});

	test('comes from objects that expressions give', () => {
		expect(
			readSchema(itemOf(0, { schemaType: 'example', jsonExample: { a: 'x' } })).schema?.properties,
		).toEqual({ a: text });
		const jsonSchema = { type: 'object', properties: { a: { type: 'string' } } };
		expect(readSchema(itemOf(0, { schemaType: 'json', jsonSchema })).schema?.properties).toEqual({
			a: text,
		});
	});

	test('comes with rules, which are trimmed, and absent when empty', () => {
		const fields = { field: [{ name: 'a', type: 'string' }] };
		const read = (extractionRules: string) => readSchema(itemOf(0, { fields, extractionRules }));
		expect(read(' Net amounts \n')).toMatchObject({ extractionRules: 'Net amounts', schema: {} });
		expect(Object.keys(read('  '))).toEqual(['schema']);
	});

	test('is read for each item', () => {
		const second = itemOf(
			1,
			{ schemaType: 'example', jsonExample: { a: 1 } },
			{ schemaType: 'example', jsonExample: { b: 1 } },
		);
		expect(Object.keys(readSchema(second).schema?.properties ?? {})).toEqual(['b']);
	});

	test.each([
		[
			'Fields',
			{ fields: {} },
			"Check 'Fields': no fields are defined [item 1]",
			'Add at least one field.',
		],
		[
			'Fields',
			{ fields: { field: [{ name: 'a', type: 'enum' }] } },
			"Check 'Fields': field 1 (a), choices: no choices are defined [item 1]",
			'Add at least one choice.',
		],
		[
			'JSON Example',
			{ schemaType: 'example', jsonExample: '' },
			"Check 'JSON Example': the JSON is empty [item 1]",
			'Enter JSON, e.g. { "total": 12.5 }.',
		],
		[
			'JSON Example',
			{ schemaType: 'example', jsonExample: '{"a":[[1]]}' },
			"Check 'JSON Example': a[]: a list can't directly contain another list [item 1]",
			'Put the inner list in an object, e.g. { "values": [1, 2] }.',
		],
		[
			'JSON Schema',
			{
				schemaType: 'json',
				jsonSchema:
					'{"type":"object","properties":{"total":{"anyOf":[{"type":"string"},{"type":"number"}]}}}',
			},
			`Check 'JSON Schema': properties.total: "anyOf" with several types isn't supported [item 1]`,
			'Choose one type. Use "string" if the values vary.',
		],
		[
			'JSON Schema',
			{ schemaType: 'json', jsonSchema: '{\n  "a": 1,\n}' },
			/^Check 'JSON Schema': the JSON isn't valid at line 3, column 1: .* \[item 1\]$/,
			/^Check for missing commas/,
		],
	])(
		"that is wrong names '%s', the item, the place and what to do",
		(_name, parameters, message, description) => {
			const error = errorOf(() => readSchema(itemOf(1, {}, parameters)));
			expect(error.message).toMatch(message);
			expect(error.description).toMatch(description);
			expect(error.context.itemIndex).toBe(1);
		},
	);
});

describe('JSON', () => {
	test('that is a value already, or text of one, is read', () => {
		expect(parseJson('\n{"a": [1]} ')).toEqual({ a: [1] });
		const value = { a: 1 };
		expect(parseJson(value)).toBe(value);
		expect(parseJson(null)).toBe(null);
	});

	test.each([
		['{"a" 1}', 'line 1, column 6'],
		['{\n  "a": 1,\n  b: 2\n}', 'line 3, column 3'],
		['{"a": 1,\r\n"b": [1, 2}', 'line 2, column 11'],
		['{"a": "x\ny"}', 'line 1, column 9'],
		['{\n"a": 1', 'line 2, column 7'],
		['{\n"a":', 'line 2, column 5'],
	])('%j is refused with the position', (json, position) => {
		const { reason } = problemOf(() => parseJson(json));
		expect(reason).toContain(`valid at ${position}: `);
		expect(reason).not.toMatch(/position \d/);
	});

	test('is refused with the place itself where the runtime gives no position', () => {
		expect(problemOf(() => parseJson('{"a": tru}')).reason).toMatch(
			/^the JSON isn't valid.*: Unexpected token '}'/,
		);
	});
});

test('what is wrong with an input becomes an error with the item; a defect stays what it is', () => {
	const error = errorOf(() =>
		itemOf(2).check('Rows Field', () => {
			throw new InputError({ message: "it's empty", hint: 'Fill it.' });
		}),
	);
	expect(error.message).toBe("Check 'Rows Field': it's empty [item 2]");
	expect(error.context.itemIndex).toBe(2);
	const defect = new TypeError('x is not a function');
	const read = () => {
		throw defect;
	};
	expect(() => itemOf(0).check('Fields', read)).toThrow(defect);
});
