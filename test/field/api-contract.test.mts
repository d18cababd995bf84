/** What Extend's API says exactly: errors that name a run, versions that belong together, what results hold. */
import { Extend as Sdk } from 'extend-ai';
import type { IDataObject, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { callApi, uploadBytes } from '../emulator/support/client.mts';
import { byId, getItemError, type RunExtendOptions } from '../support/extendNode.mts';
import { findRequests, getRunRequests, useEmulator } from '../support/fixtures.mts';
import { startRunViaApi } from '../support/startRuns.mts';
import { TriggerHost } from '../support/triggerHost.mts';
import { clock, Extend } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { runOnTwoInvoices } from '../support/twoInvoices.mts';

const emulator = useEmulator();
useVirtualClock(clock);

const run = async (parameters: IDataObject, more: Partial<RunExtendOptions> = {}) =>
	await runOnTwoInvoices(emulator, parameters, more);
const onError = { onError: 'continueErrorOutput' } as const;

describe('events that are larger than n8n accepts', () => {
	const listEndpoints = async () =>
		(await callApi(emulator, 'GET', '/webhook_endpoints')).json.data as IDataObject[];

	it('F1: payloads over a megabyte are asked for by URL when the trigger registers', async () => {
		const host = await new TriggerHost({ emulator }).start();
		try {
			await host.activate();
			expect(await listEndpoints()).toMatchObject([
				{ advancedOptions: { payload: { format: 'url', urlThresholdBytes: 1_000_000 } } },
			]);
			const value = { notes: 'x'.repeat(20_000_000) };
			emulator.nextRun({ output: { value, metadata: {} } });
			await callApi(emulator, 'POST', '/extract', {
				file: { text: 'Invoice number: 1' },
				extractor: { id: seededIds.invoices },
			});
			await emulator.waitForDeliveries();
			const [delivery] = emulator.deliveries;
			expect(delivery.attempts.map(({ status }) => status)).toEqual([200]);
			const [{ payload }] = host.items as Array<{ payload: IDataObject }>;
			expect(payload.output).toMatchObject({ value });
		} finally {
			await host.close();
		}
	});

	it.each([
		['nothing of the kind', null, false],
		['whole payloads', { payload: { format: 'json' } }, false],
		['no threshold', { payload: { format: 'url' } }, false],
		['a higher threshold', { payload: { format: 'url', urlThresholdBytes: 9_000_000 } }, false],
		['a lower threshold', { payload: { format: 'url', urlThresholdBytes: 1000 } }, true],
		['headers of the user beside it', { headers: { 'x-a': '1' } }, true],
	])('F1: an endpoint that asks for %s is compared', async (_name, advancedOptions, isKept) => {
		const host = await new TriggerHost({ emulator }).start();
		try {
			await host.activate();
			const [{ id, advancedOptions: own }] = await listEndpoints();
			const change =
				advancedOptions && 'headers' in advancedOptions
					? { ...(own as IDataObject), ...advancedOptions }
					: advancedOptions;
			await callApi(emulator, 'POST', `/webhook_endpoints/${String(id)}`, {
				advancedOptions: change,
			});
			await host.activate('update');
			const endpoints = await listEndpoints();
			expect(endpoints).toHaveLength(1);
			expect(endpoints[0].id === id).toBe(isKept);
			if (!isKept) expect(endpoints[0].advancedOptions).toEqual(own);
		} finally {
			await host.close();
		}
	});
});

describe('what belongs to the user', () => {
	const metadata = { entry: [{ name: 'order', value: 'A-7' }] };
	const runsOf = (operation: string) =>
		new Map(
			emulator
				.runs(`${operation}_run` as 'extract_run')
				.map((one) => [one.id, one as unknown as IDataObject]),
		);
	const saved = {
		classify: { classifyUsing: 'classifier', classifier: byId(seededIds.documentTypes) },
		extract: { extractUsing: 'extractor', extractor: byId(seededIds.invoices), output: 'fields' },
		parse: { output: 'text' },
		split: { splitUsing: 'splitter', splitter: byId(seededIds.bundles) },
	};

	it.each(Object.entries(saved))(
		'F2: %s keeps metadata, parse run, processor, version and time in its simplified output',
		async (operation, parameters) => {
			const { items, thrown } = await run({ operation, ...parameters }, { options: { metadata } });
			expect(thrown).toBeUndefined();
			expect(items.length).toBeGreaterThanOrEqual(2);
			const runs = runsOf(operation);
			for (const { json } of items) {
				const { run: kept, runId } = json._extend as { run: IDataObject; runId: string };
				const { config: _config, output: _output, ...rest } = runs.get(runId) ?? {};
				expect(kept).toEqual({ ...rest, metadata: { order: 'A-7' } });
			}
		},
	);

	it('F2: so do chunks, and Run > Get Many with Simplify', async () => {
		const chunks = await run({ operation: 'parse', output: 'chunks' }, { options: { metadata } });
		expect(chunks.items.map(({ json }) => json._extend)).toEqual([
			expect.objectContaining({
				run: expect.objectContaining({ metadata: { order: 'A-7' }, metrics: expect.anything() }),
			}),
			expect.objectContaining({
				run: expect.objectContaining({ metadata: { order: 'A-7' } }),
			}),
		]);
		await run({ operation: 'extract', ...saved.extract }, { options: { metadata } });
		const { items } = await run(
			{ resource: 'run', operation: 'getAll', runType: 'extract_run', limit: 1 },
			{ items: [{ json: {} }] },
		);
		expect(items[0].json).toMatchObject({
			processorName: 'Invoices',
			metadata: { order: 'A-7' },
			createdAt: expect.any(String),
			_extend: {
				processorId: seededIds.invoices,
				processorVersion: '1.1',
				parseRunId: expect.stringMatching(/^pr_/),
				dashboardUrl: expect.stringMatching(/^https:/),
			},
		});
	});

	const word = (content: string, pageNumber: number, left = 10) => ({
		content,
		confidence: 1,
		pageNumber,
		boundingBox: { left, top: 10, right: left + 5, bottom: 15 },
	});
	const box = { left: 0, top: 0, right: 50, bottom: 20 };
	const chunk = (number: number) => ({
		object: 'chunk',
		type: 'page',
		content: `page ${number}`,
		metadata: { pageRange: { start: number, end: number } },
		blocks: [
			{ object: 'block', id: `b${number}`, metadata: { page: { number } }, boundingBox: box },
		],
	});
	const output = {
		chunks: [chunk(1), chunk(2)],
		ocr: { words: [word('one', 1), word('margin', 1, 90), word('two', 2)] },
		metadata: { originalMimeType: 'text/plain', pages: [{ number: 1 }, { number: 2 }] },
	};
	const parse = async (mode: string) => {
		emulator.nextRun({ match: { kind: 'parse_run' }, output, times: 2 });
		return await run({ operation: 'parse', output: mode }, { options: { ocrWords: true } });
	};

	it('F2: the document text has the words and pages that were asked for', async () => {
		const { items } = await parse('text');
		expect(items).toHaveLength(2);
		for (const { json } of items) {
			expect(json).toMatchObject({ ocr: output.ocr, metadata: output.metadata });
		}
		expect(findRequests(emulator, 'POST', '/parse')[0].body).toMatchObject({
			config: { advancedOptions: { returnOcr: { words: true } } },
		});
	});

	it('F2: a chunk has those of its pages, a block those within it', async () => {
		const chunks = (await parse('chunks')).items.slice(0, 2).map(({ json }) => json);
		expect(chunks).toMatchObject([
			{ ocr: { words: [{ content: 'one' }, { content: 'margin' }] }, pages: [{ number: 1 }] },
			{ ocr: { words: [{ content: 'two' }] }, pages: [{ number: 2 }] },
		]);
		const blocks = (await parse('blocks')).items.slice(0, 2).map(({ json }) => json);
		expect(blocks).toEqual([
			expect.objectContaining({ ocr: { words: [word('one', 1)] }, pages: [{ number: 1 }] }),
			expect.objectContaining({ ocr: { words: [word('two', 2)] }, pages: [{ number: 2 }] }),
		]);
	});
});

describe('a setting that belongs to another one', () => {
	const create = async (config: IDataObject) =>
		(
			await callApi(emulator, 'POST', '/extractors', {
				name: 'Pinned',
				config: {
					schema: { type: 'object', properties: { a: { type: ['string', 'null'] } } },
					...config,
				},
			})
		).json.id as string;
	const pinned = {
		baseProcessor: 'extraction_performance',
		baseVersion: '4.9.0',
		advancedOptions: { citationsEnabled: true, citationMode: 'word' },
		parseConfig: {
			engine: 'parse_performance',
			engineVersion: '2.0.0',
			chunkingStrategy: { type: 'section' },
			advancedOptions: { formattingDetection: [{ type: 'change_tracking' }] },
		},
	};
	const override = async (options: IDataObject) => {
		const id = await create(pinned);
		await run(
			{ operation: 'extract', extractUsing: 'extractor', extractor: byId(id) },
			{ options },
		);
		return getRunRequests(emulator).map(
			({ extractor }) => (extractor as IDataObject).overrideConfig as IDataObject,
		);
	};

	it('F3: another engine does not get the version of the saved one', async () => {
		const [one, two] = await override({ 'engine.engine': 'parse_light' });
		expect(one.parseConfig).toMatchObject({
			engine: 'parse_light',
			engineVersion: 'latest',
			chunkingStrategy: { type: 'section' },
		});
		expect(one.parseConfig).not.toHaveProperty('advancedOptions.formattingDetection');
		expect(two).toEqual(one);
	});

	it('F3: the same engine keeps it, and a version that is set is sent', async () => {
		const [same] = await override({ 'engine.engine': 'parse_performance', pageRotation: true });
		expect(same.parseConfig).toMatchObject({
			engineVersion: '2.0.0',
			advancedOptions: { formattingDetection: [{ type: 'change_tracking' }] },
		});
		const [, , other] = await override({
			'engine.engine': 'parse_light',
			'engine.engineVersion': '1.0.0',
		});
		expect(other.parseConfig).toMatchObject({ engine: 'parse_light', engineVersion: '1.0.0' });
	});

	it('F3: nor does another base processor, when it is used and when it is saved', async () => {
		const [one] = await override({ 'baseProcessor.baseProcessor': 'extraction_light' });
		expect(one).toEqual({ baseProcessor: 'extraction_light' });
		const id = await create(pinned);
		const { thrown } = await run(
			{
				resource: 'extractor',
				operation: 'update',
				extractor: byId(id),
				updateConfig: true,
				schemaType: 'example',
				jsonExample: '{"b":"x"}',
			},
			{ items: [{ json: {} }], options: { 'baseProcessor.baseProcessor': 'extraction_light' } },
		);
		expect(thrown).toBeUndefined();
		const [update] = findRequests(emulator, 'POST', `/extractors/${id}`);
		const { config } = update.body as { config: IDataObject };
		expect(config.baseProcessor).toBe('extraction_light');
		expect(config).not.toHaveProperty('baseVersion');
	});

	it('F3: nor spatial text the sections, nor citations that are off their detail', async () => {
		const [one] = await override({ 'format.target': 'spatial', 'citations.citationMode': 'off' });
		expect(one.parseConfig).toMatchObject({
			target: 'spatial',
			chunkingStrategy: { type: 'page' },
		});
		expect(one.advancedOptions).toEqual({ citationsEnabled: false });
	});
});

describe('an error that names a run', () => {
	const fail = (path: string, status: number, body: IDataObject) =>
		emulator.faults.add({
			kind: 'status',
			status,
			body,
			match: { method: 'POST', path },
			times: 1,
		});
	const timedOut = (runId: string) => ({
		code: 'INTERNAL_ERROR',
		message: 'The request timed out.',
		retryable: false,
		runId,
	});

	it.each(['recover', 'untracked'])(
		'F5: after a time-out (%s) the run that it names is waited for, and no other is started',
		async (onLostConnection) => {
			const id = await startRunViaApi(emulator, 'extract');
			fail('/extract', 500, timedOut(id));
			const { items, thrown, hints } = await run(
				{ operation: 'extract', extractUsing: 'infer' },
				{ options: { onLostConnection, concurrency: 1 } },
			);
			expect(thrown).toBeUndefined();
			expect(items).toHaveLength(2);
			expect(items[0].json).toMatchObject({ id, status: 'PROCESSED' });
			expect(items[1].json.id).not.toBe(id);
			expect(findRequests(emulator, 'POST', '/extract')).toHaveLength(2);
			expect(findRequests(emulator, 'GET', '/extract_runs')).toEqual([]);
			expect(hints.join()).not.toContain('connection dropped');
		},
	);

	it('F5: also where Extend asks to repeat the request', async () => {
		const id = await startRunViaApi(emulator, 'extract');
		fail('/extract', 503, { ...timedOut(id), retryable: true });
		const { items } = await run(
			{ operation: 'extract', extractUsing: 'infer' },
			{ options: { concurrency: 1 } },
		);
		expect(items[0].json.id).toBe(id);
		expect(findRequests(emulator, 'POST', '/extract')).toHaveLength(2);
	});

	it('F5: also for kinds of runs that cannot be searched', async () => {
		const id = await startRunViaApi(emulator, 'edit');
		fail('/edit_runs', 500, timedOut(id));
		const { items, thrown } = await run(
			{
				operation: 'edit',
				fillUsing: 'instructions',
				instructions: 'Full name: Ada',
				documentSource: 'fileId',
				fileId: await uploadBytes(emulator, 'form.pdf', '%PDF-1.7'),
			},
			{ items: [{ json: {} }] },
		);
		expect(thrown).toBeUndefined();
		expect(items[0].json._extend).toMatchObject({ runId: id, status: 'PROCESSED' });
	});

	it('F5: a run that failed is reported with its own reason and link', async () => {
		emulator.nextRun({ status: 'FAILED', failureReason: 'CORRUPT_FILE' });
		const id = await startRunViaApi(emulator, 'parse');
		fail('/parse', 422, { code: 'CORRUPT_FILE', message: 'Broken.', retryable: false, runId: id });
		const { items, errorItems } = await run(
			{ operation: 'parse' },
			{ node: onError, options: { concurrency: 1 } },
		);
		expect(errorItems.map(getItemError)).toMatchObject([{ code: 'CORRUPT_FILE', runId: id }]);
		expect(items).toHaveLength(1);
		// So 'On Failed Run' holds for it as for every other run.
		fail('/parse', 422, { code: 'CORRUPT_FILE', message: 'Broken.', retryable: false, runId: id });
		const returned = await run(
			{ operation: 'parse', output: 'run' },
			{ options: { onFailedRun: 'return', concurrency: 1 } },
		);
		expect(returned.items[0].json).toMatchObject({ id, status: 'FAILED' });
	});

	it('F5: a run that cannot be read is named all the same', async () => {
		fail('/extract', 400, { ...timedOut('exr_gone'), code: 'INVALID_PROCESSOR' });
		const { errorItems } = await run(
			{ operation: 'extract', extractUsing: 'infer' },
			{ node: onError, options: { concurrency: 1 } },
		);
		expect(errorItems.map(getItemError)).toMatchObject([
			{ code: 'INVALID_PROCESSOR', runId: 'exr_gone' },
		]);
	});
});

describe('what does not exist', () => {
	const answer = (code: string, match: { method?: string; path: string }, status = 404) =>
		emulator.faults.add({
			kind: 'status',
			status,
			body: { code, message: 'Not here.', retryable: false },
			match,
		});

	it('F5: a file that retention removed is no wrong ID, and deleting it is done', async () => {
		answer('FILE_PURGED', { path: '/files/file_old' });
		const onFile = async (operation: string) =>
			await run(
				{ resource: 'file', operation, file: byId('file_old') },
				{ items: [{ json: {} }, { json: {} }], node: onError },
			);
		const { errorItems } = await onFile('get');
		expect(errorItems.map(getItemError)).toMatchObject([
			{ code: 'FILE_PURGED', message: expect.stringContaining('already deleted this file') },
			{ code: 'FILE_PURGED', description: expect.stringContaining('retention') },
		]);
		const deleted = await onFile('delete');
		expect(deleted.items.map(({ json }) => json.deleted)).toEqual([true, true]);
	});

	it('F5: a run that was purged while it was waited for is reported at once', async () => {
		answer('FILE_PURGED', { method: 'GET', path: '/parse_runs/.*' });
		emulator.options.pollsUntilDone = 3;
		const before = clock.now();
		const { errorItems } = await run(
			{ operation: 'parse' },
			{ node: onError, options: { processingMode: 'async' } },
		);
		expect(errorItems.map(getItemError)).toMatchObject([
			{ code: 'FILE_PURGED', runId: expect.stringMatching(/^pr_/) },
			{ code: 'FILE_PURGED', runId: expect.stringMatching(/^pr_/) },
		]);
		expect(clock.now() - before).toBeLessThan(10_000);
	});

	it('F5: a list or an upload that an organization does not have', async () => {
		answer('NOT_FOUND', { path: '/workflows' });
		answer('NOT_FOUND', { path: '/files/upload' });
		const list = await run(
			{ resource: 'workflow', operation: 'getAll' },
			{ items: [{ json: {} }, { json: {} }], node: onError },
		);
		const upload = await run({ operation: 'parse' }, { node: onError });
		for (const { errorItems } of [list, upload]) {
			expect(errorItems.map(getItemError)).toMatchObject([
				{ code: 'NOT_AVAILABLE', message: expect.stringContaining("isn't available") },
				{ code: 'NOT_AVAILABLE', description: expect.stringContaining('Extend support') },
			]);
		}
	});

	it('F5: a list by an ID that does not exist is a wrong ID', async () => {
		answer('NOT_FOUND', { path: '/extract_runs' });
		const { errorItems } = await run(
			{ resource: 'run', operation: 'getAll', filters: { extractor: byId('ex_gone') } },
			{ items: [{ json: {} }], node: onError },
		);
		expect(errorItems.map(getItemError)).toMatchObject([{ code: 'NOT_FOUND' }]);
	});

	it.each([
		['one that was never there', 200, 'NOT_FOUND'],
		['a beta that the organization lacks', 404, 'NOT_AVAILABLE'],
	])('F5: a verify run: %s', async (_name, status, code) => {
		answer('NOT_FOUND', { path: '/verify_runs/vr_1' });
		emulator.faults.add({
			kind: 'status',
			status,
			body:
				status === 200
					? { object: 'list', data: [] }
					: { code: 'NOT_FOUND', message: 'Not here.', retryable: false },
			match: { path: '/verify_runs' },
		});
		const { errorItems } = await run(
			{ resource: 'run', operation: 'get', runId: 'vr_1' },
			{ items: [{ json: {} }], node: onError },
		);
		expect(errorItems.map(getItemError)).toMatchObject([{ code, runId: 'vr_1' }]);
	});
});

describe('runs of kinds whose results the node does not know', () => {
	const VERIFIED = {
		object: 'verify_run',
		id: 'vr_1',
		status: 'PROCESSED',
		output: { riskLevel: 'LOW', summary: 'Fine.', signals: [] },
		usage: null,
	};
	const DETECTED = {
		object: 'form_detection_run',
		id: 'sgr_1',
		status: 'PROCESSED',
		output: { schema: { type: 'object', properties: {} } },
	};

	it.each([
		['vr_1', '/verify_runs', VERIFIED, 'auto'],
		['sgr_1', '/form_detection_runs', DETECTED, 'auto'],
		['new_1', '/verify_runs', { ...VERIFIED, id: 'new_1' }, 'verify_run'],
	])('F9: Run > Get and Wait return %s as it is', async (id, path, body, runType) => {
		emulator.faults.add({ kind: 'status', status: 200, body, match: { path: `${path}/${id}` } });
		for (const operation of ['get', 'wait']) {
			for (const output of ['fields', 'rows', 'run']) {
				const { items, thrown } = await run(
					{ resource: 'run', operation, runId: id, runType, output },
					{ items: [{ json: {} }, { json: {} }] },
				);
				expect(thrown).toBeUndefined();
				expect(items.map(({ json }) => json)).toEqual([body, body]);
			}
		}
	});

	it.each([
		['bpr_1', 'get', 'Batch › Get'],
		['evsr_1', 'get', 'HTTP Request'],
		['sgr_1', 'delete', 'File › Delete'],
		['sgr_1', 'cancel', 'Wait for the run'],
	])(
		'F9: what %s needs instead of Run > %s is said before any request',
		async (id, operation, hint) => {
			const { errorItems } = await run(
				{ resource: 'run', operation, runId: id },
				{ items: [{ json: {} }], node: onError },
			);
			expect(getItemError(errorItems[0]).description).toContain(hint);
			expect(emulator.requests).toEqual([]);
		},
	);
});

describe('what the editor offers', () => {
	const { properties } = new Extend().description;
	const filters = properties
		.filter(
			({ name, displayOptions }) =>
				name === 'filters' && displayOptions?.show?.resource?.includes('run'),
		)
		.flatMap(({ options = [] }) => options as INodeProperties[]);
	const processorRuns = ['classify_run', 'extract_run', 'split_run'];
	const choices = (name: string, runType: string) =>
		filters
			.filter(
				(filter) =>
					filter.name === name && filter.displayOptions?.show?.['/runType']?.includes(runType),
			)
			.flatMap(({ options = [] }) => options.map((one) => ('value' in one ? one.value : one.name)))
			.sort();

	it('F6: the filters of each kind of runs are those that its list has', () => {
		for (const runType of processorRuns) {
			expect(choices('status', runType)).toEqual(Object.values(Sdk.ProcessorRunStatus).sort());
			expect(choices('source', runType)).toEqual(Object.values(Sdk.RunSource).sort());
		}
		const parse = Object.values(Sdk.ParseRunsListRequestStatus).sort();
		expect(choices('status', 'parse_run')).toEqual(parse);
		expect(choices('source', 'parse_run')).toEqual(Object.values(Sdk.ParseRunSource).sort());
		expect(choices('status', 'workflow_run')).toEqual(Object.values(Sdk.WorkflowRunStatus).sort());
		expect(choices('source', 'workflow_run')).toEqual([]);
	});

	// Newest versions by Extend's changelog of November 2026.
	it('F7: placeholders of versions are current', () => {
		const found = new Map<string, Set<string | undefined>>();
		const collect = (property: INodeProperties, owner: string) => {
			if (/^(baseVersion|engineVersion)$/.test(property.name)) {
				const placeholders = found.get(owner) ?? new Set();
				found.set(owner, placeholders.add(property.placeholder));
			}
			for (const option of (property.options ?? []) as Array<
				INodeProperties | INodePropertyCollection
			>) {
				const inner = 'values' in option ? option.values : 'type' in option ? [option] : [];
				for (const one of inner) {
					collect(one, property.type === 'collection' ? property.name : owner);
				}
			}
		};
		for (const property of properties) collect(property, property.name);
		expect(Object.fromEntries([...found].map(([owner, set]) => [owner, [...set]]))).toEqual({
			classificationOptions: ['e.g. 1.2.0'],
			extractionOptions: ['e.g. 4.10.0'],
			formOptions: ['e.g. 1.0.0'],
			parseOptions: ['e.g. 2.1.0'],
			splitOptions: ['e.g. 1.5.0'],
		});
	});
});
