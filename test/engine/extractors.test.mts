/** Extractor > Get, Get Many, Create, Update, Publish Version in the real engine. */
import type { INodeExecutionData } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { clock } from '../support/testedNodes.mts';
import { createInvoicePdfItem, createReceiptItem } from '../support/documentItems.mts';
import { byId, getItemError, runExtend, type RunExtendOptions } from '../support/extendNode.mts';
import { useEmulator } from '../support/fixtures.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator({ extractors: 130 });
useVirtualClock(clock);

const extractor = async (
	operation: string,
	parameters: object = {},
	more: Partial<RunExtendOptions> = {},
) =>
	await runExtend({
		emulator,
		items: [{ json: {} }],
		...more,
		parameters: { resource: 'extractor', operation, ...parameters },
	});
const items = (...json: Array<Record<string, string>>): INodeExecutionData[] =>
	json.map((one) => ({ json: one }));
const posts = () =>
	emulator.requests
		.filter(({ method }) => method === 'POST')
		.map(({ path, body }) => ({ path, body: body as Record<string, any> }));
const FIELDS = { field: [{ name: 'order_number', type: 'string' }] };
const SCHEMA = { type: 'object', properties: { order_number: { type: ['string', 'null'] } } };

it('Get Many reads page after page, up to the limit', async () => {
	const all = await extractor('getAll', { returnAll: true });
	expect(new Set(all.items.map(({ json }) => json.id)).size).toBe(132);
	expect(emulator.requests).toHaveLength(2);
	const some = await extractor('getAll', {
		limit: 2,
		sort: { sortDir: 'asc', sortBy: 'createdAt' },
	});
	expect(some.items.map(({ json }) => json.name)).toEqual(['Invoices', 'Receipts']);
});

describe('Get', () => {
	const both = items({ id: seededIds.invoices, v: '1.0' }, { id: seededIds.receipts, v: 'latest' });

	it('gives each extractor with its draft; another version comes with it', async () => {
		const { items: out } = await extractor(
			'get',
			{ extractor: byId('={{ $json.id }}'), extractorVersion: byId('={{ $json.v }}') },
			{ items: both },
		);
		expect(out.map(({ json }) => json.name)).toEqual(['Invoices', 'Receipts']);
		expect(out[0].json).toMatchObject({
			draftVersion: { version: 'draft', config: { schema: expect.anything() } },
			version: { version: '1.0' },
		});
		const draft = await extractor('get', { extractor: byId(seededIds.invoices) });
		expect(draft.items[0].json).not.toHaveProperty('version');
	});

	it('one that is not there is an error item; the others come out', async () => {
		const node = { onError: 'continueErrorOutput' as const };
		const parameters = { extractor: byId('={{ $json.id }}') };
		const given = items({ id: 'ex_none' }, { id: seededIds.invoices });
		const { items: out, errorItems } = await extractor('get', parameters, { items: given, node });
		expect(out[0].pairedItem).toEqual({ item: 1 });
		expect(getItemError(errorItems[0])).toMatchObject({ code: 'NOT_FOUND', httpCode: 404 });
		const stopped = await extractor('get', parameters, { items: given });
		expect(stopped.thrown?.message).toMatch(/couldn't find this ID \[item 0\]/);
	});
});

describe('Create', () => {
	it('from the fields of the node, one extractor per item', async () => {
		const { items: out, thrown } = await extractor(
			'create',
			{
				extractorName: '={{ $json.name }}',
				createFrom: 'config',
				fields: FIELDS,
				extractionRules: 'Only numbers',
			},
			{
				items: items({ name: 'Orders' }, { name: 'Offers' }),
				options: { 'citations.citationMode': 'line', pageRanges: '1' },
			},
		);
		expect(thrown).toBeUndefined();
		expect(out.map(({ json }) => json.name)).toEqual(['Orders', 'Offers']);
		expect(posts()[0]).toEqual({
			path: '/extractors',
			body: {
				name: 'Orders',
				config: {
					schema: SCHEMA,
					extractionRules: 'Only numbers',
					advancedOptions: {
						citationMode: 'line',
						citationsEnabled: true,
						pageRanges: [{ start: 1, end: 1 }],
					},
				},
			},
		});
	});

	it('empty, and as a copy', async () => {
		await extractor('create', { extractorName: 'Empty', createFrom: 'empty' });
		const from = { createFrom: 'clone', extractor: byId(seededIds.invoices) };
		const { items: out } = await extractor('create', { extractorName: 'Copy', ...from });
		expect(posts().map(({ body }) => body)).toEqual([
			{ name: 'Empty' },
			{ name: 'Copy', cloneExtractorId: seededIds.invoices },
		]);
		expect(JSON.stringify(out[0].json.draftVersion)).toContain('invoice_number');
	});

	it('generated from sample documents that are uploaded', async () => {
		const [first, second] = [await createInvoicePdfItem(1), await createReceiptItem(1)];
		const item = { json: {}, binary: { a: first.binary!.data, b: second.binary!.data } };
		const { items: out } = await extractor(
			'create',
			{
				extractorName: 'Found',
				createFrom: 'generate',
				binaryPropertyName: 'a,b',
				instructions: 'Totals',
			},
			{ items: [item] },
		);
		const [, , request] = posts();
		expect(request.body).toEqual({
			name: 'Found',
			generate: { files: emulator.files().map(({ id }) => ({ id })), instructions: 'Totals' },
		});
		expect(out[0].json).toMatchObject({ name: 'Found', object: 'extractor' });
	});

	it('a lost answer is not sent again: the error says that it may be there', async () => {
		emulator.faults.add({ kind: 'reset', when: 'after', match: { method: 'POST' }, times: 1 });
		const node = { onError: 'continueRegularOutput' as const };
		const { items: out } = await extractor(
			'create',
			{ extractorName: 'X', createFrom: 'empty' },
			{ node },
		);
		expect(getItemError(out[0])).toMatchObject({
			code: 'NO_ANSWER',
			description: expect.stringContaining('The extractor may exist already'),
			retryable: false,
		});
		expect(posts()).toHaveLength(1);
	});

	it.each([
		['no name', { extractorName: ' ', createFrom: 'empty' }, /Check 'Name': it's empty/],
		[
			'six samples',
			{
				extractorName: 'X',
				createFrom: 'generate',
				documentSource: 'fileId',
				fileId: 'a\nb\nc\nd\ne\nf',
			},
			/there are 6 files, but the maximum is 5/,
		],
		[
			'long instructions',
			{
				extractorName: 'X',
				createFrom: 'generate',
				documentSource: 'fileId',
				fileId: 'a',
				instructions: 'x'.repeat(2501),
			},
			/Check 'Instructions': the text has 2501 characters/,
		],
	])('%s is said before anything is sent', async (_name, parameters, message) => {
		const { thrown } = await extractor('create', parameters);
		expect(thrown?.message).toMatch(message);
		expect(emulator.requests).toEqual([]);
	});
});

describe('Update', () => {
	const given = { extractor: byId(seededIds.invoices) };

	it('the name alone leaves the draft as it is', async () => {
		const { items: out } = await extractor('update', {
			...given,
			updateFields: { extractorName: 'Bills' },
		});
		expect(posts()).toEqual([
			{ path: `/extractors/${seededIds.invoices}`, body: { name: 'Bills' } },
		]);
		expect(out[0].json).toMatchObject({ name: 'Bills', id: seededIds.invoices });
	});

	it('fields are added to the draft, or replace it', async () => {
		const change = { ...given, updateConfig: true, fields: FIELDS };
		await extractor('update', change);
		const { properties } = posts()[0].body.config.schema;
		expect(Object.keys(properties)).toEqual(
			expect.arrayContaining(['invoice_number', 'order_number']),
		);
		await extractor('update', { ...change, mergeConfig: false });
		expect(posts()[1].body.config).toEqual({ schema: SCHEMA });
	});

	it('a field that gets another type is replaced; columns of a table are added', async () => {
		const field = [
			{ name: 'invoice_date', type: 'string' },
			{ name: 'total_amount', type: 'enum', choices: 'low, high' },
			{
				name: 'line_items',
				type: 'table',
				columns: { column: [{ name: 'tax', type: 'number' }] },
			},
		];
		const { thrown } = await extractor('update', {
			...given,
			updateConfig: true,
			fields: { field },
		});
		expect(thrown).toBeUndefined();
		const { properties } = posts()[0].body.config.schema;
		expect(properties.invoice_date).toEqual({ type: ['string', 'null'] });
		expect(properties.total_amount).toEqual({ enum: ['low', 'high', null] });
		expect(Object.keys(properties.line_items.items.properties)).toEqual([
			'description',
			'quantity',
			'unit_price',
			'amount',
			'tax',
		]);
	});

	it('nothing to change is said before anything is sent', async () => {
		const { thrown } = await extractor('update', given);
		expect(thrown?.message).toContain('no changes are set [item 0]');
		expect(emulator.requests).toEqual([]);
	});
});

describe('Publish Version', () => {
	it('makes the draft the next version', async () => {
		const { items: out } = await extractor(
			'publish',
			{ extractor: byId(seededIds.invoices), releaseType: 'major' },
			{ options: { description: 'Due date' } },
		);
		expect(out[0].json).toMatchObject({ version: '2.0', description: 'Due date' });
		const minor = await extractor('publish', { extractor: byId(seededIds.invoices) });
		expect(minor.items[0].json).toMatchObject({ version: '2.1', description: null });
	});

	it('an extractor that is not there is an error item', async () => {
		const node = { onError: 'continueRegularOutput' as const };
		const { items: out } = await extractor('publish', { extractor: byId('ex_none') }, { node });
		expect(getItemError(out[0])).toMatchObject({ code: 'NOT_FOUND' });
	});
});
