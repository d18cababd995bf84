/** Every exchange ends, whatever the server or the machine's clock does; by its letter in the list of attacks. */
import { rmSync } from 'node:fs';
import type { IBinaryData, IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';
import type { Fault } from '../emulator/index.mts';
import { getItemError, runExtend } from '../support/extendNode.mts';
import { createInvoiceItem, findRequests, storeBinary, useEmulator } from '../support/fixtures.mts';
import { getBinaryService } from '../support/harness.mts';
import { countOpenBinaries } from '../support/openBinaries.mts';
import { waitUntil } from '../support/waitUntil.mts';
import { clock } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
const text = { documentSource: 'text', text: 'Total: 1', output: 'fields' };

describe('C1: a response that drips ends with its time', () => {
	it.each([
		['a start', { method: 'POST', path: '/extract' }, 'sync'],
		['a poll', { method: 'GET', path: '/extract_runs/.+' }, 'async'],
	])(
		'of %s',
		async (_name, match, processingMode) => {
			emulator.nextRun({ pollsUntilDone: 100 });
			emulator.faults.add({ kind: 'drip', ms: 300, match });
			const began = performance.now();
			const { items } = await runExtend({
				emulator,
				items: [{ json: {} }],
				parameters: text,
				options: { processingMode, timeout: 2, onLostConnection: 'fail' },
				node: { onError: 'continueRegularOutput' },
			});
			// A start whose response did not arrive in time is found in the list.
			expect(items).toHaveLength(1);
			expect(emulator.billedRuns().length).toBeLessThan(2);
			// Dripping on, the response would take minutes.
			expect(performance.now() - began).toBeLessThan(20_000);
		},
		40_000,
	);
});

describe('C4: a clock that is set back makes no wait longer', () => {
	it('nor a deadline later', async () => {
		const { now } = Date;
		const before = clock.now();
		try {
			Date.now = () => now() - 3_600_000;
			await clock.sleep(20);
			expect(clock.now() - before).toBeGreaterThanOrEqual(19);
			expect(clock.now() - before).toBeLessThan(5_000);
			expect(before - clock.wallNow()).toBeGreaterThan(3_000_000);
		} finally {
			Date.now = now;
		}
	});
});

describe('C3: a file that does not have the announced size is told at once', () => {
	it.each([
		['shorter', 100],
		['longer', -100],
	])('%s, as an item and as a stop', async (_name, missing) => {
		const content = 'Invoice number: 1\n'.repeat(20_000);
		const data = await storeBinary(content, 'scan.txt');
		const size = jest
			.spyOn(getBinaryService(), 'getMetadata')
			.mockResolvedValue({ fileSize: content.length + missing } as never);
		try {
			for (const node of [{ onError: 'continueRegularOutput' } as const, {}]) {
				const began = performance.now();
				const { items, thrown } = await runExtend({
					emulator,
					items: [{ json: {}, binary: { data } }],
					options: { timeout: 30 },
					node,
				});
				const error = 'onError' in node ? getItemError(items[0]) : thrown;
				expect(error?.message).toContain('The file scan.txt is incomplete');
				expect(error?.description).toContain('Run the node');
				if ('onError' in node) expect(getItemError(items[0]).code).toBe('INVALID_INPUT');
				expect(performance.now() - began).toBeLessThan(5000);
			}
		} finally {
			size.mockRestore();
		}
		// Not sent again, and nothing was started.
		expect(findRequests(emulator, 'POST', '/files/upload').length).toBeLessThanOrEqual(2);
		expect(emulator.runs()).toEqual([]);
		await waitUntil(() => countOpenBinaries() === 0);
	});
});

describe('D-R05, D-M84: a file that is not there is told with its name', () => {
	const run = async (binary: IBinaryKeyData) => {
		const { items } = await runExtend({
			emulator,
			items: [{ json: {}, binary }],
			node: { onError: 'continueRegularOutput' },
		});
		return getItemError(items[0]);
	};

	it.each(['both', 'content'])('removed from the storage of n8n: %s', async (what) => {
		const data = await storeBinary('Invoice number: 1', 'scan.txt');
		const file = String(getBinaryService().getPath(data.id as never));
		rmSync(file);
		if (what === 'both') rmSync(`${file}.metadata`);
		const error = await run({ data });
		expect(error).toMatchObject({
			code: 'INVALID_INPUT',
			message: "n8n couldn't read the file scan.txt from its storage (data)",
			description: expect.stringContaining("the file in 'data'") as string,
		});
		expect(emulator.runs()).toEqual([]);
	});

	it.each([
		['no data', { fileName: 'scan.txt', mimeType: 'text/plain' }],
		['a storage', { fileName: 'scan.txt', mimeType: 'text/plain', data: 'filesystem-v2' }],
	])('with %s', async (_name, data) => {
		const error = await run({ data: data as IBinaryData });
		expect(error).toMatchObject({
			code: 'INVALID_INPUT',
			message: 'The file scan.txt has no content (data)',
		});
		expect(emulator.requests).toEqual([]);
	});
});

describe('a Retry-After that is longer than what is left', () => {
	const limit = (seconds: number, match: object, times?: number): Fault => ({
		kind: 'status',
		status: 429,
		headers: { 'retry-after': String(seconds) },
		envelope: { code: 'RATE_LIMIT_EXCEEDED', message: 'Too many.' },
		match,
		...(times ? { times } : {}),
	});
	const time = useVirtualClock(clock);
	// The other tests of this file go by the real clock.
	time.restore();
	beforeEach(time.resume);
	afterEach(time.restore);
	const run = async (count: number, options: object = {}) =>
		await runExtend({
			emulator,
			items: Array.from({ length: count }, () => ({ json: {} })),
			parameters: text,
			options: { timeout: 30, processingMode: 'async', ...options },
			node: { onError: 'continueRegularOutput' },
		});
	const failures = (items: INodeExecutionData[]) => items.filter(({ json }) => json.error);

	it.each([60, 3600])('D-N12: of %i s, once for a start, ends no item', async (seconds) => {
		emulator.faults.add(limit(seconds, { method: 'POST', path: '/extract_runs' }, 1));
		const { items } = await run(5);
		expect(failures(items)).toEqual([]);
		expect(emulator.billedRuns()).toHaveLength(5);
	});

	it.each([60, 3600])('D-N13: of %i s, once for a poll, gives up no run', async (seconds) => {
		emulator.options.pollsUntilDone = 2;
		emulator.faults.add(limit(seconds, { method: 'GET', path: '/extract_runs/.+' }, 1));
		const { items } = await run(5);
		expect(failures(items)).toEqual([]);
		expect(emulator.billedRuns()).toHaveLength(5);
	});

	it.each([429, 503])('D-N13b: %i polls are repeated until the deadline', async (status) => {
		emulator.options.pollsUntilDone = 2;
		const envelope = { code: 'BUSY', retryable: true };
		emulator.faults.add({
			...limit(600, { method: 'GET', path: '/extract_runs/.+' }, 3),
			status,
			envelope,
		} as Fault);
		const { items } = await run(1);
		expect(failures(items)).toEqual([]);
	});

	it('D-N15: that stays is told as a limit with what Extend asked for', async () => {
		emulator.faults.add(limit(3600, { method: 'GET', path: '/extract_runs/.+' }));
		const began = clock.now();
		const { items } = await run(2);
		// The whole time of the item was used.
		expect(clock.now() - began).toBeGreaterThan(28_000);
		expect(clock.now() - began).toBeLessThan(40_000);
		for (const [index, item] of items.entries()) {
			const error = getItemError(item);
			expect(error).toMatchObject({
				code: 'RATE_LIMIT_EXCEEDED',
				httpCode: 429,
				retryable: true,
				description: expect.stringMatching(/Extend asked n8n to wait \d{4} seconds\./) as string,
			});
			expect(emulator.runs().map(({ id }) => id)).toContain(error.runId);
			expect(index).toBeLessThan(2);
		}
	});

	it('D-N12: that stays for starts too, with few requests', async () => {
		emulator.faults.add(limit(3600, { method: 'POST', path: '/extract_runs' }));
		const { items } = await run(3);
		for (const item of items) {
			expect(getItemError(item)).toMatchObject({
				code: 'RATE_LIMIT_EXCEEDED',
				description: expect.stringContaining('Extend asked n8n to wait') as string,
			});
		}
		expect(findRequests(emulator, 'POST', '/extract_runs').length).toBeLessThan(25);
		expect(emulator.billedRuns()).toEqual([]);
	});
});

describe('D1: nothing happens outside of the item', () => {
	it.each([
		['a key that no header takes', { apiKey: 'sk_ä' }],
		['a base URL without scheme', { baseUrl: 'extend.example.com' }],
		['a workspace ID with a space', { workspaceId: 'ws 1' }],
	])('%s', async (_name, credential) => {
		const item = await createInvoiceItem(4711);
		const { items } = await runExtend({
			emulator,
			items: [item],
			credential: {
				apiKey: emulator.apiKey,
				region: 'custom',
				baseUrl: emulator.url,
				...credential,
			},
			node: { onError: 'continueRegularOutput' },
		});
		// What was destroyed emits its error in a later turn; an uncaught one fails the test.
		for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
		expect(getItemError(items[0]).message).toBeTruthy();
	});
});
