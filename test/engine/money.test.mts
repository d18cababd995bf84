/** No document is billed twice and no result is lost, whatever happens on the way (invariant 1). */
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import type { Fault } from '../emulator/index.mts';
import { clock } from '../support/testedNodes.mts';
import { getItemError, RETRY_ON_FAIL, runExtend } from '../support/extendNode.mts';
import { createInvoiceItem, useEmulator } from '../support/fixtures.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { getInvoiceNumbers } from '../support/invoiceRuns.mts';

const emulator = useEmulator();
let items: INodeExecutionData[];
useVirtualClock(clock);

beforeAll(async () => {
	items = await Promise.all(
		[4711, 4712, 4713].map(async (number) => await createInvoiceItem(number)),
	);
});

const posts = (path: string) =>
	emulator.requests.filter((request) => request.method === 'POST' && request.path === path).length;
/** Synchronous and asynchronous: after a synchronous request that was cut off, those not yet sent are asynchronous. */
const starts = () => posts('/extract') + posts('/extract_runs');
const lists = () =>
	emulator.requests.filter(({ method, path }) => method === 'GET' && path === '/extract_runs')
		.length;

const ON_ITEMS = { onError: 'continueRegularOutput' } as const;
const MODES = [
	{ mode: 'sync', path: '/extract', options: {} },
	{ mode: 'async', path: '/extract_runs', options: { processingMode: 'async' } },
] as const;

/** The server took the request; its answer did not arrive in one piece. */
const TAKEN: Array<[string, Fault]> = [
	['the connection is reset after the run was made', { kind: 'reset', when: 'after' }],
	['the answer is cut off', { kind: 'truncate' }],
	['a 200 that is HTML comes back', { kind: 'html', status: 200, when: 'after' }],
	['a 502 of a gateway comes back', { kind: 'html', status: 502, when: 'after' }],
	['broken JSON comes back', { kind: 'badJson', when: 'after' }],
	[
		'a 200 without a run comes back',
		{ kind: 'status', status: 200, body: { ok: true }, when: 'after' },
	],
	['a 200 that is a list comes back', { kind: 'status', status: 200, body: [1], when: 'after' }],
	[
		'500',
		{
			kind: 'status',
			status: 500,
			envelope: { code: 'INTERNAL_ERROR', retryable: true },
			when: 'after',
		},
	],
	['503 without an envelope', { kind: 'status', status: 503, body: 'busy', when: 'after' }],
	['504', { kind: 'status', status: 504, body: '', when: 'after' }],
	['408', { kind: 'status', status: 408, body: '', when: 'after' }],
];

/** The same, but the server did not take it. From here that looks alike. */
const NOT_TAKEN: Array<[string, Fault]> = [
	['the connection is reset before the server acts', { kind: 'reset', when: 'before' }],
	['502 and nothing was done', { kind: 'html', status: 502, when: 'before' }],
	[
		'500 and nothing was done',
		{ kind: 'status', status: 500, envelope: { code: 'INTERNAL_ERROR' } },
	],
];

/** The server says that it did not take it. */
const TURNED_AWAY: Array<[string, Fault]> = [
	[
		'429',
		{ kind: 'status', status: 429, envelope: { code: 'RATE_LIMIT_EXCEEDED', retryable: true } },
	],
	[
		'429 with Retry-After',
		{ kind: 'status', status: 429, headers: { 'retry-after': '7' }, body: '' },
	],
	[
		'503 that says retryable',
		{ kind: 'status', status: 503, envelope: { code: 'OVERLOADED', retryable: true } },
	],
];

describe.each(MODES)('$mode', ({ path, options }) => {
	const run = async (node: Partial<INode> = {}, documents = 3, more: IDataObject = {}) =>
		await runExtend({
			emulator,
			items: items.slice(0, documents),
			parameters: { output: 'fields' },
			options: { ...options, ...more },
			node,
		});
	const loseStart = (when: 'before' | 'after') =>
		emulator.faults.add({ kind: 'reset', when, match: { method: 'POST', path }, times: 1 });

	it.each(TAKEN)('%s: the run is found and used', async (_name, fault) => {
		emulator.faults.add({ ...fault, match: { method: 'POST', path }, times: 1 });
		const { thrown, items: out, hints } = await run();
		expect(thrown).toBeUndefined();
		expect(getInvoiceNumbers(out)).toEqual(['4711', '4712', '4713']);
		expect(emulator.billedRuns()).toHaveLength(3);
		expect(starts()).toBe(3);
		expect(hints.join()).toContain('reused it');
	});

	it.each(NOT_TAKEN)('%s: started again once, with a hint', async (_name, fault) => {
		emulator.faults.add({ ...fault, match: { method: 'POST', path }, times: 1 });
		const { thrown, items: out, hints } = await run();
		expect(thrown).toBeUndefined();
		expect(getInvoiceNumbers(out)).toEqual(['4711', '4712', '4713']);
		expect(emulator.billedRuns()).toHaveLength(3);
		const isCutOff = fault.kind !== 'status' && path === '/extract';
		expect(starts()).toBe(4);
		expect(posts('/extract_runs')).toBeGreaterThan(isCutOff ? 0 : -1);
		expect(posts('/files/upload')).toBe(3);
		// Five searches, and after the second start looks for a first run that was listed late.
		expect(lists()).toBe(7);
		expect(hints.join()).toContain('started a new one');
	});

	it.each(TURNED_AWAY)('%s: sent again', async (_name, fault) => {
		emulator.faults.add({ ...fault, match: { method: 'POST', path }, times: 2 });
		const { thrown, items: out } = await run();
		expect(thrown).toBeUndefined();
		expect(getInvoiceNumbers(out)).toEqual(['4711', '4712', '4713']);
		expect(emulator.billedRuns()).toHaveLength(3);
		expect(posts(path)).toBe(5);
		// A 503 may come late, so there is one look before each repetition. A 429 comes at once.
		expect(lists()).toBe(fault.kind === 'status' && fault.status === 503 ? 2 : 0);
	});

	it('a list that lags is looked at again', async () => {
		emulator.faults.add({ kind: 'listLag', lists: 3, times: 1 });
		loseStart('after');
		const { items: out } = await run();
		expect(getInvoiceNumbers(out)).toEqual(['4711', '4712', '4713']);
		expect(emulator.billedRuns()).toHaveLength(3);
		expect(lists()).toBe(4);
	});

	it("'After Lost Answer: Fail' does not start again, and says that the run may exist", async () => {
		loseStart('before');
		const { items: out, errorItems } = await run({ onError: 'continueErrorOutput' }, 3, {
			onLostConnection: 'fail',
		});
		expect(out).toHaveLength(2);
		expect(errorItems).toHaveLength(1);
		expect(getItemError(errorItems[0])).toMatchObject({ code: 'NO_ANSWER', retryable: false });
		expect(getItemError(errorItems[0]).description).toContain('may have started');
		expect(starts()).toBe(3);
	});

	it('two lost answers in a row: started again once and no more', async () => {
		const match = { method: 'POST', path: '/extract(_runs)?' };
		emulator.faults.add({ kind: 'reset', when: 'before', match });
		const { items: out } = await run(ON_ITEMS, 1);
		expect(getItemError(out[0])).toMatchObject({ code: 'NO_ANSWER' });
		expect(starts()).toBe(2);
	});

	it('without a tag a lost answer is reported and nothing is repeated', async () => {
		loseStart('after');
		const { items: out } = await run(ON_ITEMS, 2, { onLostConnection: 'untracked' });
		expect(out.filter(({ json }) => getItemError({ json }).code === 'NO_ANSWER')).toHaveLength(1);
		expect(posts(path)).toBe(2);
		expect(lists()).toBe(0);
		for (const sent of emulator.requests.filter((request) => request.path === path)) {
			expect(sent.body).not.toHaveProperty('metadata');
		}
	});

	it('when the list cannot be read, the run is not started again', async () => {
		loseStart('after');
		emulator.faults.add({
			kind: 'status',
			status: 500,
			body: '',
			match: { method: 'GET', path: '/extract_runs' },
		});
		const { items: out } = await run(ON_ITEMS, 1);
		expect(getItemError(out[0])).toMatchObject({ code: 'NO_ANSWER', retryable: false });
		expect(posts(path)).toBe(1);
	});

	it('a run that was found and had failed is reported with its ID, not started again', async () => {
		emulator.nextRun({ status: 'FAILED', failureReason: 'CORRUPT_FILE', failureMessage: 'Broken' });
		loseStart('after');
		const { items: out } = await run(ON_ITEMS, 1);
		const [found] = emulator.runs();
		expect(getItemError(out[0])).toMatchObject({ code: 'CORRUPT_FILE', runId: found.id });
		expect(posts(path)).toBe(1);
	});

	it("n8n's Retry On Fail takes up the runs of the first attempt and pays only for the rest", async () => {
		// The second document is refused on the first attempt; the others are done by then.
		emulator.faults.add({
			kind: 'status',
			status: 400,
			envelope: { code: 'INVALID_REQUEST', message: 'no' },
			match: { method: 'POST', path, after: 1 },
			times: 1,
		});
		const { items: out, thrown } = await run(RETRY_ON_FAIL, 3, { concurrency: 1 });
		expect(thrown).toBeUndefined();
		expect(getInvoiceNumbers(out)).toEqual(['4711', '4712', '4713']);
		expect(emulator.billedRuns()).toHaveLength(3);
		expect(posts(path)).toBe(4);
		expect(lists()).toBe(0);
		// The first document was neither sent nor uploaded again.
		expect(posts('/files/upload')).toBe(4);
	});

	it('Retry On Fail looks for a run whose answer was lost before it starts one', async () => {
		loseStart('after');
		emulator.faults.add({
			kind: 'status',
			status: 500,
			body: '',
			match: { method: 'GET', path: '/extract_runs' },
			times: 5,
		});
		const { items: out, thrown } = await run(RETRY_ON_FAIL, 1);
		expect(thrown).toBeUndefined();
		expect(getInvoiceNumbers(out)).toEqual(['4711']);
		expect(posts(path)).toBe(1);
		expect(emulator.billedRuns()).toHaveLength(1);
	});

	it('a run that failed costs nothing, so Retry On Fail starts a new one', async () => {
		emulator.nextRun({ status: 'FAILED', failureReason: 'INTERNAL_ERROR' });
		const { items: out, thrown } = await run(RETRY_ON_FAIL, 1);
		expect(thrown).toBeUndefined();
		expect(getInvoiceNumbers(out)).toEqual(['4711']);
		expect(posts(path)).toBe(2);
		expect(emulator.billedRuns()).toHaveLength(1);
	});

	it('a first attempt that goes well never lists', async () => {
		await run();
		expect(lists()).toBe(0);
		expect(posts(path)).toBe(3);
	});
});

describe('what is the same work', () => {
	it('the same file in two items is two documents', async () => {
		const { items: out } = await runExtend({ emulator, items: [items[0], items[0]] });
		expect(new Set(out.map(({ json }) => json.id)).size).toBe(2);
	});

	it('each run of the node carries a key of its own, with workflow and execution', async () => {
		await runExtend({
			emulator,
			items,
			options: { metadata: { entry: [{ name: 'a', value: 'b' }] } },
		});
		await runExtend({ emulator, items });
		const tags = emulator
			.runs()
			.map(
				({ metadata }) => metadata?.n8n as { key: string; workflowId: string; executionId: string },
			);
		expect(new Set(tags.map(({ key }) => key)).size).toBe(6);
		for (const tag of tags) {
			expect(tag).toEqual({
				key: expect.stringMatching(/^[0-9a-f]{64}$/),
				workflowId: 'wf-test',
				executionId: '1',
			});
		}
		expect(emulator.runs()[0].metadata).toMatchObject({ a: 'b' });
	});
});

describe('five minutes', () => {
	it.each([500, 504, 'drop', 'processing'] as const)(
		'a synchronous call that outlives them (%s) is waited for as the same run',
		async (syncLimitAs) => {
			emulator.options.syncLimitMs = 30;
			emulator.options.syncLimitAs = syncLimitAs;
			emulator.nextRun({ latencyMs: 120, times: 3 });
			const { items: out, thrown } = await runExtend({
				emulator,
				items,
				parameters: { output: 'fields' },
				options: { timeout: 90_000 },
			});
			expect(thrown).toBeUndefined();
			expect(getInvoiceNumbers(out)).toEqual(['4711', '4712', '4713']);
			expect(emulator.billedRuns()).toHaveLength(3);
			expect(starts()).toBe(3);
		},
	);
});
