/** 'Confidence' as columns: beside each field, in every operation that returns fields, and with the citations it needs. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { callApi, minimalConfig, uploadBytes } from '../emulator/support/client.mts';
import { byId, runExtend } from '../support/extendNode.mts';
import {
	BINARY_STORAGES,
	createInvoiceItem,
	findRequests,
	getRunRequests,
	useEmulator,
} from '../support/fixtures.mts';
import { initBinaryData } from '../support/harness.mts';
import { TriggerHost } from '../support/triggerHost.mts';
import { SAVED_EXTRACTOR } from '../support/invoiceRuns.mts';
import { clock } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

useVirtualClock(clock);

const emulator = useEmulator();

let items: INodeExecutionData[];
beforeEach(async () => {
	await initBinaryData('filesystem');
	items = await Promise.all([1, 2].map(async (number) => await createInvoiceItem(number)));
});

const TEXT = { type: ['string', 'null'] };
const CURRENCY = {
	type: 'object',
	'extend:type': 'currency',
	properties: { amount: { type: ['number', 'null'] }, iso_4217_currency_code: TEXT },
};
const row = { type: 'object', properties: { text: TEXT, net: CURRENCY } };
const SCHEMA = {
	type: 'object',
	properties: {
		number: TEXT,
		total: CURRENCY,
		address: { type: 'object', properties: { city: TEXT } },
		tags: { type: 'array', items: { type: 'string' } },
		lines: { type: 'array', items: row },
	},
};
const eur = (amount: number) => ({ amount, iso_4217_currency_code: 'EUR' });
const OUTPUT = {
	value: {
		number: 'A',
		total: eur(7),
		address: { city: null },
		tags: ['x', 'y'],
		lines: [
			{ text: 'x', net: eur(3) },
			{ text: 'y', net: null },
		],
	},
	metadata: {
		number: { ocrConfidence: 0.99, logprobsConfidence: 0.9 },
		total: { ocrConfidence: 0.97, citations: [] },
		'total.amount': { ocrConfidence: 0.6 },
		'tags[1]': { ocrConfidence: 0.5 },
		lines: { ocrConfidence: 0.1 },
		// Citations of whole rows: their cells have no confidence of their own.
		'lines[0]': { ocrConfidence: 0.8 },
		'lines[1]': { ocrConfidence: null },
		'lines[1].text': { ocrConfidence: 0.7 },
	},
};
const HEADER = {
	number: 'A',
	number_confidence: 0.9,
	total: 7,
	total_currency: 'EUR',
	total_confidence: 0.6,
	address: { city: null, city_confidence: null },
	address_confidence: null,
	tags: ['x', 'y'],
	tags_confidence: 0.5,
};
const LINES = [
	{ text: 'x', text_confidence: 0.8, net: 3, net_currency: 'EUR', net_confidence: 0.8 },
	{ text: 'y', text_confidence: 0.7, net: null, net_currency: null, net_confidence: null },
];

const COLUMNS = { confidence: 'columns' };
const CONFIGURED = {
	extractUsing: 'config',
	schemaType: 'json',
	jsonSchema: JSON.stringify(SCHEMA),
};
const giveBoth = (output: object = OUTPUT) => items.forEach(() => emulator.nextRun({ output }));
async function run(parameters: IDataObject = {}, options: IDataObject = {}) {
	return await runExtend({
		emulator,
		items,
		parameters: { ...CONFIGURED, output: 'fields', ...parameters },
		options: { ...COLUMNS, runDetails: 'none', ...options },
	});
}
const jsons = (list: INodeExecutionData[]) => list.map(({ json }) => json);

it('fields have their confidence beside them, also in objects and tables', async () => {
	giveBoth();
	const { items: out } = await run();
	const expected = { ...HEADER, lines: LINES, lines_confidence: 0.7 };
	expect(jsons(out)).toEqual([expected, expected]);
	// Sheets derive their columns from the order.
	expect(Object.keys(out[0].json)).toEqual(Object.keys(expected));
	expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
});

it('rows have the confidences of their own fields, and of those beside the table', async () => {
	giveBoth();
	const { items: out } = await run({ output: 'rows' });
	const expected = LINES.map((line) => ({ ...HEADER, ...line }));
	expect(jsons(out)).toEqual([...expected, ...expected]);
});

it('rows of a list of texts have the confidence of each text', async () => {
	giveBoth({ value: { tags: ['x', 'y'] }, metadata: { 'tags[1]': { ocrConfidence: 0.5 } } });
	const jsonSchema = JSON.stringify({ ...SCHEMA, properties: { tags: SCHEMA.properties.tags } });
	const { items: out } = await run({
		output: 'rows',
		jsonSchema,
		rowsField: byId('tags'),
	});
	expect(jsons(out).slice(0, 2)).toEqual([
		{ tags: 'x', tags_confidence: null },
		{ tags: 'y', tags_confidence: 0.5 },
	]);
});

it('currencies as objects are one value', async () => {
	giveBoth();
	const { items: out } = await run({}, { currency: 'object' });
	expect(out[0].json).toMatchObject({
		total: eur(7),
		total_confidence: 0.6,
		lines: [{ net: eur(3), net_confidence: 0.8 }, { net_confidence: null }],
	});
});

it('names that are taken get a number, in all rows the same', async () => {
	const value = { a: '1', a_confidence: 'mine', t: [{ b: '2' }, { b: '3', b_confidence: 'mine' }] };
	giveBoth({ value, metadata: { a: { ocrConfidence: 0.4 } } });
	const { items: out } = await run({
		jsonSchema: JSON.stringify({ type: 'object', properties: { a: TEXT } }),
	});
	expect(out[0]?.json).toEqual({
		a: '1',
		a_confidence_2: 0.4,
		a_confidence: 'mine',
		a_confidence_confidence: null,
		t: [
			{ b: '2', b_confidence_2: null },
			{ b: '3', b_confidence_2: null, b_confidence: 'mine', b_confidence_confidence: null },
		],
		t_confidence: null,
	});
});

it('without scores, and in documents that lack a field, the columns are there and empty', async () => {
	giveBoth({ value: { number: null, total: null, lines: null }, metadata: {} });
	const { items: out } = await run();
	expect(out[0].json).toEqual({
		number: null,
		number_confidence: null,
		total: null,
		total_currency: null,
		total_confidence: null,
		lines: null,
		lines_confidence: null,
	});
});

it('is off by default, and never changes a raw run', async () => {
	giveBoth();
	for (const confidence of ['off', '', undefined]) {
		const { items: out } = await run({}, { confidence });
		expect(Object.keys(out[0].json).join()).not.toContain('_confidence');
	}
	emulator.requests.length = 0;
	const { items: raw } = await run({ output: 'run' });
	const sent = emulator.runs().find(({ id }) => id === raw[0].json.id);
	expect(raw[0].json).toEqual(JSON.parse(JSON.stringify(sent)));
	for (const { config } of getRunRequests(emulator))
		expect(config).not.toHaveProperty('advancedOptions');
});

it.each<[string, IDataObject, IDataObject, IDataObject | undefined]>([
	['turns citations on', CONFIGURED, {}, { citationsEnabled: true }],
	['turns citations on for a saved extractor', SAVED_EXTRACTOR, {}, { citationsEnabled: true }],
	[
		'leaves citations off where they were turned off',
		CONFIGURED,
		{ 'citations.citationMode': 'off' },
		{ citationsEnabled: false },
	],
	['leaves citations alone when it is off', CONFIGURED, { confidence: 'off' }, undefined],
])('%s', async (_what, parameters, options, expected) => {
	await run(parameters, options);
	for (const { config, extractor } of getRunRequests(emulator)) {
		const sent = (config ?? (extractor as IDataObject).overrideConfig) as IDataObject | undefined;
		if (expected) expect(sent?.advancedOptions).toMatchObject(expected);
		else expect(sent).not.toHaveProperty('advancedOptions');
	}
});

it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
	'an error item has no columns: %s',
	async (onError) => {
		emulator.nextRun({
			match: { fileName: '1.txt' },
			status: 'FAILED',
			failureReason: 'OCR_ERROR',
		});
		emulator.nextRun({ match: { fileName: '2.txt' }, output: OUTPUT });
		const { items: out, errorItems } = await runExtend({
			emulator,
			items,
			parameters: { ...CONFIGURED, output: 'fields' },
			options: COLUMNS,
			node: { onError },
		});
		const all = [...out, ...errorItems];
		expect(all).toHaveLength(2);
		for (const { json } of all) expect('number_confidence' in json).toBe(json.error === undefined);
	},
);

it.each(BINARY_STORAGES)('the input file goes along: $storage', async ({ mode, settings }) => {
	await initBinaryData(mode);
	items = [await createInvoiceItem(1)];
	giveBoth();
	const { items: out } = await runExtend({
		emulator,
		items,
		parameters: { ...CONFIGURED, output: 'fields' },
		options: { ...COLUMNS, includeInputFile: true },
		settings,
	});
	expect(out[0].json.number_confidence).toBe(0.9);
	expect(out[0].binary ?? out[0].json._files).toBeDefined();
});

describe('other operations', () => {
	const EXPECTED = [0.9, 0.9];
	const confidences = (out: INodeExecutionData[]) => out.map(({ json }) => json.number_confidence);

	it('Run > Get and Wait', async () => {
		giveBoth();
		await run({}, { confidence: 'off' });
		items = emulator.runs().map(({ id }) => ({ json: { id } }));
		for (const operation of ['get', 'wait']) {
			const { items: out } = await run({ resource: 'run', operation, runId: '={{ $json.id }}' });
			expect(confidences(out)).toEqual(EXPECTED);
		}
	});

	it('Batch > Run, which turns citations on, and Get Results', async () => {
		giveBoth();
		const batch = { resource: 'batch', operation: 'start', ...SAVED_EXTRACTOR };
		const { items: out } = await run(batch);
		expect(confidences(out)).toEqual(EXPECTED);
		const [{ body }] = findRequests(emulator, 'POST', '/extract_runs/batch');
		expect(body).toMatchObject({
			extractor: { overrideConfig: { advancedOptions: { citationsEnabled: true } } },
		});
		const [{ query }] = findRequests(emulator, 'GET', '/extract_runs');
		items = items.slice(0, 1);
		const { batchId } = query as { batchId: string };
		const again = await run({ resource: 'batch', operation: 'getResults', batchId });
		expect(confidences(again.items)).toEqual(EXPECTED);
	});

	it('Workflow > Run, for its extraction', async () => {
		const { items: out } = await run({
			resource: 'workflow',
			operation: 'run',
			workflow: byId(seededIds.plain),
		});
		expect(out).toHaveLength(2);
		for (const { json } of out) {
			expect(json).toHaveProperty('invoice_number');
			expect(json).toHaveProperty('invoice_number_confidence');
		}
	});

	it('the trigger', async () => {
		emulator.nextRun({ output: OUTPUT });
		const events = ['extract_run.processed'];
		const parameters = { events, output: 'fields', outputOptions: COLUMNS };
		const host = await new TriggerHost({ emulator, parameters }).start();
		try {
			await host.activate();
			const id = await uploadBytes(emulator, 'a.txt', 'Number: 1');
			await callApi(emulator, 'POST', '/extract', { file: { id }, config: minimalConfig });
			await emulator.waitForDeliveries();
			expect(host.items.map((json) => json.number_confidence)).toEqual([0.9]);
		} finally {
			await host.close();
		}
	});
});
