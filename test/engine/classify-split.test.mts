/** Document > Classify and Split in the real engine. */
import type { INodeExecutionData } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { clock } from '../support/testedNodes.mts';
import {
	createBrokenItem,
	createBundleItem,
	createInvoicePdfItem,
	createReceiptItem,
} from '../support/documentItems.mts';
import { byId, getItemError, runExtend, type RunExtendOptions } from '../support/extendNode.mts';
import { useEmulator } from '../support/fixtures.mts';
import { waitUntil } from '../support/waitUntil.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
let invoice: INodeExecutionData;
let receipt: INodeExecutionData;
let bundles: INodeExecutionData[];
let broken: INodeExecutionData;
useVirtualClock(clock);

beforeAll(async () => {
	[invoice, receipt, broken] = await Promise.all([
		createInvoicePdfItem(),
		createReceiptItem(),
		createBrokenItem(),
	]);
	bundles = await Promise.all([createBundleItem(1), createBundleItem(2)]);
});

const CLASSES = {
	class: [
		{ type: 'Invoice', description: 'A bill with a due date and payment terms' },
		{ type: 'Receipt', description: 'Proof of payment of a shop, paid by card or cash' },
	],
};
type More = Partial<RunExtendOptions>;
const classify = async (items: INodeExecutionData[], parameters: object = {}, more: More = {}) =>
	await runExtend({
		emulator,
		items,
		...more,
		parameters: {
			operation: 'classify',
			classifyUsing: 'config',
			classes: CLASSES,
			...parameters,
		},
	});
const split = async (items: INodeExecutionData[], parameters: object = {}, more: More = {}) =>
	await runExtend({
		emulator,
		items,
		...more,
		parameters: {
			operation: 'split',
			splitter: byId(seededIds.bundles),
			...parameters,
		},
	});
const posted = (path: string) =>
	emulator.requests
		.filter((request) => request.method === 'POST' && request.path === path)
		.map(({ body }) => body as { config?: object; classifier?: object; splitter?: object });

describe('Classify', () => {
	it('gives the class of each document, in the order of the items', async () => {
		const { items: out, thrown } = await classify([invoice, receipt]);
		expect(thrown).toBeUndefined();
		expect(out.map(({ json }) => json.type)).toEqual(['Invoice', 'Receipt']);
		expect(out[1]).toMatchObject({
			json: {
				classificationId: 'receipt',
				confidence: expect.any(Number),
				_extend: { fileName: 'receipt-1.pdf', sourceField: 'data', status: 'PROCESSED' },
			},
			pairedItem: { item: 1 },
		});
	});

	it("adds the class 'other' and makes IDs from the names; rules go along", async () => {
		await classify([invoice], { classificationRules: 'A reminder counts as an invoice' });
		expect(posted('/classify')[0].config).toEqual({
			classifications: [
				{ id: 'invoice', type: 'Invoice', description: CLASSES.class[0].description },
				{ id: 'receipt', type: 'Receipt', description: CLASSES.class[1].description },
				{ id: 'other', type: 'other', description: expect.any(String) },
			],
			classificationRules: 'A reminder counts as an invoice',
		});
	});

	it('takes a saved classifier with a version and changed settings', async () => {
		const { items: out } = await classify(
			[receipt],
			{
				classifyUsing: 'classifier',
				classifier: byId(seededIds.documentTypes),
				classifierVersion: byId('1.0'),
				simple: false,
			},
			{ options: { context: 'max', pageRanges: '1' } },
		);
		expect(posted('/classify')[0].classifier).toEqual({
			id: seededIds.documentTypes,
			version: '1.0',
			overrideConfig: { advancedOptions: { context: 'max', pageRanges: [{ start: 1, end: 1 }] } },
		});
		expect(out[0].json).toEqual(emulator.runs('classify_run')[0]);
	});

	it.each([
		['no class', { class: [] }, /no document types are defined.*\[item 0\]/],
		['a class without a name', { class: [{ type: ' ' }] }, /classification 1: the name is empty/],
		[
			'a class twice',
			{ class: [{ type: 'a b' }, { type: 'A-B' }] },
			/classification 2: "A-B" is listed twice/,
		],
	])('%s is said before anything is sent', async (_name, classes, message) => {
		const { thrown } = await classify([invoice], { classes });
		expect(thrown?.message).toMatch(message);
		expect(emulator.requests).toEqual([]);
	});

	it('a broken file is an error item; the others go through', async () => {
		const onError = 'continueErrorOutput' as const;
		const result = await classify([invoice, broken, receipt], {}, { node: { onError } });
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(getItemError(result.errorItems[0])).toMatchObject({ code: 'FAILED_TO_PROCESS_FILE' });
		expect(result.errorItems[0].binary?.data).toMatchObject({ fileName: 'broken.pdf' });
		const stopped = await classify([invoice, broken]);
		expect(stopped.thrown?.message).toMatch(/couldn't read the file.*\[item 1\]/);
	});

	it.each(['sync', 'async'])(
		'%s: a lost answer is found, not paid again',
		async (processingMode) => {
			const path = processingMode === 'sync' ? '/classify' : '/classify_runs';
			emulator.faults.add({
				kind: 'reset',
				when: 'after',
				match: { method: 'POST', path },
				times: 1,
			});
			const options = { processingMode };
			const { items: out, hints } = await classify([invoice, receipt], {}, { options });
			expect(out.map(({ json }) => json.type)).toEqual(['Invoice', 'Receipt']);
			expect(emulator.billedRuns('classify_run')).toHaveLength(2);
			expect(hints.join()).toContain('reused it');
		},
	);

	it('stopping the execution cancels the run', async () => {
		emulator.options.latencyMs = 60_000;
		let cancel = () => {};
		const running = classify(
			[invoice],
			{},
			{
				options: { processingMode: 'async' },
				onStarted: (stop) => (cancel = stop),
			},
		);
		await waitUntil(() => emulator.runs('classify_run').length === 1);
		cancel();
		await running;
		expect(emulator.runs('classify_run')[0].status).toBe('CANCELLED');
	});

	it('a failed run comes out as it is when that is set', async () => {
		emulator.nextRun({ status: 'FAILED', failureReason: 'PARSING_ERROR' });
		const { items: out } = await classify([invoice], {}, { options: { onFailedRun: 'return' } });
		expect(out[0].json).toMatchObject({ type: null, _extend: { status: 'FAILED' } });
	});
});

describe('Split', () => {
	it('gives one item per part with its own new file', async () => {
		const { items: out, thrown } = await split(bundles);
		expect(thrown).toBeUndefined();
		const first = out.filter(({ pairedItem }) => (pairedItem as { item: number }).item === 0);
		expect(first.length).toBeGreaterThan(1);
		expect(first[0].json).toMatchObject({
			type: 'invoice',
			startPage: 1,
			fileId: expect.stringMatching(/^file_/),
			_extend: { fileName: 'bundle-1.pdf', row: 1 },
		});
		const stored = emulator.files().map(({ id }) => id);
		for (const { json } of out) expect(stored).toContain(json.fileId);
		expect(new Set(out.map(({ json }) => json.fileId)).size).toBe(out.length);
	});

	it('the parts go on to Extract by their file ID', async () => {
		const { items: parts } = await split(bundles.slice(0, 1));
		const { items: out } = await runExtend({
			emulator,
			items: parts,
			parameters: { documentSource: 'fileId', fileId: '={{ $json.fileId }}', output: 'fields' },
		});
		expect(out).toHaveLength(parts.length);
		expect(out[0].json.invoice_number).toEqual(expect.any(String));
	});

	it('the whole run comes out as Extend gives it; classes can be listed here', async () => {
		const { items: out } = await split(bundles.slice(0, 1), {
			splitUsing: 'config',
			classes: {
				class: [
					{
						type: 'invoice',
						description: 'A bill with a due date',
						identifierKey: 'invoice number',
					},
				],
			},
			splitRules: 'Each invoice by itself',
			output: 'run',
		});
		expect(out.map(({ json }) => json)).toEqual(emulator.runs('split_run'));
		expect(posted('/split')[0].config).toEqual({
			splitClassifications: [
				{
					id: 'invoice',
					type: 'invoice',
					description: 'A bill with a due date',
					identifierKey: 'invoice number',
				},
				{ id: 'other', type: 'other', description: expect.any(String) },
			],
			splitRules: 'Each invoice by itself',
		});
	});

	it('a file without parts still comes out', async () => {
		emulator.nextRun({ output: { splits: [] } });
		const { items: out } = await split(bundles.slice(0, 1));
		expect(out).toHaveLength(1);
		expect(out[0].json).toMatchObject({ parts: [], _extend: { fileName: 'bundle-1.pdf' } });
	});

	it('a broken file is an error item on the same output, too', async () => {
		const node = { onError: 'continueRegularOutput' as const };
		const { items: out } = await split([broken, bundles[1]], {}, { node });
		expect(getItemError(out[0])).toMatchObject({ code: 'FAILED_TO_PROCESS_FILE' });
		expect(out[1].pairedItem).toEqual({ item: 1 });
	});

	it('a lost answer is found among the runs of the splitter', async () => {
		emulator.faults.add({ kind: 'truncate', match: { method: 'POST', path: '/split' }, times: 1 });
		const { items: out } = await split(bundles.slice(0, 1));
		expect(out.length).toBeGreaterThan(1);
		expect(emulator.billedRuns('split_run')).toHaveLength(1);
		const search = emulator.requests.find(({ path }) => path === '/split_runs');
		expect(search?.query).toMatchObject({ splitterId: seededIds.bundles, source: 'API' });
	});

	it('deletes what it brought to Extend when that is set, and keeps the parts', async () => {
		const options = { deleteAfter: 'both' };
		const { items: out } = await split(bundles.slice(0, 1), {}, { options });
		expect(emulator.runs('split_run')).toEqual([]);
		const left = emulator.files().map(({ id }) => id);
		expect(left.sort()).toEqual(out.map(({ json }) => String(json.fileId)).sort());
	});
});
