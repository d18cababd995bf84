/** A5: numbers, booleans and choices that an expression gives as text count, or are refused before any request. */
import type { IDataObject } from 'n8n-workflow';
import { byId, getItemError, runExtend } from '../support/extendNode.mts';
import {
	createInvoiceItem,
	findRequests,
	getRunRequests,
	useEmulator,
} from '../support/fixtures.mts';
import { clock } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

useVirtualClock(clock);

const emulator = useEmulator();
const TEXTS = (count: number) => Array.from({ length: count }, (_, n) => ({ json: { n } }));
const AS_TEXT = { documentSource: 'text', text: '=Invoice number: {{ $json.n }}' };
const INFERRED = { extractUsing: 'infer', ...AS_TEXT };

describe('A5: text that is a value counts', () => {
	it('M12: Max Credits limits', async () => {
		const { items, hints } = await runExtend({
			emulator,
			items: TEXTS(10),
			parameters: INFERRED,
			options: { maxCredits: '={{ "5" }}', concurrency: '1' },
			node: { onError: 'continueRegularOutput' },
		});
		expect(getRunRequests(emulator)).toHaveLength(2);
		expect(items.filter((item) => getItemError(item).code === 'MAX_CREDITS')).toHaveLength(8);
		expect(hints.join()).toContain('Max Credits');
	});

	it('D02: Priority is sent as a number', async () => {
		const options = { priority: '={{ "5" }}' };
		await runExtend({ emulator, items: TEXTS(1), parameters: INFERRED, options });
		expect(getRunRequests(emulator)[0]).toMatchObject({ priority: 5 });
	});

	it('D01: a threshold flags fields', async () => {
		const metadata = { a: { ocrConfidence: 0.9 } };
		emulator.nextRun({ output: { value: { a: 'x' }, metadata } });
		const { items } = await runExtend({
			emulator,
			items: TEXTS(1),
			parameters: { ...INFERRED, output: 'fields' },
			options: { confidenceThreshold: '={{ "0.95" }}' },
		});
		expect(items[0].json._extend).toMatchObject({ needsReview: true });
	});

	it('booleans are sent as such, in bundles too', async () => {
		await runExtend({
			emulator,
			items: TEXTS(1),
			parameters: { ...INFERRED, parseOptions: { 'agenticText.enabled': '={{ "true" }}' } },
			options: { reviewAgent: '={{ "FALSE" }}', 'chunkingOptions.pageChunkSize': '={{ " 4 " }}' },
		});
		expect(getRunRequests(emulator)[0].config).toMatchObject({
			advancedOptions: { reviewAgent: { enabled: false }, chunkingOptions: { pageChunkSize: 4 } },
			parseConfig: { blockOptions: { text: { agentic: { enabled: true } } } },
		});
	});

	it('a parameter of its own: Wait for Completion off', async () => {
		const parameters = { ...INFERRED, waitForCompletion: '={{ "false" }}' };
		await runExtend({ emulator, items: TEXTS(1), parameters });
		expect(findRequests(emulator, 'POST', '/extract_runs')).toHaveLength(1);
		expect(findRequests(emulator, 'GET', /.*/)).toEqual([]);
	});

	it('a list of choices as text', async () => {
		const { items } = await runExtend({
			emulator,
			items: [await createInvoiceItem(1)],
			parameters: { extractUsing: 'infer' },
			options: { fileTypes: '={{ "pdf, image" }}' },
		});
		expect(items[0].json._extend).toMatchObject({ skipped: [{ fileName: '1.txt' }] });
	});

	it('a model that this package does not know is for Extend to judge', async () => {
		const options = { 'baseProcessor.baseProcessor': '={{ "extraction_next" }}' };
		await runExtend({ emulator, items: TEXTS(1), parameters: INFERRED, options });
		expect(getRunRequests(emulator)[0].config).toMatchObject({ baseProcessor: 'extraction_next' });
	});
});

describe('A5: anything else that is set is refused', () => {
	const CASES: Array<[string, IDataObject, IDataObject, string]> = [
		['a number', { maxCredits: '={{ "five" }}' }, {}, "'Max Credits': \"five\" isn't a number"],
		['infinity', { priority: '={{ Infinity }}' }, {}, "'Priority'"],
		['too small', { timeout: '={{ 0 }}' }, {}, "'Timeout (Seconds)': 0 is less than the minimum"],
		['too large', { priority: '={{ 101 }}' }, {}, "'Priority': 101 is more than the maximum"],
		['an object', { priority: '={{ ({ a: 1 }) }}' }, {}, '\'Priority\': "{"a":1}" isn\'t a number'],
		['a boolean', { reviewAgent: '={{ "maybe" }}' }, {}, '"maybe" isn\'t true or false'],
		['a choice', { deleteAfter: '={{ "Both" }}' }, {}, '"Both" isn\'t one of the choices'],
		['choices', { cancelRunOn: '={{ ["stop", "x"] }}' }, {}, '"x" isn\'t one of the choices'],
		['a threshold', { confidenceThreshold: '={{ 1.5 }}' }, {}, "'Confidence Threshold'"],
		['a parameter', {}, { waitForCompletion: '={{ "off" }}' }, "'Wait for Completion'"],
		['in a bundle', { 'chunkingOptions.pageChunkSize': '={{ "x" }}' }, {}, 'Pages per Chunk'],
	];
	it.each(CASES)('%s', async (_what, options, parameters, message) => {
		const { thrown } = await runExtend({
			emulator,
			items: TEXTS(2),
			parameters: { ...INFERRED, ...parameters },
			options,
		});
		expect(thrown?.message).toContain(message);
		expect(thrown?.message).toContain('[item 0]');
		expect(thrown?.description).toBeTruthy();
		expect(emulator.requests).toEqual([]);
	});

	it('item by item when errors do not stop the node', async () => {
		const { items } = await runExtend({
			emulator,
			items: TEXTS(2),
			parameters: INFERRED,
			options: { priority: '={{ $json.n === 0 ? "x" : 3 }}' },
			node: { onError: 'continueRegularOutput' },
		});
		expect(getItemError(items[0])).toMatchObject({ code: 'INVALID_INPUT' });
		expect(getRunRequests(emulator)).toHaveLength(1);
	});

	it('the type of a batch', async () => {
		const { thrown } = await runExtend({
			emulator,
			items: TEXTS(1),
			parameters: {
				resource: 'batch',
				operation: 'start',
				runType: 'extract',
				extractor: byId('ex_1'),
				...AS_TEXT,
			},
		});
		expect(thrown?.message).toContain('"extract" isn\'t one of the choices');
		expect(emulator.requests).toEqual([]);
	});
});
