/** The shape of fields and rows: currencies, run details, and what a sheet gets with nothing set. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { createExtendNode, runExtend } from '../support/extendNode.mts';
import { createInvoiceItem, useEmulator } from '../support/fixtures.mts';
import { Extend } from '../support/testedNodes.mts';

const emulator = useEmulator();

let items: INodeExecutionData[];
beforeAll(async () => {
	items = [await createInvoiceItem(1), await createInvoiceItem(2)];
});

const CURRENCY = {
	type: 'object',
	'extend:type': 'currency',
	properties: {
		amount: { type: ['number', 'null'] },
		iso_4217_currency_code: { type: ['string', 'null'] },
	},
};
const SCHEMA = {
	type: 'object',
	properties: {
		number: { type: ['string', 'null'] },
		total: CURRENCY,
		lines: {
			type: 'array',
			items: { type: 'object', properties: { text: { type: ['string', 'null'] }, net: CURRENCY } },
		},
	},
};
const eur = (amount: number) => ({ amount, iso_4217_currency_code: 'EUR' });
const VALUE = {
	number: 'A',
	total: eur(7),
	lines: [
		{ text: 'x', net: eur(3) },
		{ text: 'y', net: null },
	],
};

async function run(parameters: IDataObject, options: IDataObject = {}, value: IDataObject = VALUE) {
	emulator.nextRun({ output: { value, metadata: {} } });
	const { items: out, thrown } = await runExtend({
		emulator,
		items: items.slice(0, 1),
		parameters: {
			extractUsing: 'config',
			schemaType: 'json',
			jsonSchema: JSON.stringify(SCHEMA),
			...parameters,
		},
		options,
	});
	expect(thrown?.message).toBeUndefined();
	return out.map(({ json }) => json);
}
const withoutDetails = ({ _extend, ...fields }: IDataObject) => fields;

it('fields are the default output', () => {
	const { properties } = new Extend().description;
	const outputs = properties.filter(({ name, displayOptions }) => {
		const { show, hide } = displayOptions ?? {};
		return (
			name === 'output' &&
			hide?.['@tool'] !== undefined &&
			show?.operation?.includes('extract') === true
		);
	});
	expect(outputs.map((property) => property.default)).toEqual(['fields']);
	expect(createExtendNode().parameters).not.toHaveProperty('output');
});

it('a table gives plain cells with nothing else set', async () => {
	const rows = await run({ output: 'rows' });
	const details = {
		extend_run_id: emulator.runs()[0].id,
		extend_file_name: '1.txt',
		extend_needs_review: null,
		extend_credits: 3,
	};
	const header = { number: 'A', total: 7, total_currency: 'EUR' };
	expect(rows).toEqual([
		{ ...header, text: 'x', net: 3, net_currency: 'EUR', ...details, extend_row: 1 },
		{ ...header, text: 'y', net: null, net_currency: null, ...details, extend_row: 2 },
	]);
});

it('fields have currencies as two values, also in tables, where the schema says so', async () => {
	const [fields] = await run({ output: 'fields' });
	expect(withoutDetails(fields)).toEqual({
		number: 'A',
		total: 7,
		total_currency: 'EUR',
		lines: [
			{ text: 'x', net: 3, net_currency: 'EUR' },
			{ text: 'y', net: null, net_currency: null },
		],
	});
});

it('a name that is taken gets a number', async () => {
	const properties = { total: CURRENCY, total_currency: { type: ['string', 'null'] } };
	const [fields] = await run(
		{ output: 'fields', jsonSchema: JSON.stringify({ type: 'object', properties }) },
		{},
		{ total: eur(1), total_currency: 'mine' },
	);
	expect(withoutDetails(fields)).toEqual({
		total: 1,
		total_currency_2: 'EUR',
		total_currency: 'mine',
	});
});

it('what only looks like a currency stays as it is where the schema knows better', async () => {
	const properties = {
		total: {
			type: 'object',
			properties: {
				amount: { type: ['number', 'null'] },
				iso_4217_currency_code: { type: ['string', 'null'] },
			},
		},
	};
	const [fields] = await run(
		{ output: 'fields', jsonSchema: JSON.stringify({ type: 'object', properties }) },
		{},
		{ total: eur(1) },
	);
	expect(fields.total).toEqual(eur(1));
});

it('currencies stay objects when asked to', async () => {
	const [fields] = await run({ output: 'fields' }, { currency: 'object' });
	expect(withoutDetails(fields)).toEqual(VALUE);
});

it.each([
	['object', ['_extend']],
	['columns', ['extend_run_id', 'extend_file_name', 'extend_needs_review', 'extend_credits']],
	['none', []],
])('run details of fields as %s', async (runDetails, names) => {
	const [fields] = await run({ output: 'fields' }, { runDetails, currency: 'object' });
	const { number, total, lines, ...details } = fields;
	expect(Object.keys(details)).toEqual(names);
});

it('a field with the name of a column gets another name', async () => {
	const properties = { extend_run_id: { type: ['string', 'null'] } };
	const jsonSchema = JSON.stringify({ type: 'object', properties });
	const value = { extend_run_id: 'mine' };
	const [fields] = await run({ output: 'fields', jsonSchema }, { runDetails: 'columns' }, value);
	expect(fields).toMatchObject({
		field_extend_run_id: 'mine',
		extend_run_id: emulator.runs()[0].id,
	});
});

it('the unchanged run is never touched', async () => {
	const [whole] = await run({ output: 'run' }, { runDetails: 'none', currency: 'columns' });
	expect(whole).toEqual(emulator.runs()[0]);
});
