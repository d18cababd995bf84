/** Limits per category: a 429 of one holds back no other, and nothing is lost (invariants 11, 30). */
import type { INodeExecutionData } from 'n8n-workflow';
import type { Fault } from '../emulator/index.mts';
import { clock } from '../support/testedNodes.mts';
import { runExtend } from '../support/extendNode.mts';
import { createInvoiceItem, useEmulator } from '../support/fixtures.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { waitUntil } from '../support/waitUntil.mts';

const emulator = useEmulator();
const time = useVirtualClock(clock);
let items: INodeExecutionData[];

beforeAll(async () => {
	items = await Promise.all([1, 2, 3].map(async (number) => await createInvoiceItem(number)));
});
beforeEach(() => {
	time.slept.length = 0;
});

const refuse = (path: string, seconds: string, after = 0): Fault => ({
	kind: 'status',
	status: 429,
	headers: { 'retry-after': seconds },
	body: '',
	times: 1,
	match: { path, after },
});
const getFileName = ({ json }: INodeExecutionData) => (json.file as { name?: string }).name;
const name = ({ method, path }: { method: string; path: string }) =>
	`${method} ${path.replace(/_runs\/.+/, '_runs/ID')}`;

it('a 429 on a run holds back no poll and no result', async () => {
	time.restore();
	emulator.options.pollsUntilDone = 1;
	// The last start, so that both other runs are there; longer than two polls take, also on a busy machine.
	emulator.faults.add(refuse('/extract_runs', '6', 2));
	const { items: out } = await runExtend({
		emulator,
		items,
		options: { processingMode: 'async' },
	});
	time.resume();
	expect(out.map(getFileName)).toEqual(['1.txt', '2.txt', '3.txt']);
	const sent = emulator.requests.map(name);
	const again = sent.lastIndexOf('POST /extract_runs');
	// Both other runs were polled until their result was there.
	expect(sent.slice(0, again).filter((one) => one === 'GET /extract_runs/ID')).toHaveLength(4);
});

it('a 429 on a poll holds back no run', async () => {
	emulator.options.pollsUntilDone = 1;
	emulator.faults.add(refuse('/extract_runs/.+', '60'));
	await runExtend({ emulator, items, options: { processingMode: 'async' } });
	const sent = emulator.requests.map(name);
	const refused = emulator.requests.findIndex(({ status }) => status === 429);
	expect(sent.lastIndexOf('POST /extract_runs')).toBeLessThan(
		sent.indexOf('GET /extract_runs/ID', refused + 1),
	);
	expect(Math.max(...time.slept)).toBeGreaterThanOrEqual(59_000);
});

it.each(['sync', 'async'])(
	'limits of all categories at once: nothing is lost, %s',
	async (processingMode) => {
		time.restore();
		Object.assign(emulator.options, {
			readsPerSecond: 20,
			writesPerSecond: 10,
			runsPerSecond: 8,
			latencyMs: 50,
		});
		const many = Array.from({ length: 5 }, () => items).flat();
		const { items: out, thrown } = await runExtend({
			emulator,
			items: many,
			options: { processingMode },
		});
		time.resume();
		expect(thrown).toBeUndefined();
		expect(out.map(getFileName)).toEqual(many.map((_item, index) => `${(index % 3) + 1}.txt`));
		expect(emulator.billedRuns()).toHaveLength(many.length);
	},
);

it('two executions of one account at once take turns', async () => {
	time.restore();
	Object.assign(emulator.options, { runsPerSecond: 10, readDocuments: false });
	const runs = ['one', 'other'].map(
		async (executionId) =>
			await runExtend({
				emulator,
				executionId,
				items: Array.from({ length: 25 }, () => ({ json: {} })),
				parameters: { documentSource: 'text', text: 'Invoice number: 4711' },
			}),
	);
	const results = await Promise.all(runs);
	time.resume();
	expect(results.map(({ items: out }) => out.length)).toEqual([25, 25]);
	const getStarter = ({ metadata }: { metadata?: unknown }) =>
		(metadata as { n8n: { executionId: string } }).n8n.executionId;
	const first = emulator.runs().slice(0, 30).map(getStarter);
	expect(first.filter((starter) => starter === 'one').length).toBeGreaterThanOrEqual(12);
	expect(first.filter((starter) => starter === 'other').length).toBeGreaterThanOrEqual(12);
});

it.each(['seconds', 'none'] as const)(
	'limits of all categories that change in mid-run, Retry-After: %s: nothing is lost or billed twice',
	async (retryAfter) => {
		time.restore();
		const setLimits = (reads: number, writes: number, runs: number) =>
			Object.assign(emulator.options, {
				readsPerSecond: reads,
				writesPerSecond: writes,
				runsPerSecond: runs,
			});
		Object.assign(emulator.options, { retryAfter, latencyMs: 50 });
		setLimits(30, 15, 12);
		void waitUntil(() => emulator.runs().length >= 6)
			.then(() => setLimits(8, 5, 4))
			.then(async () => await waitUntil(() => emulator.runs().length >= 12))
			.then(() => setLimits(50, 50, 50));
		const many = Array.from({ length: 6 }, () => items).flat();
		const { items: out, thrown } = await runExtend({
			emulator,
			items: many,
			options: { processingMode: 'async' },
		});
		time.resume();
		expect(thrown).toBeUndefined();
		expect(out.map(getFileName)).toEqual(many.map((_item, index) => `${(index % 3) + 1}.txt`));
		expect(emulator.billedRuns()).toHaveLength(many.length);
	},
);
