/** 'When Already Processed': a document that comes again is paid once, and what comes out then. */

import type { IDataObject } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { byId, type RunExtendOptions } from '../support/extendNode.mts';
import { BINARY_STORAGES, getRunRequests, getUploads } from '../support/fixtures.mts';
import { initBinaryData } from '../support/harness.mts';
import { createItem, extractor, nextNumber, useReuse } from '../support/reuse.mts';
import { getInvoiceNumbers, getRunInfo } from '../support/invoiceRuns.mts';

const { emulator, execute, forgetRuns, countLists } = useReuse();

describe('off, as it is by default', () => {
	it('nothing is hashed into the metadata, and nothing more is requested', async () => {
		const items = [await createItem(nextNumber())];
		for (let n = 0; n < 2; n++) {
			await execute({ items, parameters: extractor() }, 'process');
		}
		expect(emulator.billedRuns()).toHaveLength(2);
		expect(emulator.requests.map(({ path }) => path)).toEqual([
			'/files/upload',
			'/extract',
			'/files/upload',
			'/extract',
		]);
		for (const { metadata, extractor: sent } of getRunRequests(emulator)) {
			const tag = (metadata as IDataObject).n8n as IDataObject;
			expect(Object.keys(tag)).toEqual(['key', 'workflowId', 'executionId']);
			expect(sent).toEqual({ id: seededIds.invoices });
		}
	});
});

describe.each(BINARY_STORAGES)('files in mode $storage', ({ mode, settings }) => {
	beforeEach(async () => void (await initBinaryData(mode)));

	it('Execute step twenty times costs once, and the file goes up once', async () => {
		const number = nextNumber();
		const items = [await createItem(number)];
		for (let n = 0; n < 20; n++) {
			const { items: out, hints } = await execute({ items, settings });
			expect(getInvoiceNumbers(out)).toEqual([String(number)]);
			expect(hints).toEqual(n === 0 ? [] : ['1 result reused, 0 credits.']);
		}
		expect(emulator.billedRuns()).toHaveLength(1);
		expect(getUploads(emulator)).toHaveLength(1);
		expect(countLists()).toBe(1);
	});

	it('another process finds all documents with one look into the list', async () => {
		const all = await Promise.all([...Array(12)].map(async () => await createItem(nextNumber())));
		const first = await execute({ items: all, settings });
		forgetRuns();
		const before = emulator.requests.length;
		const second = await execute({ items: all, settings });
		expect(getInvoiceNumbers(second.items)).toEqual(getInvoiceNumbers(first.items));
		expect(second.items.map((item) => getRunInfo(item).runId)).toEqual(
			first.items.map((item) => getRunInfo(item).runId),
		);
		const paths = emulator.requests.slice(before).map(({ path }) => path);
		expect(paths.filter((path) => path === '/extract_runs')).toHaveLength(1);
		expect(paths).toHaveLength(1 + all.length);
		expect(emulator.billedRuns()).toHaveLength(all.length);
		expect(second.hints).toEqual(['12 results reused, 0 credits.']);
	});
});

describe('what comes out', () => {
	const reuse = async (o: Partial<RunExtendOptions> = {}) => {
		const number = nextNumber();
		const items = [await createItem(number)];
		const first = await execute({ items, ...o });
		const second = await execute({ items: [await createItem(number, 'again.txt')], ...o });
		expect(emulator.billedRuns()).toHaveLength(1);
		return { first, second };
	};

	it('Fields: the same fields, marked, for 0 credits, under the name of this file', async () => {
		const { first, second } = await reuse();
		const { _extend: before, ...fields } = first.items[0].json;
		const { _extend: after, ...again } = second.items[0].json;
		expect(again).toEqual(fields);
		expect(before).not.toHaveProperty('reused');
		expect(after).toMatchObject({
			runId: (before as IDataObject).runId,
			reused: true,
			credits: 0,
			fileName: 'again.txt',
			status: 'PROCESSED',
		});
		expect(second.items[0].pairedItem).toEqual({ item: 0 });
	});

	it('Raw: the run as it is; only the hint says it', async () => {
		const { first, second } = await reuse({ parameters: { output: 'run' } });
		expect(second.items[0].json).toEqual(first.items[0].json);
		expect(second.hints).toEqual(['1 result reused, 0 credits.']);
	});

	it('Table Rows: the columns of every execution, with 0 credits', async () => {
		const { first, second } = await reuse({ parameters: { ...extractor(), output: 'rows' } });
		const [before] = first.items;
		const [after] = second.items;
		expect(after.json).toEqual({
			...before.json,
			extend_credits: 0,
			extend_file_name: 'again.txt',
		});
		expect(before.json.extend_credits).toBeGreaterThan(0);
	});

	it('the rules of this node decide about a review, not those of the first one', async () => {
		const number = nextNumber();
		const items = [await createItem(number)];
		const options = { citations: undefined, confidenceThreshold: 0.5 };
		const first = await execute({ items, parameters: extractor(), options });
		expect(getRunInfo(first.items[0]).needsReview).toBe(false);
		const second = await execute({
			items,
			parameters: extractor(),
			options: { ...options, confidenceThreshold: 1 },
		});
		expect(emulator.billedRuns()).toHaveLength(1);
		expect(getRunInfo(second.items[0])).toMatchObject({ reused: true, needsReview: true });
	});

	it("without waiting: the run, which isn't started again", async () => {
		const { first, second } = await reuse({ parameters: { waitForCompletion: false } });
		expect(second.items[0].json.id).toBe(first.items[0].json.id);
	});
});

const CLASSES = {
	class: [
		{ type: 'Invoice', description: 'A bill' },
		{ type: 'Letter', description: 'A letter' },
	],
};

describe.each([
	[
		'classify',
		'classify_run',
		{ classifyUsing: 'classifier', classifier: byId(seededIds.documentTypes) },
	],
	['classify', 'classify_run', { classifyUsing: 'config', classes: CLASSES }],
	['split', 'split_run', { splitUsing: 'splitter', splitter: byId(seededIds.bundles) }],
	['split', 'split_run', { splitUsing: 'config', classes: CLASSES }],
] as const)('Document > %s (%s, %j)', (operation, kind, parameters) => {
	it('is paid once, here and in another process', async () => {
		const items = [await createItem(nextNumber())];
		const o = { items, parameters: { ...parameters, operation, output: undefined } };
		const first = await execute(o);
		const second = await execute(o);
		forgetRuns();
		const third = await execute(o);
		expect(emulator.billedRuns(kind)).toHaveLength(1);
		for (const { items: out, hints } of [second, third]) {
			expect(out.map((item) => getRunInfo(item).reused)).toEqual(first.items.map(() => true));
			expect(out.map(({ json: { _extend: _, ...json } }) => json)).toEqual(
				first.items.map(({ json: { _extend: _, ...json } }) => json),
			);
			expect(hints).toEqual(['1 result reused, 0 credits.']);
		}
	});
});

describe('Skip', () => {
	it('gives a skipped item with the first run, and the others their results', async () => {
		const [old, fresh] = [nextNumber(), nextNumber()];
		const first = await execute({ items: [await createItem(old)] }, 'skip');
		const items = [
			await createItem(old, 'again.txt'),
			await createItem(fresh),
			await createItem(fresh, 'copy.txt'),
		];
		const { items: out, hints } = await execute({ items, options: { concurrency: 1 } }, 'skip');
		const skipped = (fileName: string) => ({
			fileName,
			fieldName: 'data',
			reason: 'it was already processed',
		});
		expect(out.map(({ json }) => json)).toEqual([
			{ _extend: { runId: getRunInfo(first.items[0]).runId, skipped: [skipped('again.txt')] } },
			expect.objectContaining({ invoice_number: String(fresh) }),
			{ _extend: { runId: getRunInfo(out[1]).runId, skipped: [skipped('copy.txt')] } },
		]);
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
		expect(hints).toEqual(['Skipped 2 documents processed before: again.txt, copy.txt.']);
		expect(emulator.billedRuns()).toHaveLength(2);
		expect(getUploads(emulator)).toHaveLength(2);
	});

	it('needs no more than one list for all documents', async () => {
		const items = await Promise.all([...Array(12)].map(async () => await createItem(nextNumber())));
		const first = await execute({ items }, 'skip');
		forgetRuns();
		const before = emulator.requests.length;
		const { items: out } = await execute({ items }, 'skip');
		expect(emulator.requests.slice(before).map(({ path }) => path)).toEqual(['/extract_runs']);
		expect(out.map((item) => getRunInfo(item).runId)).toEqual(
			first.items.map((item) => getRunInfo(item).runId),
		);
	});

	it("'Skipped Items' can drop it", async () => {
		const items = [await createItem(nextNumber())];
		await execute({ items }, 'skip');
		const { items: out, thrown } = await execute(
			{ items, options: { skippedItems: 'drop' } },
			'skip',
		);
		expect(thrown).toBeUndefined();
		expect(out).toEqual([]);
		expect(emulator.billedRuns()).toHaveLength(1);
	});

	it('a document whose run failed is not skipped', async () => {
		const number = nextNumber();
		const items = [await createItem(number)];
		emulator.nextRun({ status: 'FAILED', failureReason: 'CORRUPT_FILE' });
		await execute({ items }, 'skip');
		const { items: out } = await execute({ items }, 'skip');
		expect(getInvoiceNumbers(out)).toEqual([String(number)]);
	});
});

it('what it writes into the metadata stays out of the result and inside the limit', async () => {
	const items = [await createItem(nextNumber())];
	const { items: out } = await execute({ items });
	expect((getRunInfo(out[0]).run as IDataObject).metadata).toEqual({});
	const [{ metadata }] = getRunRequests(emulator);
	expect((metadata as IDataObject).n8n).toMatchObject({
		fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
	});
	// Without the option these entries just fit.
	const entry = (length: number) => ({
		metadata: { entry: [{ name: 'a', value: 'x'.repeat(length) }] },
	});
	const fits = await execute({ items, options: entry(10_040) }, 'process');
	expect(fits.thrown).toBeUndefined();
	const { thrown } = await execute({ items, options: entry(10_040) });
	expect(thrown?.message).toContain('Metadata');
});
