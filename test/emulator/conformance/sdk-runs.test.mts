import { ExtendClient, type Extend } from 'extend-ai';
import { seededIds } from '../index.mts';
import { invoiceSchema, minimalConfig, useBareEmulator } from '../support/client.mts';
import { makeInvoice, makeText } from '../../samples/index.mts';

const emulator = useBareEmulator();
const client = () =>
	new ExtendClient({ token: emulator.apiKey, environment: emulator.url, maxRetries: 0 });
const json = (output: Extend.ExtractOutput | null) => output as Extend.ExtractOutputJson;

async function uploaded(options = {}) {
	const { pdf, expected } = await makeInvoice(options);
	const file = await client().files.upload(new File([pdf as BlobPart], 'invoice.pdf'), {});
	return { file, expected };
}

describe('extract with the SDK', () => {
	test('by a saved extractor and its version', async () => {
		const { file, expected } = await uploaded({ seed: 11 });
		const run = await client().extract({
			extractor: { id: seededIds.invoices, version: '1.0' },
			file: { id: file.id },
			metadata: { orderRef: 'A-1007' },
		});
		expect(run).toMatchObject({
			object: 'extract_run',
			status: 'PROCESSED',
			metadata: { orderRef: 'A-1007' },
			extractor: { object: 'extractor', id: seededIds.invoices, name: 'Invoices' },
			extractorVersion: {
				object: 'extractor_version',
				version: '1.0',
				extractorId: seededIds.invoices,
			},
			file: { object: 'file', id: file.id, name: 'invoice.pdf', metadata: { pageCount: 1 } },
			files: null,
		});
		expect(json(run.output).value).toEqual({
			invoice_number: expected.invoice_number,
			invoice_date: expected.invoice_date,
			supplier_name: expected.supplier_name,
			total_amount: { amount: expected.total_amount, iso_4217_currency_code: expected.currency },
		});
	});

	test('the version that is meant when none is named is the newest published one', async () => {
		const run = await client().extract({
			extractor: { id: seededIds.invoices },
			file: { text: 'Total: 3.00 EUR' },
		});
		expect(run.extractorVersion?.version).toBe('1.1');
	});

	test('by an inline config, echoed with every key required', async () => {
		const { file, expected } = await uploaded({ seed: 12, locale: 'de' });
		const run = await client().extract({
			config: { schema: invoiceSchema },
			file: { id: file.id },
		});
		expect(run.extractor).toBeNull();
		expect(json(run.output).value.invoice_number).toBe(expected.invoice_number);
		expect((run.config as Extend.ExtractConfigJson).schema).toMatchObject({
			required: Object.keys(invoiceSchema.properties),
			additionalProperties: false,
			properties: { line_items: { items: { additionalProperties: false } } },
		});
	});

	test('without either: the schema is inferred', async () => {
		const run = await client().extract({
			file: { text: 'Delivery note: 5521\nPallets: 12\nPlace: Harbor Lane' },
		});
		expect(json(run.output).value).toEqual({
			delivery_note: '5521',
			pallets: '12',
			place: 'Harbor Lane',
		});
	});

	test('an override replaces the keys it names', async () => {
		const run = await client().extract({
			extractor: { id: seededIds.invoices, overrideConfig: { schema: minimalConfig.schema } },
			file: { text: makeText({ seed: 13 }).text },
		});
		expect(Object.keys(json(run.output).value)).toEqual(['invoice_number']);
		expect((run.config as Extend.ExtractConfigJson).advancedOptions).toEqual({
			citationsEnabled: true,
		});
	});

	test('several files in one run', async () => {
		const [a, b] = [await uploaded({ seed: 14 }), await uploaded({ seed: 15 })];
		const run = await client().extract({
			config: minimalConfig,
			package: { files: [{ id: a.file.id }, { id: b.file.id }] },
		});
		expect(run.file).toBeNull();
		expect(run.files?.map(({ id }) => id)).toEqual([a.file.id, b.file.id]);
		expect(json(run.output).value.invoice_number).toBe(a.expected.invoice_number);
	});
});

describe('extract runs with the SDK', () => {
	test('create, get, list, delete', async () => {
		const { file, expected } = await uploaded({ seed: 16 });
		const started = await client().extractRuns.create({
			config: minimalConfig,
			file: { id: file.id },
		});
		expect(started).toMatchObject({ status: 'PROCESSING', output: null, usage: null });

		const run = await client().extractRuns.retrieve(started.id);
		expect(run.status).toBe('PROCESSED');
		expect(json(run.output).value.invoice_number).toBe(expected.invoice_number);

		const list = await client().extractRuns.list({ status: 'PROCESSED', source: 'API' });
		expect(list.data.map(({ id }) => id)).toEqual([run.id]);
		expect(list.data[0]).not.toHaveProperty('output');
		expect(list.data[0]).not.toHaveProperty('config');
		expect(list.data[0].usage).toEqual({
			credits: run.usage?.credits,
			totalCredits: run.usage?.totalCredits,
		});

		expect(await client().extractRuns.delete(run.id)).toEqual({ id: run.id });
		await expect(client().extractRuns.retrieve(run.id)).rejects.toMatchObject({ statusCode: 404 });
		expect((await client().extractRuns.list()).data).toEqual([]);
	});

	test('createAndPoll waits for the end', async () => {
		emulator.options.pollsUntilDone = 2;
		const polling = { initialDelayMs: 1, maxDelayMs: 2, maxWaitMs: 5000 };
		const run = await client().extractRuns.createAndPoll(
			{ config: minimalConfig, file: { text: 'Invoice No.: 7' } },
			polling,
		);
		expect(run.status).toBe('PROCESSED');
		expect(emulator.requests.filter(({ method }) => method === 'GET')).toHaveLength(3);
	});

	test('a failed run is returned, not thrown', async () => {
		emulator.nextRun({
			status: 'FAILED',
			failureReason: 'PARSING_ERROR',
			failureMessage: 'No luck.',
		});
		const run = await client().extractRuns.createAndPoll({
			config: minimalConfig,
			file: { text: 'x: y' },
		});
		expect(run).toMatchObject({
			status: 'FAILED',
			failureReason: 'PARSING_ERROR',
			failureMessage: 'No luck.',
			output: null,
		});
	});

	test('cancel ends a running run, and only that', async () => {
		emulator.options.pollsUntilDone = 5;
		const { id } = await client().extractRuns.create({
			config: minimalConfig,
			file: { text: 'x: y' },
		});
		expect((await client().extractRuns.cancel(id)).status).toBe('CANCELLED');
		await expect(client().extractRuns.cancel(id)).rejects.toMatchObject({ statusCode: 400 });
		expect((await client().extractRuns.retrieve(id)).status).toBe('CANCELLED');
		expect(emulator.billedRuns()).toEqual([]);
	});

	test('every filter of the list', async () => {
		const make = async (name: string, request: object) =>
			(await client().extract({ file: { text: 'Total: 1.00 EUR', name }, ...request })).id;
		const inline = await make('one.txt', { config: minimalConfig });
		const saved = await make('two.txt', { extractor: { id: seededIds.receipts } });
		const ids = async (query: Extend.ExtractRunsListRequest) =>
			(await client().extractRuns.list(query)).data.map(({ id }) => id);
		expect(await ids({})).toEqual([saved, inline]);
		expect(await ids({ sortBy: 'createdAt', sortDir: 'asc' })).toEqual([inline, saved]);
		expect(await ids({ sortBy: 'updatedAt', sortDir: 'desc' })).toEqual([saved, inline]);
		expect(await ids({ extractorId: seededIds.receipts })).toEqual([saved]);
		expect(await ids({ fileNameContains: 'ONE' })).toEqual([inline]);
		expect(await ids({ status: 'FAILED' })).toEqual([]);
		expect(await ids({ source: 'STUDIO' })).toEqual([]);
		expect(await ids({ batchId: 'bpr_1' })).toEqual([]);
		expect(await ids({ sourceId: 'workflow_1' })).toEqual([]);
	});

	test('the bill: a parse is paid once per file', async () => {
		const { file } = await uploaded({ seed: 17, pages: 2 });
		const first = await client().extract({ config: minimalConfig, file: { id: file.id } });
		const second = await client().extract({ config: minimalConfig, file: { id: file.id } });
		expect(first.usage).toMatchObject({ credits: 4, totalCredits: 6 });
		expect(first.usage?.breakdown?.map(({ object, id }) => [object, id])).toEqual([
			['extract_run', first.id],
			['parse_run', first.parseRunId],
		]);
		expect(second.usage).toMatchObject({ credits: 4, totalCredits: 4 });
		expect(second.parseRunId).toBe(first.parseRunId);
	});
});
