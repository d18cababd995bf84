/** How many documents are in progress at the same time, and what ends that (invariants 3, 80). */
import type { INodeExecutionData } from 'n8n-workflow';
import { getItemError, runExtend } from '../support/extendNode.mts';
import { BINARY_STORAGES, findRequests, useEmulator } from '../support/fixtures.mts';
import { createBinaryItem, initBinaryData } from '../support/harness.mts';

const emulator = useEmulator();
const RUN_MS = 1500;
const asText = { documentSource: 'text', text: 'Invoice number: 4711' };
const createItems = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, number) => ({ json: { number } }));
const isStart = /^\/extract(_runs)?$/;
/** How many runs were started in the first `RUN_MS`, and how many at most within any such time. */
function countStarts() {
	const times = findRequests(emulator, 'POST', isStart).map(({ at }) => at);
	const within = (since: number) =>
		times.filter((at) => at >= since && at < since + RUN_MS * 0.8).length;
	return { first: within(times[0]), most: Math.max(...times.map(within)) };
}

beforeAll(async () => {
	// The first request of a process loads n8n's HTTP client.
	await runExtend({ emulator, items: createItems(1), parameters: asText });
});
beforeEach(() => {
	emulator.options.latencyMs = RUN_MS;
	emulator.options.readDocuments = false;
});

it.each(['sync', 'async'])(
	'%s: 20 until the first run has succeeded, then 100',
	async (processingMode) => {
		const { items: out, thrown } = await runExtend({
			emulator,
			items: createItems(150),
			parameters: asText,
			options: { processingMode },
		});
		expect(thrown).toBeUndefined();
		expect(out).toHaveLength(150);
		const { first, most } = countStarts();
		expect(first).toBe(20);
		expect(most).toBeGreaterThan(60);
		expect(most).toBeLessThanOrEqual(100);
	},
);

it('starts are further apart where responses take longer: all on their way are refused before a 429 is read', async () => {
	const responseMs = 240;
	emulator.faults.add({ kind: 'slow', ms: responseMs, match: { method: 'GET' } });
	await runExtend({
		emulator,
		items: createItems(40),
		parameters: asText,
		options: { processingMode: 'async' },
	});
	// By the first poll the first 20 have been started.
	const times = findRequests(emulator, 'POST', isStart)
		.map(({ at }) => at)
		.slice(20);
	const gaps = times.slice(8).map((at, index) => at - times[index]);
	expect(gaps).toHaveLength(12);
	expect(Math.min(...gaps)).toBeGreaterThan((responseMs / 6) * 4);
});

it('no more than 20 are billed for a setting with which every run fails', async () => {
	emulator.nextRun({ status: 'FAILED', failureReason: 'CORRUPT_FILE', times: 100 });
	const { thrown } = await runExtend({ emulator, items: createItems(60), parameters: asText });
	expect(thrown?.message).toContain('corrupted');
	expect(emulator.runs().length).toBeLessThanOrEqual(20);
});

it('a number is a ceiling', async () => {
	await runExtend({
		emulator,
		items: createItems(9),
		parameters: asText,
		options: { concurrency: 3 },
	});
	expect(countStarts()).toEqual({ first: 3, most: 3 });
});

describe.each(BINARY_STORAGES)('in $storage mode', ({ mode, settings }) => {
	afterAll(async () => void (await initBinaryData('filesystem')));

	it('four uploads at the same time, whatever the concurrency', async () => {
		await initBinaryData(mode);
		emulator.options.latencyMs = 0;
		emulator.faults.add({ kind: 'slow', ms: 300, match: { path: '/files/upload' } });
		const item = await createBinaryItem(Buffer.from('Invoice number: 1'), {
			fileName: 'a.txt',
			mimeType: 'text/plain',
		});
		const { items: out } = await runExtend({
			emulator,
			items: Array.from({ length: 12 }, () => item),
			options: { concurrency: 50 },
			settings,
		});
		expect(out).toHaveLength(12);
		const times = findRequests(emulator, 'POST', '/files/upload').map(({ at }) => at);
		const most = Math.max(
			...times.map((since) => times.filter((at) => at >= since && at < since + 250).length),
		);
		expect(most).toBe(4);
	});
});

it('after one synchronous request that was cut off the others are asynchronous', async () => {
	emulator.options.latencyMs = 0;
	const match = { method: 'POST', path: '/extract' };
	emulator.faults.add({ kind: 'status', status: 504, body: '', when: 'after', match, times: 1 });
	const { items: out } = await runExtend({
		emulator,
		items: createItems(3),
		parameters: asText,
		options: { concurrency: 1 },
	});
	expect(out.map(({ json }) => json.status)).toEqual(['PROCESSED', 'PROCESSED', 'PROCESSED']);
	expect(findRequests(emulator, 'POST', isStart).map(({ path }) => path)).toEqual([
		'/extract',
		'/extract_runs',
		'/extract_runs',
	]);
	expect(emulator.billedRuns()).toHaveLength(3);
});

it.each([undefined, 50])(
	"'Max Credits': four documents at most beyond what is left, concurrency %s",
	async (concurrency) => {
		const { items: out, hints } = await runExtend({
			emulator,
			items: createItems(30),
			parameters: asText,
			options: { maxCredits: 12, ...(concurrency ? { concurrency } : {}) },
			node: { onError: 'continueRegularOutput' },
		});
		const billed = emulator.billedRuns().length;
		expect(countStarts().first).toBe(4);
		// Each costs three credits. Once the first is done, three more are paid for.
		expect(billed).toBeGreaterThanOrEqual(4);
		expect(billed).toBeLessThanOrEqual(4 + 4);
		expect(out.filter((item) => getItemError(item).code === 'MAX_CREDITS')).toHaveLength(
			30 - billed,
		);
		const hint = `'Max Credits' was reached cost ${billed * 3 - 12} credits more`;
		expect(hints.join().includes(hint)).toBe(billed > 4);
	},
);

it('after an error that stops the node nothing new starts, and what is under way is waited for', async () => {
	emulator.options.runsPerSecond = 4;
	emulator.nextRun({ status: 'FAILED', failureReason: 'CORRUPT_FILE', times: 1 });
	const { thrown } = await runExtend({ emulator, items: createItems(40), parameters: asText });
	expect(thrown?.message).toContain('corrupted');
	const runs = emulator.runs();
	expect(runs.length).toBeLessThanOrEqual(12);
	expect(runs.map(({ status }) => status)).not.toContain('PROCESSING');
});
