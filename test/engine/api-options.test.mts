/** Settings of Extend that only some operations have: what is sent, and what comes out. */
import type { IBinaryData, IDataObject } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { byId, getItemError, type RunExtendOptions } from '../support/extendNode.mts';
import {
	BINARY_STORAGES,
	findRequests,
	getRunRequests,
	storeBinary,
	useEmulator,
} from '../support/fixtures.mts';
import { initBinaryData, readBinary } from '../support/harness.mts';
import { makeForm } from '../samples/index.mts';
import { clock } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { runOnTwoInvoices } from '../support/twoInvoices.mts';

const emulator = useEmulator();
useVirtualClock(clock);

const run = async (parameters: IDataObject, more: Partial<RunExtendOptions> = {}) =>
	await runOnTwoInvoices(emulator, parameters, more);
const onError = { onError: 'continueErrorOutput' } as const;
const bodies = (path: string) =>
	findRequests(emulator, 'POST', path).map(({ body }) => body as IDataObject);
const saved: Record<string, IDataObject> = {
	classify: { classifyUsing: 'classifier', classifier: byId(seededIds.documentTypes) },
	extract: { extractUsing: 'extractor', extractor: byId(seededIds.invoices) },
	split: { splitUsing: 'splitter', splitter: byId(seededIds.bundles) },
};
const kinds = { classify: 'classifier', extract: 'extractor', split: 'splitter' } as const;

describe('pages that are read', () => {
	it.each(Object.entries(kinds))(
		'%s sends them beside the pages that are processed',
		async (operation, kind) => {
			const { thrown } = await run({
				operation,
				...saved[operation],
				fileOptions: { pageRanges: '2' },
				parseOptions: { pageRanges: '1-2' },
			});
			expect(thrown).toBeUndefined();
			const sent = bodies(`/${operation}`);
			expect(sent).toHaveLength(2);
			for (const body of sent) {
				expect((body[kind] as IDataObject).overrideConfig).toMatchObject({
					advancedOptions: { pageRanges: [{ start: 2, end: 2 }] },
					parseConfig: { advancedOptions: { pageRanges: [{ start: 1, end: 2 }] } },
				});
			}
		},
	);

	it('a wrong range is reported before anything is sent; Parse has only its own pages', async () => {
		const wrong = await run(
			{ operation: 'extract', ...saved.extract, parseOptions: { pageRanges: '0-1' } },
			{ node: onError },
		);
		expect(wrong.errorItems.map(getItemError)).toMatchObject([
			{ message: expect.stringContaining("Check 'Pages'") },
			{ message: expect.stringContaining('starts before 1') },
		]);
		expect(emulator.requests).toEqual([]);
		await run({
			operation: 'parse',
			fileOptions: { pageRanges: '1' },
			parseOptions: { pageRanges: '9' },
		});
		expect(bodies('/parse')[0].config).toMatchObject({
			advancedOptions: { pageRanges: [{ start: 1, end: 1 }] },
		});
	});
});

it.each([
	[true, [{ type: 'change_tracking' }]],
	['true', [{ type: 'change_tracking' }]],
	[false, []],
])('tracked changes %p are sent as formatting detection', async (value, sent) => {
	await run({ operation: 'parse' }, { options: { formattingDetection: value } });
	expect(bodies('/parse').map(({ config }) => config)).toEqual([
		{ target: 'markdown', advancedOptions: { formattingDetection: sent } },
		{ target: 'markdown', advancedOptions: { formattingDetection: sent } },
	]);
});

describe('data retention of Parse', () => {
	it.each(['sync', 'async'])('is sent beside the configuration (%s)', async (processingMode) => {
		await run({ operation: 'parse' }, { options: { dataRetention: 'zero', processingMode } });
		const sent = bodies(processingMode === 'sync' ? '/parse' : '/parse_runs');
		expect(sent).toHaveLength(2);
		for (const body of sent) {
			expect(body).toMatchObject({
				dataRetention: { mode: 'zero' },
				config: { target: 'markdown' },
			});
			expect(body.config).not.toHaveProperty('dataRetention');
		}
	});

	it('is not sent unless it is set', async () => {
		await run({ operation: 'parse' });
		for (const body of bodies('/parse')) expect(body).not.toHaveProperty('dataRetention');
	});
});

describe('choices with descriptions', () => {
	const choice = (more: IDataObject) => ({
		field: [{ name: 'status', type: 'enum', choices: 'open, paid, re: open', ...more }],
	});
	const getStatus = () =>
		getRunRequests(emulator).map(
			({ config }) =>
				(config as { schema: { properties: { status: IDataObject } } }).schema.properties.status,
		);

	it.each([
		['lines', 're: open: Opened again\nopen:  Not settled yet \n\n'],
		['an object', { open: 'Not settled yet', 're: open': 'Opened again' }],
	])('are sent in the order of the choices, given as %s', async (_name, choiceDescriptions) => {
		const { thrown } = await run({ fields: choice({ choiceDescriptions }) });
		expect(thrown).toBeUndefined();
		expect(getStatus()).toEqual([
			{
				enum: ['open', 'paid', 're: open', null],
				'extend:descriptions': ['Not settled yet', 'paid', 'Opened again'],
			},
			expect.anything(),
		]);
	});

	it('also in columns; without descriptions nothing is sent', async () => {
		const column = [
			{ name: 'unit', type: 'enum', choices: 'kg', choiceDescriptions: 'kg: Weight' },
		];
		const table = { name: 'rows', type: 'table', columns: { column } };
		const { thrown } = await run({ fields: { field: [...choice({}).field, table] } });
		expect(thrown).toBeUndefined();
		expect(getStatus()[0]).toEqual({ enum: ['open', 'paid', 're: open', null] });
		expect(JSON.stringify(getRunRequests(emulator)[0])).toContain(
			'"extend:descriptions":["Weight"]',
		);
	});

	it('of no choice are reported with the field, and nothing is sent', async () => {
		const { errorItems } = await run(
			{ fields: choice({ choiceDescriptions: 'closed: Gone' }) },
			{ node: onError },
		);
		expect(errorItems.map(getItemError)).toMatchObject([
			{
				message: expect.stringContaining('field 1 (status), choice descriptions'),
				description: expect.stringContaining('one line per choice'),
			},
			{ message: expect.stringContaining('"closed: Gone"') },
		]);
		expect(emulator.requests).toEqual([]);
	});
});

describe('IDs of classifications', () => {
	const classes = (...rows: IDataObject[]) => ({ class: rows });
	const define = async (operation: string, rows: IDataObject[], more = {}) =>
		await run({ operation, [`${operation}Using`]: 'config', classes: classes(...rows) }, more);

	it.each([
		['classify', 'classifications'],
		['split', 'splitClassifications'],
	])('%s sends those that are set, and derives the others', async (operation, key) => {
		const { thrown } = await define(operation, [
			{ type: 'Invoice', id: 'INV-1' },
			{ type: 'Credit Note' },
			{ type: 'Rest', id: 'other' },
		]);
		expect(thrown).toBeUndefined();
		for (const { config } of bodies(`/${operation}`)) {
			expect((config as Record<string, IDataObject[]>)[key]).toMatchObject([
				{ id: 'INV-1', type: 'Invoice' },
				{ id: 'credit_note', type: 'Credit Note' },
				{ id: 'other', type: 'Rest' },
				{ id: 'other_type', type: 'other' },
			]);
		}
	});

	it('of Classify come back in the output', async () => {
		const { items } = await define('classify', [
			{ type: 'invoice', id: 'INV-1', description: 'Invoice with number, date, and total' },
		]);
		expect(items.map(({ json }) => json.classificationId)).toEqual(['INV-1', 'INV-1']);
	});

	it('that are there twice are reported before anything is sent', async () => {
		const rows = [
			{ type: 'a', id: 'x' },
			{ type: 'b', id: ' x ' },
		];
		const { errorItems } = await define('classify', rows, { node: onError });
		expect(errorItems.map(getItemError)).toMatchObject([
			{ message: expect.stringContaining('the ID "x" is listed twice') },
			{ message: expect.stringContaining('classification 2') },
		]);
		expect(emulator.requests).toEqual([]);
	});
});

it('Fill Form sends its engine version and rules, and the other settings of its collection', async () => {
	const form = await storeBinary(Buffer.from(await makeForm()), 'form.pdf', 'application/pdf');
	const { thrown } = await run(
		{
			operation: 'edit',
			fillUsing: 'instructions',
			instructions: 'Full name: Ada',
			formOptions: {
				engineVersion: '1.2.0',
				conditionalGenerationEnabled: true,
				flattenPdf: 'false',
				additionalConfig: '{"advancedOptions":{"nativeFieldsOnly":true}}',
			},
		},
		{
			items: [
				{ json: {}, binary: { data: form } },
				{ json: {}, binary: { data: form } },
			],
		},
	);
	expect(thrown).toBeUndefined();
	const config = {
		instructions: 'Full name: Ada',
		engineVersion: '1.2.0',
		advancedOptions: {
			conditionalGenerationEnabled: true,
			flattenPdf: false,
			nativeFieldsOnly: true,
		},
	};
	expect(bodies('/edit_runs').map((body) => body.config)).toEqual([config, config]);
});

describe.each(BINARY_STORAGES)(
	'the result of Parse as a file, in $storage',
	({ mode, settings }) => {
		beforeEach(async () => void (await initBinaryData(mode)));
		const parseToFile = async (
			more: Partial<RunExtendOptions> = {},
			parameters: IDataObject = {},
		) => await run({ operation: 'parse', output: 'file', ...parameters }, { settings, ...more });

		it.each(['sync', 'async'])(
			'is fetched by URL and never part of an answer (%s)',
			async (how) => {
				const { items, thrown } = await parseToFile(
					{ options: { processingMode: how, textFileField: 'text' } },
					{ outputFileField: 'parsed' },
				);
				expect(thrown).toBeUndefined();
				expect(items).toHaveLength(2);
				const runs = new Map(emulator.runs('parse_run').map((one) => [one.id, one]));
				for (const [index, item] of items.entries()) {
					const { _extend: info, _files, ...rest } = item.json as Record<string, IDataObject>;
					expect(rest).toEqual({ pageCount: 1 });
					expect(info).toMatchObject({ fileName: `${index + 1}.txt`, run: { outputUrl: null } });
					// Not 'sig' alone, which an ID may have in it.
					expect(JSON.stringify(item)).not.toMatch(/__files|signature/);
					const files = (_files ?? item.binary) as Record<string, IBinaryData>;
					expect(Object.keys(files)).toEqual(['parsed']);
					expect(files.parsed).toMatchObject({
						fileName: `${index + 1}.json`,
						mimeType: 'application/json',
					});
					const content = JSON.parse((await readBinary(files.parsed)).toString()) as unknown;
					expect(content).toEqual(runs.get(String(info.runId))?.output);
				}
				const asked = emulator.requests.filter(({ path, method }) =>
					how === 'sync' ? path === '/parse' : method === 'GET' && /^\/parse_runs\/pr_/.test(path),
				);
				expect(asked.length).toBeGreaterThanOrEqual(2);
				expect(asked.map(({ query }) => query)).toEqual(asked.map(() => ({ responseType: 'url' })));
				for (const { query } of findRequests(emulator, 'POST', '/parse_runs'))
					expect(query).toEqual({});
			},
		);
	},
);

describe('the result of Parse as a file', () => {
	const parseToFile = async (more: Partial<RunExtendOptions> = {}) =>
		await run({ operation: 'parse', output: 'file' }, more);
	const match = { path: '/__files/outputs/.*' };

	it('is asked for again with a new URL when the storage fails', async () => {
		emulator.faults.add({
			kind: 'status',
			status: 403,
			body: 'expired',
			match,
			times: 1,
		});
		const { items, thrown } = await parseToFile({ options: { concurrency: 1 } });
		expect(thrown).toBeUndefined();
		expect(items.map(({ binary }) => Object.keys(binary ?? {}))).toEqual([['data'], ['data']]);
		expect(findRequests(emulator, 'GET', /^\/parse_runs\/pr_/)).toHaveLength(1);
	});

	it('that cannot be fetched is an error with the run, and the others come', async () => {
		emulator.faults.add({ kind: 'status', status: 404, body: 'gone', match, times: 5 });
		const { items, errorItems } = await parseToFile({ node: onError, options: { concurrency: 1 } });
		expect(items).toHaveLength(1);
		expect(errorItems.map(getItemError)).toMatchObject([
			{
				code: 'DOWNLOAD_FAILED',
				runId: expect.stringMatching(/^pr_/),
				description: expect.stringContaining('Run > Get'),
			},
		]);
	});

	it('of a private host is never requested', async () => {
		const body = {
			object: 'parse_run',
			id: 'pr_evil',
			status: 'PROCESSED',
			output: null,
			outputUrl: 'http://169.254.169.254/latest?sig=topsecret',
		};
		emulator.faults.add({ kind: 'status', status: 200, body, match: { path: '/parse' } });
		const { errorItems } = await parseToFile({ node: onError });
		expect(errorItems.map(getItemError)).toMatchObject([
			{ code: 'DOWNLOAD_FAILED', runId: 'pr_evil' },
			{ code: 'DOWNLOAD_FAILED', runId: 'pr_evil' },
		]);
		expect(JSON.stringify(errorItems)).not.toContain('topsecret');
	});

	it('of a server that sends it in the answer is a file all the same; a failed run has none', async () => {
		const sent = { object: 'parse_run', id: 'pr_1', status: 'PROCESSED', output: { chunks: [] } };
		emulator.faults.add({
			kind: 'status',
			status: 200,
			body: sent,
			match: { path: '/parse' },
			times: 1,
		});
		emulator.faults.add({
			kind: 'status',
			status: 200,
			body: { ...sent, status: 'FAILED', failureReason: 'OCR_ERROR', output: null },
			match: { path: '/parse', after: 0 },
		});
		const { items } = await parseToFile({ options: { onFailedRun: 'return', concurrency: 1 } });
		expect((await readBinary(items[0].binary?.data)).toString()).toBe('{"chunks":[]}');
		expect(items[1].binary).toBeUndefined();
		expect(items[1].json._extend).toMatchObject({ status: 'FAILED', failureReason: 'OCR_ERROR' });
	});

	it('without waiting is the run that was started', async () => {
		const { items } = await run({ operation: 'parse', output: 'file', waitForCompletion: false });
		expect(items.map(({ json, binary }) => [json.object, binary])).toEqual([
			['parse_run', undefined],
			['parse_run', undefined],
		]);
	});
});

describe('a batch has the settings of its operation', () => {
	const batch = async (runType: string, parameters: IDataObject) =>
		await run({ resource: 'batch', operation: 'start', runType, ...parameters });
	const sent = (kind: string) => bodies(`/${kind}_runs/batch`);

	it('Extract: citations, pages, base processor, and parsing', async () => {
		const { thrown } = await batch('extract_run', {
			extractor: byId(seededIds.invoices),
			fileOptions: { pageRanges: '1' },
			extractionOptions: {
				'citations.citationMode': 'word',
				'baseProcessor.baseProcessor': 'extraction_light',
			},
			parseOptions: { pageRotation: true, pageRanges: '1-3' },
		});
		expect(thrown).toBeUndefined();
		expect(sent('extract')).toMatchObject([
			{
				extractor: {
					overrideConfig: {
						baseProcessor: 'extraction_light',
						advancedOptions: {
							citationsEnabled: true,
							citationMode: 'word',
							pageRanges: [{ start: 1, end: 1 }],
						},
						parseConfig: {
							advancedOptions: { pageRotationEnabled: true, pageRanges: [{ start: 1, end: 3 }] },
						},
					},
				},
			},
		]);
	});

	it.each([
		['classify', 'classifier', 'classificationOptions', 'classification_light'],
		['split', 'splitter', 'splitOptions', 'splitting_light'],
	])('%s: pages, base processor, and parsing', async (kind, reference, collection, model) => {
		const { thrown } = await batch(`${kind}_run`, {
			[reference]: saved[kind][reference],
			fileOptions: { pageRanges: '1' },
			[collection]: { 'baseProcessor.baseProcessor': model },
			parseOptions: { pageRotation: true },
		});
		expect(thrown).toBeUndefined();
		expect((sent(kind)[0][reference] as IDataObject).overrideConfig).toMatchObject({
			baseProcessor: model,
			advancedOptions: { pageRanges: [{ start: 1, end: 1 }] },
			parseConfig: { advancedOptions: { pageRotationEnabled: true } },
		});
	});

	it('Parse: parsing options and JSON over them, in one collection', async () => {
		const { thrown } = await batch('parse_run', {
			fileOptions: { pageRanges: '1' },
			parseOptions: {
				'format.target': 'markdown',
				additionalConfig: '{"engine":"parse_light"}',
			},
		});
		expect(thrown).toBeUndefined();
		expect(sent('parse')[0].config).toEqual({
			target: 'markdown',
			engine: 'parse_light',
			advancedOptions: { pageRanges: [{ start: 1, end: 1 }] },
		});
	});
});
