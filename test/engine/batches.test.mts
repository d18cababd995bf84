/** Batch > Start in the real engine: every document gets its own result, whatever happens to the others. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { callApi } from '../emulator/support/client.mts';
import { clock } from '../support/testedNodes.mts';
import { byId, getItemError, type RunExtendOptions } from '../support/extendNode.mts';
import {
	stringifyRun,
	createInvoiceItem,
	findRequests,
	getUploads,
	useEmulator,
} from '../support/fixtures.mts';
import { waitUntil } from '../support/waitUntil.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import {
	AS_TEXT,
	BATCH_TYPES,
	getInvoiceNumbers,
	runBatch,
	type BatchType,
} from '../support/invoiceRuns.mts';

const emulator = useEmulator();
useVirtualClock(clock);

const start = async (
	items: INodeExecutionData[],
	parameters?: IDataObject,
	more?: Partial<RunExtendOptions>,
	type: BatchType = 'extract',
) => await runBatch(emulator, type, items, parameters, more);
const numbered = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, n) => ({ json: { n } }));
const fields = { output: 'fields' };
const paired = (out: INodeExecutionData[]) => out.map(({ pairedItem }) => pairedItem);
const single = (...items: number[]) => items.map((item) => ({ item }));
const starts = (type: BatchType = 'extract') =>
	findRequests(emulator, 'POST', `/${type}_runs/batch`);
const onError = { node: { onError: 'continueErrorOutput' } } as const;
const regular = { node: { onError: 'continueRegularOutput' } } as const;

describe('one request for all items', () => {
	it.each(Object.keys(BATCH_TYPES) as BatchType[])(
		'%s: each result with its item, in order',
		async (type) => {
			const items = [
				await createInvoiceItem(41),
				await createInvoiceItem(42),
				await createInvoiceItem(43),
			];
			const { items: out, thrown } = await start(items, {}, {}, type);
			expect(thrown).toBeUndefined();
			expect(out.map(({ json }) => json.object)).toEqual(Array(3).fill(`${type}_run`));
			const names = out.map(({ json }) => {
				const file = (json.file ?? (json.files as IDataObject[])[0]) as IDataObject;
				return file.name;
			});
			expect(names).toEqual(['41.txt', '42.txt', '43.txt']);
			expect(paired(out)).toEqual(single(0, 1, 2));
			expect(starts(type)).toHaveLength(1);
			expect(emulator.billedRuns(`${type}_run`).filter(({ id }) => isOf(id, out))).toHaveLength(3);
		},
	);
	const isOf = (id: string, out: INodeExecutionData[]) => out.some(({ json }) => json.id === id);

	it('what is sent: the extractor, and with each document its metadata and our tag', async () => {
		await start(numbered(2), AS_TEXT, {
			options: {
				metadata: { entry: [{ name: 'order', value: '=A-{{ $json.n }}' }] },
				usageTags: 'finance',
				priority: 7,
				additionalConfig: '{"extractionRules":"Be brief"}',
			},
		});
		const [{ body }] = starts() as Array<{ body: IDataObject }>;
		const tag = (item: number) => ({
			key: expect.stringMatching(/^[0-9a-f]{64}$/),
			workflowId: 'wf-test',
			executionId: expect.any(String),
			item,
		});
		const metadata = (n: number) => ({
			order: `A-${n}`,
			'extend:usage_tags': ['finance'],
			n8n: tag(n),
		});
		expect(body).toEqual({
			extractor: { id: seededIds.invoices, overrideConfig: { extractionRules: 'Be brief' } },
			inputs: [0, 1].map((n) => ({
				file: { text: `Invoice number: ${n}` },
				metadata: metadata(n),
			})),
			priority: 7,
		});
		const keys = (body.inputs as any[]).map((input) => input.metadata.n8n.key);
		expect(keys[0]).toBe(keys[1]);
	});

	it('parse takes a configuration, also for texts', async () => {
		const { items } = await start(
			numbered(1),
			{ ...AS_TEXT, output: 'fields', parseOptions: { 'format.target': 'spatial' } },
			{ options: { pageRanges: '1' } },
			'parse',
		);
		expect(items[0].json.text).toContain('Invoice number: 0');
		expect(starts('parse')[0].body).toMatchObject({
			config: { target: 'spatial', advancedOptions: { pageRanges: [{ start: 1, end: 1 }] } },
		});
	});

	it('workflow: secrets go with each document and appear nowhere', async () => {
		const secrets = { secret: [{ name: 'token', value: '=hidden-{{ $json.n }}' }] };
		const result = await start(numbered(2), AS_TEXT, { options: { secrets } }, 'workflow');
		const [{ body }] = starts('workflow') as Array<{ body: { inputs: IDataObject[] } }>;
		expect(body.inputs.map((input) => input.secrets)).toEqual([
			{ token: 'hidden-0' },
			{ token: 'hidden-1' },
		]);
		expect(stringifyRun({ run: result.items })).not.toContain('hidden');
	});

	it('several files of an item are documents of their own', async () => {
		const [one, two] = [await createInvoiceItem(1), await createInvoiceItem(2)];
		const item = { json: {}, binary: { a: one.binary!.data, b: two.binary!.data } };
		const { items } = await start([item, await createInvoiceItem(3)], {
			...fields,
			binaryPropertyName: '*',
		});
		expect(getInvoiceNumbers(items)).toEqual(['1', '2', '3']);
		expect(paired(items)).toEqual(single(0, 0, 1));
		expect(items.map(({ json }) => (json._extend as IDataObject).sourceField)).toEqual([
			'a',
			'b',
			'data',
		]);
	});

	it('items that ask for different things go into different batches; the order stays', async () => {
		const ids = [seededIds.invoices, seededIds.receipts, seededIds.invoices];
		const items = ids.map((id, n) => ({ json: { id, n } }));
		const extractor = { ...byId(''), value: '={{ $json.id }}' };
		const { items: out } = await start(items, { ...AS_TEXT, extractor });
		expect(out.map(({ json }) => (json.extractor as IDataObject).id)).toEqual(ids);
		expect(paired(out)).toEqual(single(0, 1, 2));
		expect(starts().map(({ body }) => (body as any).inputs.length)).toEqual([2, 1]);
	});

	it('more than a thousand are split; nothing is lost or swapped', async () => {
		emulator.options.readDocuments = false;
		const { items, thrown } = await start(numbered(1003), AS_TEXT, {
			options: { concurrency: 50 },
		});
		expect(thrown).toBeUndefined();
		expect(starts().map(({ body }) => (body as any).inputs.length)).toEqual([1000, 3]);
		expect(items).toHaveLength(1003);
		expect(paired(items)).toEqual(single(...items.keys()));
		const files = items.map(({ json }) => (json.file as IDataObject).id);
		expect(new Set(files).size).toBe(1003);
		expect(items.map(({ json }) => (json.metadata as any).n8n.item)).toEqual(
			[...items.keys()].map((n) => n % 1000),
		);
		expect(emulator.billedRuns()).toHaveLength(1003);
	}, 60_000);

	it('files are uploaded some at a time', async () => {
		const items = await Promise.all([1, 2, 3, 4].map(async (n) => await createInvoiceItem(n)));
		const { items: out } = await start(items, fields, { options: { concurrency: 2 } });
		expect(
			getUploads(emulator)
				.map(({ fileName }) => fileName)
				.sort(),
		).toEqual(['1.txt', '2.txt', '3.txt', '4.txt']);
		expect(getInvoiceNumbers(out)).toEqual(['1', '2', '3', '4']);
	});

	it("'rows', 'Include Input File' and 'Delete After Completion' work as for single runs", async () => {
		const { items } = await start(
			[await createInvoiceItem(1), await createInvoiceItem(2)],
			{ output: 'rows' },
			{
				options: { includeInputFile: true, deleteAfter: 'both' },
			},
		);
		expect(items.map(({ json }) => [json.invoice_number, json.extend_row])).toEqual([
			['1', null],
			['2', null],
		]);
		expect(items.map(({ binary }) => binary?.data.fileName)).toEqual(['1.txt', '2.txt']);
		expect(emulator.runs()).toHaveLength(0);
		expect(emulator.files()).toHaveLength(0);
	});
});

describe('without waiting', () => {
	const off = { ...AS_TEXT, waitForCompletion: false };

	it.each(['extract', 'workflow'] as BatchType[])(
		'%s: one item for the batch, paired with all of its items',
		async (type) => {
			emulator.nextRun({ pollsUntilDone: 100, times: 3 });
			const { items, thrown } = await start(numbered(3), off, {}, type);
			expect(thrown).toBeUndefined();
			expect(items).toHaveLength(1);
			expect(items[0].json).toMatchObject({
				object: 'batch_run',
				id: expect.stringMatching(/^(bpr|batch)_/),
				status: 'PROCESSING',
			});
			expect(paired(items)).toEqual([single(0, 1, 2)]);
			expect(findRequests(emulator, 'GET', /./)).toHaveLength(0);
		},
	);

	it('what could not be sent is an error item beside it', async () => {
		const items = [{ json: { n: 0 } }, { json: {} }, { json: { n: 2 } }];
		const text = '={{ $json.n === undefined ? "" : "Invoice number: " + $json.n }}';
		const { items: out, errorItems } = await start(items, { ...off, text }, onError);
		expect(paired(out)).toEqual([single(0, 2)]);
		expect(paired(errorItems)).toEqual(single(1));
		expect(getItemError(errorItems[0])).toMatchObject({ code: 'INVALID_INPUT' });
	});
});

describe('documents that go wrong', () => {
	const failing = { status: 'FAILED', failureReason: 'CORRUPT_FILE' };
	const three = async () => [
		await createInvoiceItem(1),
		await createInvoiceItem(2),
		await createInvoiceItem(3),
	];

	it('a failed run is the error item of its document; the file stays with it', async () => {
		emulator.nextRun({ ...failing, match: { fileName: '2.txt' } });
		const { items, errorItems } = await start(await three(), fields, onError);
		expect(getInvoiceNumbers(items)).toEqual(['1', '3']);
		expect(paired(items)).toEqual(single(0, 2));
		expect(paired(errorItems)).toEqual(single(1));
		expect(getItemError(errorItems[0])).toMatchObject({
			code: 'CORRUPT_FILE',
			runId: expect.stringMatching(/^exr_/),
		});
		expect(errorItems[0].binary?.data.fileName).toBe('2.txt');
	});

	it('a failed run stops the node when errors do', async () => {
		emulator.nextRun({ ...failing, match: { fileName: '2.txt' } });
		const { thrown } = await start(await three());
		expect(thrown?.message).toContain('[item 1]');
	});

	it("'Return the Run' emits it like any other", async () => {
		emulator.nextRun({ ...failing, match: { fileName: '2.txt' } });
		const { items } = await start(await three(), {}, { options: { onFailedRun: 'return' } });
		expect(items.map(({ json }) => json.status)).toEqual(['PROCESSED', 'FAILED', 'PROCESSED']);
	});

	const uploadRefused = {
		kind: 'status',
		status: 400,
		envelope: { code: 'INVALID_REQUEST', message: 'no' },
		match: { method: 'POST', path: '/files/upload', after: 1 },
		times: 1,
	} as const;

	it('an upload that fails is the error item of its document; the rest is sent', async () => {
		emulator.faults.add(uploadRefused);
		const { items, errorItems } = await start(await three(), fields, {
			...onError,
			options: { concurrency: 1 },
		});
		expect(getInvoiceNumbers(items)).toEqual(['1', '3']);
		expect(paired(items)).toEqual(single(0, 2));
		expect(paired(errorItems)).toEqual(single(1));
		expect((starts()[0].body as any).inputs).toHaveLength(2);
	});

	it('an upload that fails stops the node before anything is started', async () => {
		emulator.faults.add(uploadRefused);
		const { thrown } = await start(await three());
		expect(thrown?.description).toContain('Happened while uploading');
		expect(starts()).toHaveLength(0);
	});

	it('wrong input stops the node before anything is sent', async () => {
		const { thrown } = await start([await createInvoiceItem(1), { json: {} }]);
		expect(thrown?.message).toContain('[item 1]');
		expect(emulator.requests).toHaveLength(0);
	});

	it('when all fail, nothing is started', async () => {
		const { errorItems } = await start(numbered(2), {}, onError);
		expect(paired(errorItems)).toEqual(single(0, 1));
		expect(emulator.requests).toHaveLength(0);
	});

	it('a batch that is refused is the error of each of its items', async () => {
		const { items } = await start(
			numbered(2),
			{ ...AS_TEXT, extractor: byId('ex_nobody') },
			regular,
		);
		expect(items.map((item) => getItemError(item).code)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
		expect(paired(items)).toEqual(single(0, 1));
	});

	it('skipped files leave their items in the output', async () => {
		const odd = await createInvoiceItem(2);
		odd.binary!.data.fileName = 'calendar.ics';
		odd.binary!.data.mimeType = 'text/calendar';
		const { items, hints } = await start(
			[await createInvoiceItem(1), odd, await createInvoiceItem(3)],
			fields,
			{
				options: { skipUnsupported: true },
			},
		);
		expect(getInvoiceNumbers(items)).toEqual(['1', undefined, '3']);
		expect(items[1].json._extend).toHaveProperty('skipped');
		expect(paired(items)).toEqual(single(0, 1, 2));
		expect(hints.join()).toContain('calendar.ics');
	});

	it('texts cannot be split: said before anything is sent', async () => {
		const { thrown } = await start(numbered(1), AS_TEXT, {}, 'split');
		expect(thrown?.message).toContain("doesn't accept text");
		expect(emulator.requests).toHaveLength(0);
	});

	it('a run that is missing from the list is looked for again, then an error item', async () => {
		emulator.nextRun({ pollsUntilDone: 5, times: 3 });
		const done = start(numbered(3), { ...AS_TEXT, ...fields }, onError);
		await waitUntil(() => emulator.runs().length === 3);
		const [, gone] = emulator.runs();
		await callApi(emulator, 'DELETE', `/extract_runs/${gone.id}`);
		const { items, errorItems } = await done;
		expect(getInvoiceNumbers(items)).toEqual(['0', '2']);
		expect(paired(errorItems)).toEqual(single(1));
		const [{ batchId }] = findRequests(emulator, 'GET', '/extract_runs').map(
			({ query }) => query,
		) as any[];
		expect(getItemError(errorItems[0])).toMatchObject({ code: 'RUN_MISSING', runId: batchId });
		expect(getItemError(errorItems[0]).description).toContain('Get Results');
		expect(findRequests(emulator, 'GET', '/extract_runs')).toHaveLength(5);
	});

	it.each(['extract', 'workflow'] as BatchType[])(
		'a %s list that lags is looked at again',
		async (type) => {
			emulator.faults.add({ kind: 'listLag', lists: 2, times: 2 });
			const { items, thrown } = await start(numbered(3), { ...AS_TEXT, ...fields }, {}, type);
			expect(thrown).toBeUndefined();
			expect(getInvoiceNumbers(items)).toEqual(['0', '1', '2']);
		},
	);

	it.each(['extract', 'workflow'] as BatchType[])(
		'a result of a %s batch that cannot be fetched is an error of its item only',
		async (type) => {
			const path = `/${type}_runs/(?!batch).+`;
			const match = { method: 'GET', path, after: 1 };
			emulator.faults.add({ kind: 'status', status: 403, body: '', match, times: 1 });
			const { items, errorItems } = await start(
				numbered(3),
				AS_TEXT,
				{ ...onError, options: { concurrency: 1 } },
				type,
			);
			expect(items).toHaveLength(2);
			expect(errorItems).toHaveLength(1);
			const all = [...paired(items), ...paired(errorItems)] as Array<{ item: number }>;
			expect(all.map(({ item }) => item).sort()).toEqual([0, 1, 2]);
		},
	);

	it('a run that is not done although its batch is, is waited for', async () => {
		emulator.nextRun({ pollsUntilDone: 60, times: 3 });
		const { items, thrown } = await start(
			numbered(3),
			{ ...AS_TEXT, ...fields },
			{
				onStarted: () =>
					void waitUntil(() => findRequests(emulator, 'GET', /^\/batch_runs\//).length > 0).then(
						() => {
							const [{ path }] = findRequests(emulator, 'GET', /^\/batch_runs\//);
							const [, id] = path.slice(1).split('/');
							const body = { object: 'batch_run', id, status: 'PROCESSED', runCount: 3 };
							emulator.faults.add({ kind: 'status', status: 200, body, match: { path } });
						},
					),
			},
		);
		expect(thrown).toBeUndefined();
		expect(getInvoiceNumbers(items)).toEqual(['0', '1', '2']);
		expect(findRequests(emulator, 'GET', /^\/extract_runs\/./).length).toBeGreaterThan(100);
	});

	it("a workflow run that needs a review is a result; 'Wait for Review' goes on", async () => {
		const needsReview = { status: 'NEEDS_REVIEW', match: { kind: 'workflow_run' } };
		emulator.nextRun(needsReview);
		const { items, hints } = await start(numbered(2), AS_TEXT, {}, 'workflow');
		expect(items.map(({ json }) => json.status)).toEqual(['NEEDS_REVIEW', 'PROCESSED']);
		expect(hints.join()).toContain('review');

		emulator.nextRun(needsReview);
		const options = { waitForReview: true, timeout: 60 };
		const later = await start(numbered(2), AS_TEXT, { options, ...onError }, 'workflow');
		expect(later.items.map(({ json }) => json.status)).toEqual(['PROCESSED']);
		expect(getItemError(later.errorItems[0])).toMatchObject({
			code: 'TIMEOUT',
			runId: expect.stringMatching(/^workflow_run_/),
		});
	});

	it.each([
		['FAILED', 'INTERNAL_ERROR'],
		['CANCELLED', 'CANCELLED'],
	] as const)(
		'a batch that Extend ends as %s: each item has the error of its run',
		async (endedAs, code) => {
			emulator.nextBatch(endedAs);
			const { items, errorItems, thrown } = await start(await three(), fields, onError);
			expect([items, thrown]).toEqual([[], undefined]);
			expect(paired(errorItems)).toEqual(single(0, 1, 2));
			for (const item of errorItems)
				expect(getItemError(item)).toMatchObject({
					code,
					runId: expect.stringMatching(/^exr_/),
				});
			expect(starts()).toHaveLength(1);
			emulator.nextBatch(endedAs);
			expect((await start(await three())).thrown?.message).toContain('[item 0]');
		},
	);

	it('a batch that failed as a whole: each item says so', async () => {
		const body = { object: 'batch_run', id: 'bpr_failed', status: 'FAILED', runCount: 2 };
		const match = { method: 'POST', path: '/extract_runs/batch' };
		emulator.faults.add({ kind: 'status', status: 200, body, match });
		const { errorItems } = await start(numbered(2), AS_TEXT, onError);
		expect(paired(errorItems)).toEqual(single(0, 1));
		expect(getItemError(errorItems[0])).toMatchObject({ code: 'RUN_MISSING', runId: 'bpr_failed' });
		expect(getItemError(errorItems[0]).description).toContain('bpr_failed (FAILED)');
	});
});
