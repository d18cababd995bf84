/** No batch is billed twice, none outlives Stop or its deadline unseen; and what is read of batches later. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { type Fault } from '../emulator/index.mts';
import { callApi } from '../emulator/support/client.mts';
import { clock } from '../support/testedNodes.mts';
import {
	getItemError,
	RETRY_ON_FAIL,
	runExtend,
	runOperation,
	toIdItems,
	type OperationSettings,
	type RunExtendOptions,
} from '../support/extendNode.mts';
import { createInvoiceItem, findRequests, useEmulator } from '../support/fixtures.mts';
import { waitUntil } from '../support/waitUntil.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { AS_TEXT, type BatchType, runBatch } from '../support/invoiceRuns.mts';

const emulator = useEmulator();
useVirtualClock(clock);

const batch = async (
	type: BatchType,
	more?: Partial<RunExtendOptions>,
	parameters: IDataObject = {},
	items: INodeExecutionData[] = [0, 1, 2].map((n) => ({ json: { n } })),
) => await runBatch(emulator, type, items, { ...AS_TEXT, ...parameters }, more);
const starts = (type: string) => findRequests(emulator, 'POST', `/${type}_runs/batch`).length;
const billed = (type: string) =>
	emulator.billedRuns(`${type}_run` as 'extract_run').filter((run) => 'n8n' in (run.metadata ?? {}))
		.length;
const regular = { node: { onError: 'continueRegularOutput' } } as const;
const onError = { node: { onError: 'continueErrorOutput' } } as const;
const cancels = () => findRequests(emulator, 'POST', /cancel$/).length;
const statuses = (out: INodeExecutionData[]) => out.map(({ json }) => json.status);

describe.each(['classify', 'extract', 'parse', 'workflow'] as const)(
	'%s: a lost answer',
	(type) => {
		const match = { method: 'POST', path: `/${type}_runs/batch` };

		it.each([
			['reset', { kind: 'reset', when: 'after' }],
			['cut off', { kind: 'truncate' }],
			['a gateway', { kind: 'html', status: 502, when: 'after' }],
		] as Array<[string, Fault]>)('%s: the batch is found again', async (_name, fault) => {
			emulator.faults.add({ ...fault, match, times: 1 });
			const { items, thrown, hints } = await batch(type);
			expect(thrown).toBeUndefined();
			expect(statuses(items)).toEqual(['PROCESSED', 'PROCESSED', 'PROCESSED']);
			expect(starts(type)).toBe(1);
			expect(billed(type)).toBe(3);
			expect(hints.join()).toContain('reused it');
		});

		it('not taken: started again once, with a hint', async () => {
			emulator.faults.add({ kind: 'reset', when: 'before', match, times: 1 });
			const { items, hints } = await batch(type);
			expect(statuses(items)).toEqual(['PROCESSED', 'PROCESSED', 'PROCESSED']);
			expect(starts(type)).toBe(2);
			expect(billed(type)).toBe(3);
			expect(hints.join()).toContain('started a new one');
		});
	},
);

it.each(['classify', 'extract'] as const)(
	'%s: without waiting, a batch whose ID was lost is reached by its key',
	async (type) => {
		const match = { method: 'POST', path: `/${type}_runs/batch` };
		emulator.faults.add({ kind: 'reset', when: 'after', match, times: 1 });
		const { items, hints } = await batch(type, {}, { waitForCompletion: false });
		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject({ object: 'batch_run', runCount: 3 });
		expect(hints.join()).toContain("Use 'id' in Batch > Get");

		// Newer and older runs of others are not taken for its own.
		await batch(type);
		const read = async (operation: string) =>
			await runExtend({
				emulator,
				items: [{ json: { id: items[0].json.id } }],
				parameters: { resource: 'batch', operation, batchId: '={{ $json.id }}' },
			});
		const [progress, results] = [await read('get'), await read('getResults')];
		expect(progress.items[0].json).toMatchObject({ id: items[0].json.id, runCount: 3 });
		expect(results.items.map(({ json }) => (json.metadata as any).n8n)).toEqual(
			[0, 1, 2].map((item) => expect.objectContaining({ key: items[0].json.id, item })),
		);
	},
);

it('another batch of the same documents is not taken for ours', async () => {
	await batch('extract');
	const match = { method: 'POST', path: '/extract_runs/batch' };
	emulator.faults.add({ kind: 'reset', when: 'before', match, times: 1 });
	await batch('extract');
	expect(emulator.billedRuns()).toHaveLength(6);
});

it("'After Lost Answer: Fail' leaves it at the error", async () => {
	const match = { method: 'POST', path: '/extract_runs/batch' };
	emulator.faults.add({ kind: 'reset', when: 'before', match, times: 1 });
	const { items } = await batch('extract', { ...regular, options: { onLostConnection: 'fail' } });
	expect(items.map((item) => getItemError(item).code)).toEqual([
		'NO_ANSWER',
		'NO_ANSWER',
		'NO_ANSWER',
	]);
	expect(starts('extract')).toBe(1);
});

describe('Retry On Fail', () => {
	it('takes up the batch of the first attempt, and uploads nothing again', async () => {
		const items = [await createInvoiceItem(1), await createInvoiceItem(2)];
		// The first look at the list is refused, so the first attempt fails after the batch is paid.
		const match = { method: 'GET', path: '/extract_runs' };
		emulator.faults.add({ kind: 'status', status: 403, body: '', match, times: 1 });
		const { items: out, thrown } = await batch(
			'extract',
			{ node: RETRY_ON_FAIL },
			{ documentSource: 'binary' },
			items,
		);
		expect(thrown).toBeUndefined();
		expect(statuses(out)).toEqual(['PROCESSED', 'PROCESSED']);
		expect(starts('extract')).toBe(1);
		expect(emulator.billedRuns()).toHaveLength(2);
		expect(findRequests(emulator, 'POST', '/files/upload')).toHaveLength(2);
	});

	it('a batch in which a run failed is not paid again', async () => {
		emulator.nextRun({ status: 'FAILED', failureReason: 'CORRUPT_FILE' });
		const { thrown } = await batch('extract', { node: RETRY_ON_FAIL });
		expect(thrown?.message).toContain('corrupted');
		expect(starts('extract')).toBe(1);
		expect(emulator.billedRuns()).toHaveLength(2);
	});
});

describe('the deadline', () => {
	const slow = { pollsUntilDone: 1000, times: 3 };

	it.each(['extract', 'workflow'] as const)('%s: each item says the batch ID', async (type) => {
		emulator.nextRun({ ...slow, match: { kind: `${type}_run` } });
		const { errorItems } = await batch(type, { ...onError, options: { timeout: 20 } });
		expect(errorItems.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2].map((item) => ({ item })),
		);
		expect(getItemError(errorItems[2])).toMatchObject({
			code: 'TIMEOUT',
			runId: expect.stringMatching(/^(bpr|batch)_/),
		});
		expect(cancels()).toBe(0);
	});

	it('an hour unless it is set', async () => {
		emulator.nextRun({ ...slow, pollsUntilDone: 150 });
		const before = clock.now();
		const { items } = await batch('extract');
		expect(items).toHaveLength(3);
		expect(clock.now() - before).toBeGreaterThan(900_000);
	});

	it("'Cancel on Timeout' cancels the runs that are not done; they are not started again", async () => {
		emulator.nextRun({ ...slow, times: 2 });
		const { thrown } = await batch('extract', {
			options: { timeout: 20, cancelRunOn: ['stop', 'timeout'] },
			node: RETRY_ON_FAIL,
		});
		expect(thrown).toBeDefined();
		expect(statuses(emulator.runs().map((json) => ({ json: json as never }))).sort()).toEqual([
			'CANCELLED',
			'CANCELLED',
			'PROCESSED',
		]);
		expect(starts('extract')).toBe(1);
	});
});

describe('Stop', () => {
	it.each(['extract', 'parse', 'workflow'] as const)(
		'cancels the runs of a %s batch',
		async (type) => {
			emulator.nextRun({ match: { kind: `${type}_run` }, pollsUntilDone: 10_000, times: 3 });
			const ofType = () =>
				emulator
					.runs(`${type}_run` as 'extract_run')
					.filter((run) => 'n8n' in (run.metadata ?? {}));
			const { run } = await batch(type, {
				onStarted: (cancel) => void waitUntil(() => ofType().length === 3).then(cancel),
			});
			expect(run.status).toBe('canceled');
			await waitUntil(() => ofType().every(({ status }) => status === 'CANCELLED'));
			expect(billed(type)).toBe(0);
		},
	);

	it("leaves them alone without 'Cancel on Stop'", async () => {
		emulator.nextRun({ pollsUntilDone: 10_000, times: 3 });
		const { run } = await batch('extract', {
			options: { cancelRunOn: [] },
			onStarted: (cancel) =>
				void waitUntil(() => findRequests(emulator, 'GET', /^\/batch_runs/).length > 3).then(
					cancel,
				),
		});
		expect(run.status).toBe('canceled');
		for (let n = 0; n < 10; n++) await fetch(`${emulator.url}/__emulator/state`);
		expect(cancels()).toBe(0);
	});

	it('during the uploads: nothing is started', async () => {
		emulator.faults.add({
			kind: 'hang',
			when: 'before',
			match: { path: '/files/upload', after: 2 },
		});
		const items = await Promise.all([1, 2, 3, 4].map(async (n) => await createInvoiceItem(n)));
		const { run } = await batch(
			'extract',
			{
				options: { concurrency: 1 },
				onStarted: (cancel) =>
					void waitUntil(() => findRequests(emulator, 'POST', '/files/upload').length === 3).then(
						cancel,
					),
			},
			{ documentSource: 'binary' },
			items,
		);
		expect(run.status).toBe('canceled');
		expect(starts('extract')).toBe(0);
		expect(findRequests(emulator, 'POST', '/files/upload')).toHaveLength(3);
	});
});

describe('later', () => {
	const on = async (operation: string, ids: string[], ...[parameters, more]: OperationSettings) => {
		const own = { resource: 'batch', operation, batchId: '={{ $json.id }}' };
		return await runOperation(emulator, own, toIdItems(ids), parameters, more);
	};
	const started = async (type: BatchType, count = 3) => {
		const items = Array.from({ length: count }, (_, n) => ({ json: { n } }));
		const { items: out } = await batch(type, {}, { waitForCompletion: false }, items);
		return String(out[0].json.id);
	};
	const all = ['classify', 'extract', 'parse', 'workflow'] as const;

	it('Get tells how far batches of all kinds are', async () => {
		emulator.nextRun({ pollsUntilDone: 1000, match: { kind: 'extract_run' }, times: 3 });
		const ids = [];
		for (const type of all) ids.push(await started(type));
		const { items, thrown } = await on('get', ids);
		expect(thrown).toBeUndefined();
		expect(items.map(({ json }) => [json.id, json.object, json.runCount])).toEqual(
			ids.map((id) => [id, 'batch_run', 3]),
		);
		expect(items[1].json.status).toBe('PROCESSING');
	});

	it.each(all)(
		'Get Results gives each run of a %s batch, in the order of the documents',
		async (type) => {
			const id = await started(type);
			const { items, thrown } = await on('getResults', [id]);
			expect(thrown).toBeUndefined();
			expect(items.map(({ json }) => json.object)).toEqual(Array(3).fill(`${type}_run`));
			expect(items.map(({ json }) => (json.metadata as any).n8n.item)).toEqual([0, 1, 2]);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual(Array(3).fill({ item: 0 }));
		},
	);

	it('Get Results over several pages and batches, in any output', async () => {
		emulator.options.readDocuments = false;
		const ids = [await started('extract', 120), await started('extract', 2)];
		const { items } = await on('getResults', ids, { output: 'fields' });
		expect(items).toHaveLength(122);
		expect(items[121].pairedItem).toEqual({ item: 1 });
		expect(items.every(({ json }) => 'invoice_number' in json)).toBe(true);
		expect(findRequests(emulator, 'GET', '/extract_runs').length).toBeGreaterThanOrEqual(3);
	});

	it('failed runs are error items, runs that are not done come out as they are', async () => {
		emulator.nextRun({ status: 'FAILED', failureReason: 'CORRUPT_FILE' });
		emulator.nextRun({ pollsUntilDone: 1000 });
		const id = await started('extract');
		const { items, errorItems, hints } = await on('getResults', [id], {}, onError);
		expect(statuses(items)).toEqual(['PROCESSING', 'PROCESSED']);
		expect(getItemError(errorItems[0])).toMatchObject({ code: 'CORRUPT_FILE' });
		expect(hints.join()).toContain('still in progress');
		expect((await on('getResults', [id])).thrown?.message).toContain('corrupted');
		const returned = await on('getResults', [id], {}, { options: { onFailedRun: 'return' } });
		expect(statuses(returned.items)).toEqual(['FAILED', 'PROCESSING', 'PROCESSED']);
	});

	it('a run that is missing is told', async () => {
		const id = await started('extract');
		const [gone] = emulator.runs();
		await callApi(emulator, 'DELETE', `/extract_runs/${gone.id}`);
		const { items, errorItems } = await on('getResults', [id], {}, onError);
		expect(items).toHaveLength(2);
		expect(getItemError(errorItems[0])).toMatchObject({ code: 'RUN_MISSING', runId: id });
		expect(getItemError(errorItems[0]).message).toContain("Couldn't find 1 run of the batch");
	});

	it.each(['get', 'getResults'])(
		'%s: an ID that is not there is an error item',
		async (operation) => {
			const id = await started('extract', 1);
			const { items, errorItems } = await on(operation, ['bpr_nobody', id], {}, onError);
			expect(items).toHaveLength(1);
			expect(getItemError(errorItems[0])).toMatchObject({ code: 'NOT_FOUND', httpCode: 404 });
			emulator.requests.length = 0;
			const { thrown } = await on(operation, ['exr_1']);
			expect(thrown?.description).toContain("'Run Type'");
			expect(emulator.requests).toHaveLength(0);
		},
	);

	it("'Batch Type' overrules the ID", async () => {
		const id = await started('extract', 1);
		const { items } = await on('getResults', [id], { runType: 'classify_run' }, regular);
		expect(getItemError(items[0])).toMatchObject({ code: 'RUN_MISSING' });
		expect(findRequests(emulator, 'GET', '/classify_runs').length).toBeGreaterThan(0);
		expect(findRequests(emulator, 'GET', '/extract_runs')).toHaveLength(0);
	});
});
