/** What Extend is asked for: exactly one way to extract, every option in its place, and nothing that nobody set. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { invoiceConfigs, seededIds } from '../emulator/state/seeds.mts';
import {
	byId,
	getItemError,
	runExtend,
	typedId,
	type RunExtendOptions,
} from '../support/extendNode.mts';
import {
	createInvoiceItem,
	getRunRequests,
	findRequests,
	useEmulator,
} from '../support/fixtures.mts';
import { listOptions } from '../support/placeOptions.mts';
import { SAVED_EXTRACTOR } from '../support/invoiceRuns.mts';

const emulator = useEmulator();

const text = { type: ['string', 'null'] };
const list = (value: string) => ({ __rl: true, mode: 'list', value });
const ONE_FIELD = { field: [{ name: 'a', type: 'string', description: '' }] };
const ONE_SCHEMA = { type: 'object', properties: { a: text } };
const INLINE = { extractUsing: 'config', schemaType: 'fields', fields: ONE_FIELD };
const INFERRED = { extractUsing: 'infer' };

let items: INodeExecutionData[];
beforeAll(async () => {
	items = [await createInvoiceItem(1), await createInvoiceItem(2)];
});

/** Runs the node; returns what was asked of Extend for the first item, besides file and metadata. */
async function asked(parameters: IDataObject, options: IDataObject = {}): Promise<IDataObject> {
	const result = await runExtend({ emulator, items: [items[0]], parameters, options });
	expect(result.thrown?.message).toBeUndefined();
	const { file, metadata, ...body } = getRunRequests(emulator).at(-1) as IDataObject;
	return body;
}

/** The items with a value each, for expressions. */
const withValues = (...values: unknown[]): INodeExecutionData[] =>
	values.map((v, i) => ({ ...items[i % 2], json: { v } as IDataObject }));

describe('the request', () => {
	const file = { id: expect.stringMatching(/^file_/) as string };
	const metadata = {
		n8n: {
			key: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
			workflowId: 'wf-test',
			executionId: '1',
		},
	};

	it.each([
		['a saved extractor', SAVED_EXTRACTOR, { extractor: { id: seededIds.invoices } }],
		['fields of the node', INLINE, { config: { schema: ONE_SCHEMA } }],
		['nothing', INFERRED, {}],
	])('with %s holds no more than it must', async (_what, parameters, expected) => {
		await runExtend({ emulator, items, parameters });
		expect(getRunRequests(emulator)).toEqual([0, 1].map(() => ({ file, metadata, ...expected })));
		expect(findRequests(emulator, 'POST', '/extract')).toHaveLength(2);
		// one upload and one run for each document, nothing else
		expect(emulator.requests).toHaveLength(4);
	});

	it('has no metadata when the tag is turned off and there is no other', async () => {
		await runExtend({
			emulator,
			items,
			parameters: INFERRED,
			options: { onLostConnection: 'untracked' },
		});
		expect(getRunRequests(emulator)).toEqual([{ file }, { file }]);
	});

	it('has metadata and usage tags beside the tag', async () => {
		const options = {
			metadata: {
				entry: [
					{ name: 'order', value: '={{ $json.v }}' },
					{ name: 'a b', value: 'é' },
				],
			},
			usageTags: 'finance, ,berlin-2',
		};
		await runExtend({ emulator, items: withValues('A', 'B'), parameters: INFERRED, options });
		const all = getRunRequests(emulator).map((body) => body.metadata);
		expect(all).toEqual(
			expect.arrayContaining(
				['A', 'B'].map((order) => ({
					order,
					'a b': 'é',
					'extend:usage_tags': ['finance', 'berlin-2'],
					...metadata,
				})),
			),
		);
	});

	it.each([
		['waits in one call by default', {}, {}, '/extract', undefined],
		['polls when asked to', {}, { processingMode: 'async' }, '/extract_runs', undefined],
		['takes a priority, which only polling can', {}, { priority: 7 }, '/extract_runs', 7],
		['starts the run and no more', { waitForCompletion: false }, {}, '/extract_runs', undefined],
		[
			'starts the run with a priority',
			{ waitForCompletion: false },
			{ priority: 1 },
			'/extract_runs',
			1,
		],
	])('%s', async (_what, parameters, options, path, priority) => {
		const body = await asked({ ...INLINE, ...parameters }, options);
		expect(body).toEqual({
			config: { schema: ONE_SCHEMA },
			...(priority === undefined ? {} : { priority }),
		});
		expect(findRequests(emulator, 'POST', path)).toHaveLength(1);
	});

	it('differs from item to item when the parameters do', async () => {
		await runExtend({
			emulator,
			items: [
				{ ...items[0], json: { id: seededIds.invoices, version: '1.0', pages: '1', cite: true } },
				{
					...items[1],
					json: { id: seededIds.receipts, version: 'latest', pages: '', cite: false },
				},
			],
			parameters: {
				extractUsing: 'extractor',
				extractor: byId('={{ $json.id }}'),
				extractorVersion: byId('={{ $json.version }}'),
			},
			options: {
				pageRanges: '={{ $json.pages }}',
				currentDateEnabled: '={{ $json.cite }}',
				concurrency: 1,
			},
		});
		expect(getRunRequests(emulator).map(({ extractor }) => extractor)).toEqual([
			{
				id: seededIds.invoices,
				version: '1.0',
				overrideConfig: {
					advancedOptions: {
						citationsEnabled: true,
						currentDateEnabled: true,
						pageRanges: [{ start: 1, end: 1 }],
					},
				},
			},
			{
				id: seededIds.receipts,
				overrideConfig: { advancedOptions: { citationsEnabled: true, currentDateEnabled: false } },
			},
		]);
	});
});

describe('a saved extractor', () => {
	it.each([
		['an ID', typedId(` ${seededIds.receipts} `)],
		['a choice from the list', list(seededIds.receipts)],
		[
			'an address of the dashboard',
			typedId(`https://dashboard.extend.ai/extractors/${seededIds.receipts}/edit?tab=1`),
		],
		[
			'a URL',
			{
				__rl: true,
				mode: 'url',
				value: `https://dashboard.extend.ai/extractors/${seededIds.receipts}?tab=1`,
			},
		],
	])('is taken from %s', async (_what, extractor) => {
		expect(await asked({ extractUsing: 'extractor', extractor })).toEqual({
			extractor: { id: seededIds.receipts },
		});
	});

	it.each([
		['latest', undefined],
		['', undefined],
		['1.0', '1.0'],
		['draft', 'draft'],
		['exv_emulatorInvoices0001_1_1', 'exv_emulatorInvoices0001_1_1'],
	])('in version "%s" is asked for as %s', async (value, version) => {
		const body = await asked({ ...SAVED_EXTRACTOR, extractorVersion: byId(value) });
		expect(body).toEqual({
			extractor: { id: seededIds.invoices, ...(version ? { version } : {}) },
		});
	});

	it.each([
		['draft', 'trigger', true],
		['draft', 'manual', false],
		['latest', 'trigger', false],
	] as const)('in version %s run by %s: warned is %s', async (value, mode, warned) => {
		const { hints, thrown } = await runExtend({
			emulator,
			items,
			mode,
			parameters: { ...SAVED_EXTRACTOR, extractorVersion: list(value) },
		});
		expect(thrown?.message).toBeUndefined();
		const warning = `This node uses a draft (${seededIds.invoices}), which changes with every edit. Publish a version and select it here.`;
		expect(hints).toEqual(warned ? [warning] : []);
	});

	const saved = {
		schema: ONE_SCHEMA,
		extractionRules: 'saved rules',
		advancedOptions: {
			citationsEnabled: false,
			citationMode: 'word',
			chunkingOptions: { pageChunkSize: 3, chunkingStrategy: 'semantic' },
		},
		parseConfig: { target: 'spatial', blockOptions: { text: { signatureDetectionEnabled: true } } },
	};
	/** Saves a version of an extractor with these settings. */
	async function publish(): Promise<void> {
		const path = `/extractors/${seededIds.invoices}/versions`;
		await fetch(`${emulator.url}${path}`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${emulator.apiKey}`,
				'x-extend-api-version': '2026-02-09',
				'content-type': 'application/json',
			},
			body: JSON.stringify({ releaseType: 'major', config: saved }),
		});
	}
	const READS = /^\/extractors\//;

	it('keeps its other settings when options change some; they are read once for all items', async () => {
		await publish();
		const many = [...items, ...items, ...items];
		await runExtend({
			emulator,
			items: many,
			parameters: { ...SAVED_EXTRACTOR, parseOptions: { 'agenticText.enabled': true } },
			options: { currentDateEnabled: true, 'chunkingOptions.pageChunkSize': 9 },
		});
		const override = {
			advancedOptions: {
				citationsEnabled: false,
				currentDateEnabled: true,
				citationMode: 'word',
				chunkingOptions: { pageChunkSize: 9, chunkingStrategy: 'semantic' },
			},
			parseConfig: {
				target: 'spatial',
				engine: 'parse_performance',
				engineVersion: '2.1.0',
				blockOptions: { text: { signatureDetectionEnabled: true, agentic: { enabled: true } } },
			},
		};
		expect(getRunRequests(emulator).map(({ extractor }) => extractor)).toEqual(
			many.map(() => ({ id: seededIds.invoices, overrideConfig: override })),
		);
		expect(findRequests(emulator, 'GET', READS)).toHaveLength(1);
	});

	it('is not read when nothing inside a group is changed', async () => {
		const body = await asked(SAVED_EXTRACTOR, {
			'baseProcessor.baseProcessor': 'extraction_light',
		});
		expect(body).toEqual({
			extractor: {
				id: seededIds.invoices,
				overrideConfig: { baseProcessor: 'extraction_light' },
			},
		});
		expect(findRequests(emulator, 'GET', READS)).toEqual([]);
	});

	it('takes JSON over everything else; lists are replaced', async () => {
		await publish();
		const overrideConfig = JSON.stringify({
			extractionRules: 'other rules',
			schema: { type: 'object', properties: { b: text } },
			advancedOptions: { pageRanges: [{ start: 4, end: 4 }], reviewAgent: { enabled: true } },
		});
		const { extractor } = await asked(SAVED_EXTRACTOR, {
			pageRanges: '1-2',
			additionalConfig: overrideConfig,
		});
		expect((extractor as IDataObject).overrideConfig).toEqual({
			extractionRules: 'other rules',
			schema: { type: 'object', properties: { b: text } },
			advancedOptions: {
				...saved.advancedOptions,
				pageRanges: [{ start: 4, end: 4 }],
				reviewAgent: { enabled: true },
			},
		});
	});

	it('without a published version has the settings of its draft', async () => {
		emulator.faults.add({
			kind: 'status',
			status: 404,
			envelope: { code: 'NOT_FOUND' },
			match: { path: '.*/versions/latest' },
		});
		const { extractor } = await asked(SAVED_EXTRACTOR, { arrayStrategy: 'large_array_heuristics' });
		expect((extractor as IDataObject).overrideConfig).toEqual({
			advancedOptions: {
				...invoiceConfigs.draft.advancedOptions,
				arrayStrategy: { type: 'large_array_heuristics' },
			},
		});
	});

	it('that cannot be read costs nothing', async () => {
		const { thrown } = await runExtend({
			emulator,
			items,
			parameters: { extractUsing: 'extractor', extractor: byId('ex_unknown') },
			options: { currentDateEnabled: true },
		});
		expect(thrown?.message).toBe("Extend couldn't find this ID (1.txt in data) [item 0]");
		expect(thrown?.description).toContain('Happened while reading the extractor.');
		expect(getRunRequests(emulator)).toEqual([]);
		expect(emulator.files()).toEqual([]);
	});
});

describe('the schema', () => {
	it('comes from a table of fields', async () => {
		const fields = {
			field: [
				{ name: 'number', type: 'string', description: 'Number of the invoice' },
				{ name: 'day', type: 'date' },
				{ name: 'pages', type: 'integer' },
				{ name: 'weight', type: 'number' },
				{ name: 'paid', type: 'boolean' },
				{ name: 'state', type: 'enum', choices: 'open, paid\noverdue' },
				{ name: 'orders', type: 'list' },
				{
					name: 'lines',
					type: 'table',
					columns: {
						column: [
							{ name: 'text', type: 'string' },
							{ name: 'sum', type: 'number' },
						],
					},
				},
			],
		};
		const { config } = await asked({ ...INLINE, fields, extractionRules: ' Be exact. ' });
		expect(config).toEqual({
			extractionRules: 'Be exact.',
			schema: {
				type: 'object',
				properties: {
					number: { ...text, description: 'Number of the invoice' },
					day: { ...text, 'extend:type': 'date' },
					pages: { type: ['integer', 'null'] },
					weight: { type: ['number', 'null'] },
					paid: { type: ['boolean', 'null'] },
					state: { enum: ['open', 'paid', 'overdue', null] },
					orders: { type: 'array', items: { type: 'string' } },
					lines: {
						type: 'array',
						items: {
							type: 'object',
							properties: { text, sum: { type: ['number', 'null'] } },
						},
					},
				},
			},
		});
	});

	it.each([
		['a text', '{ "day": "2026-03-02", "sum": 1.5, "lines": [{ "text": "x" }] }'],
		['an object', '={{ { day: "2026-03-02", sum: 1.5, lines: [{ text: "x" }] } }}'],
	])('comes from an example that is %s', async (_what, jsonExample) => {
		const { config } = await asked({
			extractUsing: 'config',
			schemaType: 'example',
			jsonExample,
		});
		expect(config).toEqual({
			schema: {
				type: 'object',
				properties: {
					day: { ...text, 'extend:type': 'date' },
					sum: { type: ['number', 'null'] },
					lines: { type: 'array', items: { type: 'object', properties: { text } } },
				},
			},
		});
	});

	it('comes from a JSON Schema, changed to what Extend takes', async () => {
		const jsonSchema = JSON.stringify({
			$schema: 'https://json-schema.org/draft/2020-12/schema',
			type: 'object',
			required: ['day'],
			properties: {
				day: { type: 'string', format: 'date' },
				kind: { type: 'string', enum: ['a', 'b'] },
				tags: { type: 'array', items: { type: 'string' } },
			},
		});
		const { config } = await asked({ extractUsing: 'config', schemaType: 'json', jsonSchema });
		expect((config as IDataObject).schema).toMatchObject({
			properties: {
				day: { ...text, 'extend:type': 'date' },
				kind: { enum: ['a', 'b', null] },
				tags: { type: 'array', items: { type: 'string' } },
			},
		});
	});

	it('is not sent with another way to extract, although it is still in the node', async () => {
		const stale = { fields: ONE_FIELD, jsonSchema: '{', extractionRules: 'old' };
		expect(await asked({ ...stale, ...INFERRED })).toEqual({});
		expect(await asked({ ...stale, ...SAVED_EXTRACTOR })).toEqual({
			extractor: { id: seededIds.invoices },
		});
	});

	it('can be completed by JSON, which comes last', async () => {
		const configJson = { extractionRules: 'json', parseConfig: { engine: 'parse_auto' } };
		const { config } = await asked(
			{
				...INLINE,
				extractionRules: 'node',
				parseOptions: { 'engine.engine': 'parse_light', 'format.target': 'spatial' },
			},
			{ additionalConfig: JSON.stringify(configJson) },
		);
		expect(config).toEqual({
			schema: ONE_SCHEMA,
			extractionRules: 'json',
			parseConfig: { engine: 'parse_auto', target: 'spatial' },
		});
	});
});

/** All settings of an extraction with a value that is not the default, and where the API has them. */
const CONFIG_OPTIONS: IDataObject = {
	advancedMultimodalEnabled: true,
	arrayStrategy: 'large_array_max_context',
	'baseProcessor.baseProcessor': 'extraction_light',
	'baseProcessor.baseVersion': '3.4.0',
	'chunkingOptions.chunkSelectionStrategy': 'take_last',
	'chunkingOptions.chunkingStrategy': 'semantic',
	'chunkingOptions.customSemanticChunkingRules': 'one part per month',
	'chunkingOptions.pageChunkSize': 7,
	'citations.arrayCitationStrategy': 'property',
	'citations.citationMode': 'word',
	currentDateEnabled: true,
	excelSheetSelectionStrategy: 'last',
	modelReasoningInsightsEnabled: true,
	reviewAgent: true,
};
const FILE_OPTIONS: IDataObject = { excelSheetRanges: '1-3, 5', pageRanges: '1, 4 – 6' };
const ALL_OPTIONS = { ...CONFIG_OPTIONS, ...FILE_OPTIONS };
const EXTRACT_CONFIG = {
	baseProcessor: 'extraction_light',
	baseVersion: '3.4.0',
	advancedOptions: {
		advancedMultimodalEnabled: true,
		arrayCitationStrategy: 'property',
		arrayStrategy: { type: 'large_array_max_context' },
		chunkingOptions: {
			chunkSelectionStrategy: 'take_last',
			chunkingStrategy: 'semantic',
			customSemanticChunkingRules: 'one part per month',
			pageChunkSize: 7,
		},
		citationMode: 'word',
		citationsEnabled: true,
		currentDateEnabled: true,
		excelSheetSelectionStrategy: 'last',
		// the API counts sheets from 0
		excelSheetRanges: [
			{ start: 0, end: 2 },
			{ start: 4, end: 4 },
		],
		modelReasoningInsightsEnabled: true,
		pageRanges: [
			{ start: 1, end: 1 },
			{ start: 4, end: 6 },
		],
		reviewAgent: { enabled: true },
	},
};
const PARSING: IDataObject = {
	'agenticTables.customInstructions': 'keep empty cells',
	'agenticTables.enabled': true,
	'agenticText.customInstructions': 'names are Dutch',
	'agenticText.enabled': true,
	alwaysConvertToPdf: true,
	'barcodes.imageClippingEnabled': true,
	'barcodes.readingEnabled': true,
	blankFieldFormatting: true,
	'chunking.maxCharacters': 2000,
	'chunking.minCharacters': 100,
	'chunking.type': 'page',
	'engine.engine': 'parse_performance',
	'engine.engineVersion': '2.0.0',
	'excel.excelIncludeCellFormatting': true,
	'excel.excelIncludeCellMetadata': true,
	'excel.excelParsingMode': 'advanced',
	'excel.excelSkipCalculation': true,
	'excel.excelSkipHiddenContent': true,
	'excel.excelUseRawCellValues': true,
	'figures.advancedChartExtractionEnabled': true,
	'figures.customInstructions': 'name the axes',
	'figures.enabled': true,
	'figures.figureImageClippingEnabled': false,
	'format.enrichmentFormat': 'bracket',
	'format.target': 'spatial',
	'format.verticalGroupingThreshold': 0.5,
	formattingDetection: true,
	formulas: true,
	imageConversionQuality: 'low',
	ocrWords: true,
	pageRanges: '1-3',
	pageRotation: true,
	signatureDetection: true,
	'tables.cellBlocksEnabled': true,
	'tables.tableHeaderContinuationEnabled': true,
	'tables.targetFormat': 'markdown',
};
const PARSE_CONFIG = {
	target: 'spatial',
	engine: 'parse_performance',
	engineVersion: '2.0.0',
	chunkingStrategy: { type: 'page', options: { minCharacters: 100, maxCharacters: 2000 } },
	blockOptions: {
		figures: {
			enabled: true,
			figureImageClippingEnabled: false,
			advancedChartExtractionEnabled: true,
			customInstructions: 'name the axes',
		},
		tables: {
			targetFormat: 'markdown',
			tableHeaderContinuationEnabled: true,
			cellBlocksEnabled: true,
			agentic: { enabled: true, customInstructions: 'keep empty cells' },
		},
		text: {
			signatureDetectionEnabled: true,
			agentic: { enabled: true, customInstructions: 'names are Dutch' },
		},
		keyValue: { blankFieldFormattingEnabled: true },
		barcodes: { readingEnabled: true, imageClippingEnabled: true },
		formulas: { enabled: true },
	},
	advancedOptions: {
		pageRotationEnabled: true,
		excelParsingMode: 'advanced',
		excelSkipHiddenContent: true,
		excelUseRawCellValues: true,
		excelSkipCalculation: true,
		excelIncludeCellMetadata: true,
		excelIncludeCellFormatting: true,
		verticalGroupingThreshold: 0.5,
		returnOcr: { words: true },
		alwaysConvertToPdf: true,
		enrichmentFormat: 'bracket',
		imageConversionQuality: 'low',
		formattingDetection: [{ type: 'change_tracking' }],
		pageRanges: [{ start: 1, end: 3 }],
	},
};

describe('the options', () => {
	const withConfig = { ...EXTRACT_CONFIG, schema: ONE_SCHEMA, parseConfig: PARSE_CONFIG };

	it('all stand where the API has them', async () => {
		const parameters = { ...INLINE, parseOptions: PARSING };
		expect(await asked(parameters, ALL_OPTIONS)).toEqual({ config: withConfig });
	});

	it('are the same for a schema that Extend derives', async () => {
		const { schema, ...config } = withConfig;
		expect(await asked({ ...INFERRED, parseOptions: PARSING }, ALL_OPTIONS)).toEqual({ config });
	});

	it('are the same for a saved extractor', async () => {
		const { schema, ...overrideConfig } = withConfig;
		expect(await asked({ ...SAVED_EXTRACTOR, parseOptions: PARSING }, ALL_OPTIONS)).toEqual({
			extractor: { id: seededIds.invoices, overrideConfig },
		});
	});

	it('are all in the two tables above', () => {
		const about = listOptions('extractionOptions').filter((name) => name !== 'additionalConfig');
		expect(Object.keys(CONFIG_OPTIONS).sort()).toEqual(about.sort());
		expect(Object.keys(PARSING).sort()).toEqual(listOptions('parseOptions').sort());
	});

	const leaves = (value: unknown): unknown[] =>
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.values(value).flatMap(leaves)
			: [value];

	/** A bundle is sent as the editor shows it: n8n adds the settings that keep their defaults. */
	const countSettings = (name: string) =>
		[...Object.keys(CONFIG_OPTIONS), ...Object.keys(PARSING)].filter(
			(other) => name.includes('.') && other.split('.')[0] === name.split('.')[0],
		).length;

	it.each(Object.entries(ALL_OPTIONS))('send %s and nothing beside it', async (name, v) => {
		const { config } = await asked(INFERRED, { [name]: v });
		expect(leaves(config)).toContainEqual(name.endsWith('Ranges') ? expect.any(Array) : v);
		expect(leaves(config).length).toBeLessThanOrEqual(Math.max(1, countSettings(name)));
	});

	it.each(Object.entries(PARSING))('send parsing %s and nothing beside it', async (name, v) => {
		const { config } = await asked({ ...INFERRED, parseOptions: { [name]: v } });
		const isList = ['formattingDetection', 'pageRanges'].includes(name);
		expect(leaves(config)).toContainEqual(isList ? expect.any(Array) : v);
		expect(leaves(config).length).toBeLessThanOrEqual(Math.max(1, countSettings(name)));
	});

	it('that are empty, or left to Extend, are not sent', async () => {
		const parseOptions = { 'excel.excelParsingMode': '', 'format.verticalGroupingThreshold': 1 };
		const options = {
			'chunkingOptions.pageChunkSize': 0,
			'chunkingOptions.chunkingStrategy': '',
			pageRanges: ' ',
			excelSheetRanges: '',
			additionalConfig: '{}',
		};
		const { config } = await asked({ ...INLINE, parseOptions }, options);
		const values = leaves(config).filter((value) => ![false, 'markdown'].includes(value as never));
		expect(values).toEqual(leaves({ schema: ONE_SCHEMA }));
	});

	it.each([
		['turns citations on', {}, true],
		['leaves citations off where they were turned off', { 'citations.citationMode': 'off' }, false],
	])('with a review threshold %s', async (_what, more, citationsEnabled) => {
		const { config } = await asked(INFERRED, { confidenceThreshold: 0.9, ...more });
		expect(config).toEqual({ advancedOptions: { citationsEnabled } });
	});
});

describe('wrong input', () => {
	const json = { extractUsing: 'config', schemaType: 'json', jsonSchema: '={{ $json.v }}' };
	const example = { extractUsing: 'config', schemaType: 'example', jsonExample: '={{ $json.v }}' };
	const field = (row: IDataObject) => ({
		...INLINE,
		fields: { field: [{ type: 'string', ...row }] },
	});
	const two = {
		field: ['a', 'b'].map((name) => ({
			name,
			type: 'table',
			columns: { column: [{ name: 'x', type: 'string' }] },
		})),
	};
	const saved = { extractUsing: 'extractor', extractor: byId('={{ $json.v }}') };
	const rows = { ...INLINE, fields: two, output: 'rows' };
	const entry = (name: string, value: string) => ({ metadata: { entry: [{ name, value }] } });
	const good = seededIds.invoices;

	/** name, parameters, options, a good value, a bad one, the parameter, what is wrong, what to do */
	const CASES: Array<
		[string, IDataObject, IDataObject, unknown, unknown, string, string | RegExp, string | RegExp]
	> = [
		[
			'no extractor',
			saved,
			{},
			good,
			'',
			'Extractor',
			'is empty',
			'Select one, or choose another option',
		],
		['no name', field({ name: '={{ $json.v }}' }), {}, 'a', '', 'Fields', /name/, /name/i],
		[
			'a bad name',
			field({ name: '={{ $json.v }}' }),
			{},
			'a',
			'價',
			'Fields',
			'價',
			'e.g. "my_field"',
		],
		[
			'no choices',
			field({ name: 'a', type: 'enum', choices: '={{ $json.v }}' }),
			{},
			'x,y',
			' ',
			'Fields',
			/choice/,
			/choice/i,
		],
		[
			'broken JSON',
			example,
			{},
			'{"a":1}',
			'{\n"a":1,}',
			'JSON Example',
			/line 2, column 7/,
			/comma/,
		],
		['an example that is a list', example, {}, '{"a":1}', '[1]', 'JSON Example', /object/, /./],
		[
			'a broken schema',
			json,
			{},
			'{"type":"object","properties":{"a":{"type":"string"}}}',
			'{',
			'JSON Schema',
			/line 1, column 2/,
			/bracket/,
		],
		[
			'a schema that Extend cannot take',
			json,
			{},
			'{"type":"object","properties":{"a":{"type":"string"}}}',
			'{"type":"object","properties":{"b":{"type":"object","properties":{"c":{"not":{}}}}}}',
			'JSON Schema',
			/properties\.b\.properties\.c/,
			/./,
		],
		[
			'pages',
			INFERRED,
			{ pageRanges: '={{ $json.v }}' },
			'1',
			'3-1',
			'Pages',
			'ends before',
			'1-3, 5',
		],
		['page 0', INFERRED, { pageRanges: '={{ $json.v }}' }, '1', '0', 'Pages', 'before 1', '1-3, 5'],
		[
			'sheets',
			INFERRED,
			{ excelSheetRanges: '={{ $json.v }}' },
			'1',
			'first',
			'Excel Sheets',
			"isn't a valid range",
			'1-3, 5',
		],
		[
			'configuration that is a list',
			INLINE,
			{ additionalConfig: '={{ $json.v }}' },
			'{}',
			'[]',
			'Additional Config (JSON)',
			"isn't a JSON object",
			'advancedOptions',
		],
		[
			'a broken configuration',
			INLINE,
			{ additionalConfig: '={{ $json.v }}' },
			'{}',
			'{"a":tru}',
			'Additional Config (JSON)',
			/isn't valid: Unexpected token/,
			/quotes/,
		],
		[
			'a broken override',
			SAVED_EXTRACTOR,
			{ additionalConfig: '={{ $json.v }}' },
			'{}',
			'{"a"',
			'Additional Config (JSON)',
			/line 1/,
			/quotes/,
		],
		[
			'a reserved key',
			INFERRED,
			entry('={{ $json.v }}', 'x'),
			'a',
			'n8n',
			'Metadata',
			'reserved',
			'another name',
		],
		[
			'a missing key',
			INFERRED,
			entry('={{ $json.v }}', 'x'),
			'a',
			'',
			'Metadata',
			'name is empty',
			'name',
		],
		[
			'too much metadata',
			INFERRED,
			entry('a', '={{ $json.v }}'),
			'x'.repeat(9000),
			'x'.repeat(10_200),
			'Metadata',
			'10 KB',
			'Store less data',
		],
		[
			'one of several tables',
			{ ...rows, rowsField: byId('={{ $json.v }}') },
			{},
			'a',
			'',
			'Table',
			'there are several tables',
			'Choose one',
		],
		[
			'an unknown table',
			{ ...rows, rowsField: byId('={{ $json.v }}') },
			{},
			'a',
			'c',
			'Table',
			'don\'t include a table "c"',
			'"a", "b"',
		],
	];

	it.each(CASES)(
		'(%s) is told with parameter, item and remedy before anything is sent',
		async (_name, parameters, options, ok, bad, parameter, what, fix) => {
			const { thrown } = await runExtend({
				emulator,
				items: withValues(ok, bad),
				parameters,
				options,
			});
			expect(thrown?.message).toMatch(
				new RegExp(`^(Check )?'${parameter.replace(/[()]/g, '\\$&')}'`),
			);
			expect(thrown?.message).toMatch(what);
			expect(thrown?.message).toMatch(/\[item 1\]$/);
			expect(thrown?.description).toMatch(fix);
			expect(emulator.requests).toEqual([]);
		},
	);

	it.each(CASES)(
		'(%s) is an error item of its own when errors do not stop the node',
		async (_name, parameters, options, ok, bad, parameter) => {
			const { items: out } = await runExtend({
				emulator,
				items: withValues(ok, bad, ok),
				parameters,
				options,
				node: { onError: 'continueRegularOutput' },
			});
			const failed = out.filter(({ json }) => json.error !== undefined);
			expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
			expect(getItemError(failed[0])).toMatchObject({
				code: 'INVALID_INPUT',
				message: expect.stringContaining(`'${parameter}'`) as string,
				retryable: false,
			});
			expect(getRunRequests(emulator)).toHaveLength(2);
		},
	);

	it('of an operation that is not there says so', async () => {
		const run = async (o: Omit<RunExtendOptions, 'emulator' | 'items'>) =>
			await runExtend({ emulator, items, ...o });
		const { thrown } = await run({ parameters: { resource: 'document', operation: 'shred' } });
		expect(thrown?.message).toBe("This node doesn't support document > shred");
		expect(thrown?.description).toContain('update n8n-nodes-extend');
		expect(emulator.requests).toEqual([]);
	});
});
