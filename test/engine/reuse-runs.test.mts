/** 'When Already Processed': runs in progress, runs that are gone, copies, and lists that fail. */

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { callApi } from '../emulator/support/client.mts';
import { getItemError, RETRY_ON_FAIL } from '../support/extendNode.mts';
import { findRequests, getUploads } from '../support/fixtures.mts';
import { createItem, DAY_MS, extractor, nextNumber, useReuse } from '../support/reuse.mts';
import { waitUntil } from '../support/waitUntil.mts';
import { getInvoiceNumbers, getRunInfo } from '../support/invoiceRuns.mts';

const { emulator, time, execute, forgetRuns, countRequests, countLists, countReads } = useReuse();

describe('copies in one input', () => {
	it.each([1, 2, 5])('have one run, with concurrency %i', async (concurrency) => {
		const [one, two] = [nextNumber(), nextNumber()];
		const items = [
			await createItem(one),
			await createItem(one, 'copy.txt'),
			await createItem(two),
			await createItem(one, 'third.txt'),
		];
		const { items: out, hints } = await execute({
			items,
			options: { concurrency, maxCredits: 1000 },
		});
		expect(getInvoiceNumbers(out)).toEqual([one, one, two, one].map(String));
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
		expect(out.map((item) => getRunInfo(item).fileName)).toEqual([
			`${one}.txt`,
			'copy.txt',
			`${two}.txt`,
			'third.txt',
		]);
		expect(emulator.billedRuns()).toHaveLength(2);
		expect(getUploads(emulator)).toHaveLength(2);
		expect(out.filter((item) => getRunInfo(item).reused === true)).toHaveLength(2);
		const paid = out.map((item) => Number(getRunInfo(item).credits));
		expect(hints).toContain('2 results reused, 0 credits.');
		expect(hints).toContain(`2 documents cost ${paid.reduce((sum, one_) => sum + one_)} credits.`);
	});

	it('each try when the first fails: the next one is processed anew', async () => {
		const number = nextNumber();
		const items = [await createItem(number), await createItem(number, 'copy.txt')];
		emulator.nextRun({ status: 'FAILED', failureReason: 'CORRUPT_FILE', times: 1 });
		const { items: out, errorItems } = await execute({
			items,
			node: { onError: 'continueErrorOutput' },
			options: { concurrency: 1 },
		});
		expect(getInvoiceNumbers(out)).toEqual([String(number)]);
		expect(errorItems.map(getItemError)).toMatchObject([{ code: 'CORRUPT_FILE' }]);
		expect(emulator.billedRuns()).toHaveLength(1);
	});

	it('of a run that may exist, no copy is started', async () => {
		const number = nextNumber();
		const items = [await createItem(number), await createItem(number, 'copy.txt')];
		emulator.faults.add({
			kind: 'reset',
			when: 'before',
			match: { method: 'POST', path: '/extract' },
		});
		const { errorItems } = await execute({
			items,
			node: { onError: 'continueErrorOutput' },
			options: { onLostConnection: 'fail' },
		});
		expect(errorItems.map((item) => getItemError(item).code)).toEqual(['NO_ANSWER', 'NO_ANSWER']);
		expect(countRequests('POST', '/extract')).toBe(1);
	});

	it('Delete After deletes what this execution started, once, and nothing else', async () => {
		const number = nextNumber();
		const old = [await createItem(number)];
		await execute({ items: old });
		const [{ id: oldRun }] = emulator.billedRuns();
		const fresh = nextNumber();
		const items = [await createItem(fresh), await createItem(fresh), ...old];
		await execute({ items, options: { deleteAfter: 'both' } });
		expect(countRequests('DELETE', /./)).toBe(2);
		expect(emulator.runs().map(({ id }) => id)).toEqual([oldRun]);
		expect(emulator.files()).toHaveLength(1);
	});
});

describe('a run in progress', () => {
	const start = async (items: INodeExecutionData[]) => {
		emulator.options.pollsUntilDone = 3;
		return await execute({ items, parameters: { waitForCompletion: false } });
	};

	it.each([false, true])('is waited for (found in the list: %s)', async (forgets) => {
		const number = nextNumber();
		const items = [await createItem(number)];
		const started = await start(items);
		// A run that has been in progress for a day counts no more, so the clock of the server moves as well.
		if (forgets) time.advance(DAY_MS + 1);
		const { items: out } = await execute({ items });
		expect(getRunInfo(out[0])).toMatchObject({ runId: started.items[0].json.id, reused: true });
		expect(getInvoiceNumbers(out)).toEqual([String(number)]);
		expect(emulator.billedRuns()).toHaveLength(1);
	});

	it('is not canceled by whoever waits for it, neither at the timeout nor at Stop', async () => {
		emulator.options.pollsUntilDone = 1000;
		const items = [await createItem(nextNumber())];
		const { items: started } = await execute({ items, parameters: { waitForCompletion: false } });
		const options = { cancelRunOn: ['stop', 'timeout'], timeout: 5 };
		const late = await execute({ items, options, node: { onError: 'continueErrorOutput' } });
		expect(getItemError(late.errorItems[0])).toMatchObject({
			code: 'TIMEOUT',
			runId: started[0].json.id,
		});
		const reads = countReads();
		let stop = () => {};
		const stopped = execute({
			items,
			options: { ...options, timeout: 10_000 },
			onStarted: (cancel) => (stop = cancel),
		});
		await waitUntil(() => countReads() > reads + 2);
		stop();
		expect((await stopped).run.status).toBe('canceled');
		expect(countRequests('POST', /cancel$/)).toBe(0);
		expect(emulator.runs()).toMatchObject([{ status: 'PROCESSING' }]);
	});

	it.each(['FAILED', 'CANCELLED'])('that ends %s is processed anew', async (status) => {
		const number = nextNumber();
		const items = [await createItem(number)];
		emulator.nextRun({ status, failureReason: 'CORRUPT_FILE' });
		await start(items);
		const { items: out } = await execute({ items });
		expect(getInvoiceNumbers(out)).toEqual([String(number)]);
		expect(emulator.billedRuns()).toHaveLength(1);
	});
});

describe('a result that is no longer there', () => {
	const processed = async () => {
		const number = nextNumber();
		const items = [await createItem(number)];
		await execute({ items });
		const [{ id }] = emulator.billedRuns();
		return { number, items, id };
	};

	it.each([false, true])('deleted: processed anew (by another process: %s)', async (forgets) => {
		const { items, id } = await processed();
		await callApi(emulator, 'DELETE', `/extract_runs/${id}`);
		if (forgets) forgetRuns();
		const { items: out } = await execute({ items });
		expect(getRunInfo(out[0])).not.toHaveProperty('reused');
		expect(emulator.billedRuns()).toHaveLength(2);
	});

	it.each<[string, IDataObject]>([
		['without its output', { status: 200 }],
		['as a 404', { status: 404, envelope: { code: 'FILE_PURGED', message: 'purged' } }],
	])('purged, %s: processed anew', async (_name, { status, envelope }) => {
		const { items, id, number } = await processed();
		const { json } = await callApi(emulator, 'GET', `/extract_runs/${id}`);
		emulator.faults.add({
			kind: 'status',
			status: status as number,
			...(envelope ? { envelope: envelope as never } : { body: { ...json, output: null } }),
			match: { method: 'GET', path: `/extract_runs/${id}` },
		});
		const { items: out } = await execute({ items });
		expect(getInvoiceNumbers(out)).toEqual([String(number)]);
		expect(emulator.billedRuns()).toHaveLength(2);
	});

	it('cannot be read: an error with the run, and no second bill', async () => {
		const { items, id } = await processed();
		emulator.faults.add({
			kind: 'status',
			status: 403,
			envelope: { code: 'FORBIDDEN', message: 'no' },
			match: { method: 'GET', path: `/extract_runs/${id}` },
		});
		const { thrown, items: out } = await execute({
			items,
			node: { onError: 'continueRegularOutput' },
		});
		expect(thrown).toBeUndefined();
		expect(getItemError(out[0])).toMatchObject({ runId: id });
		expect(emulator.billedRuns()).toHaveLength(1);
	});
});

describe('the list', () => {
	it.each([
		[{ kind: 'status', status: 500, envelope: { code: 'INTERNAL_ERROR' } }],
		[{ kind: 'status', status: 403, envelope: { code: 'FORBIDDEN' } }],
		[{ kind: 'html', status: 200 }],
	] as const)('that fails (%j) stops nothing and is said', async (fault) => {
		const numbers_ = [nextNumber(), nextNumber()];
		const items = await Promise.all(numbers_.map(async (number) => await createItem(number)));
		emulator.faults.add({ ...fault, match: { method: 'GET', path: '/extract_runs' } });
		const { items: out, hints } = await execute({ items });
		expect(getInvoiceNumbers(out)).toEqual(numbers_.map(String));
		expect(emulator.billedRuns()).toHaveLength(2);
		expect(hints.join()).toContain("n8n couldn't look for earlier results");
	});

	it('is read for five pages at most, and the hint says how far back that was', async () => {
		const run = { object: 'extract_run', id: 'exr_1', status: 'PROCESSED' };
		let page = 0;
		emulator.faults.chooser = ({ method, path }) => {
			if (method !== 'GET' || path !== '/extract_runs') return undefined;
			const data = [{ ...run, createdAt: new Date().toISOString() }];
			const body = { object: 'list', data, nextPageToken: `page ${(page += 1)}` };
			return { kind: 'status', status: 200, body };
		};
		const items = [await createItem(nextNumber()), await createItem(nextNumber())];
		const { items: out, hints } = await execute({ items });
		expect(out).toHaveLength(2);
		expect(countLists()).toBe(5);
		const day = new Date().toISOString().slice(0, 10);
		expect(hints).toEqual([
			expect.stringMatching(
				new RegExp(`^n8n looked for earlier results back to ${day} ..:.. UTC only`),
			),
		]);
	});

	it('is read no further back than asked', async () => {
		const createdAt = new Date(Date.now() - 10 * DAY_MS).toISOString();
		const items = [await createItem(nextNumber())];
		emulator.nextRun({ extra: { createdAt } });
		await execute({ items });
		forgetRuns();
		await execute({ items, options: { lookBackDays: 9 } });
		expect(emulator.billedRuns()).toHaveLength(2);
		const other = [await createItem(nextNumber())];
		emulator.nextRun({ extra: { createdAt } });
		await execute({ items: other });
		forgetRuns();
		const { hints } = await execute({ items: other, options: { lookBackDays: 11 } });
		expect(hints).toEqual(['1 result reused, 0 credits.']);
	});

	it('is narrowed by the extractor and sorted by the newest', async () => {
		await execute({ items: [await createItem(nextNumber())], parameters: extractor() });
		const [{ query }] = findRequests(emulator, 'GET', '/extract_runs');
		expect(query).toMatchObject({
			extractorId: seededIds.invoices,
			source: 'API',
			sortBy: 'createdAt',
			sortDir: 'desc',
		});
	});

	it('that lags lets another process start again, as without the option', async () => {
		const items = [await createItem(nextNumber())];
		emulator.faults.add({ kind: 'listLag', lists: 3, times: 1 });
		await execute({ items });
		forgetRuns();
		await execute({ items });
		expect(emulator.billedRuns()).toHaveLength(2);
	});
});

describe('errors beside it', () => {
	it.each(['continueRegularOutput', 'continueErrorOutput', undefined] as const)(
		'On Error %s: a document that fails costs the others nothing at the next execution',
		async (onError) => {
			const [good, bad] = [nextNumber(), nextNumber()];
			const items = [await createItem(good), await createItem(bad)];
			emulator.nextRun({
				match: { fileName: String(bad) },
				status: 'FAILED',
				failureReason: 'CORRUPT_FILE',
			});
			const first = await execute({ items, node: { onError }, options: { concurrency: 1 } });
			expect(first.thrown === undefined).toBe(onError !== undefined);
			const second = await execute({ items, node: { onError } });
			expect(getInvoiceNumbers(second.items)).toEqual([good, bad].map(String));
			expect(getRunInfo(second.items[0])).toHaveProperty('reused', true);
			expect(getRunInfo(second.items[1])).not.toHaveProperty('reused');
			expect(emulator.billedRuns()).toHaveLength(2);
		},
	);

	it('Retry On Fail goes on with what the first try started and reused', async () => {
		const [old, good, bad] = [nextNumber(), nextNumber(), nextNumber()];
		await execute({ items: [await createItem(old)] });
		const items = [await createItem(old), await createItem(good), await createItem(bad)];
		emulator.nextRun({
			match: { fileName: String(bad) },
			status: 'FAILED',
			failureReason: 'INTERNAL_ERROR',
		});
		const { items: out } = await execute({
			items,
			node: RETRY_ON_FAIL,
		});
		expect(getInvoiceNumbers(out)).toEqual([old, good, bad].map(String));
		expect(emulator.billedRuns()).toHaveLength(3);
	});

	it('Max Credits counts nothing for a result that is reused', async () => {
		const items = await Promise.all([1, 2, 3].map(async () => await createItem(nextNumber())));
		await execute({ items });
		const { items: out } = await execute({
			items: [...items, await createItem(nextNumber())],
			options: { maxCredits: 1, concurrency: 1 },
		});
		expect(out).toHaveLength(4);
		expect(emulator.billedRuns()).toHaveLength(4);
	});

	it("'Untracked' leaves nothing to find a run by, so it's refused before anything is sent", async () => {
		const { thrown } = await execute({
			items: [await createItem(nextNumber())],
			options: { onLostConnection: 'untracked' },
		});
		expect(thrown?.message).toContain(
			"Check 'When Already Processed': 'Untracked' runs can't be found again",
		);
		expect(emulator.requests).toHaveLength(0);
	});
});
