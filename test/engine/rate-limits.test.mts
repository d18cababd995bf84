/** Limits per category: a 429 of one holds back no other, and nothing is lost (invariants 11, 30). */
import type { INodeExecutionData } from 'n8n-workflow';
import {
	startEmulator,
	type Emulator,
	type EmulatorOptions,
	type Fault,
} from '../emulator/index.mts';
import { clock } from '../support/testedNodes.mts';
import { runExtend } from '../support/extendNode.mts';
import { createInvoiceItem, findRequests, useEmulator } from '../support/fixtures.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { waitUntil } from '../support/waitUntil.mts';

const emulator = useEmulator();
const time = useVirtualClock(clock);
const LIMIT_MS = 600_000;
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
	const real = { ...clock };
	let passed = 0;
	const countPolls = () => findRequests(emulator, 'GET', /^\/extract_runs\/./).length;
	Object.assign(clock, {
		now: () => real.now() + passed,
		// The wait for the limit ends when both other runs were polled until their result was there.
		async sleep(ms: number, signal?: AbortSignal) {
			await real.sleep(ms, signal);
			if (countPolls() === 4) passed = LIMIT_MS;
		},
	});
	emulator.options.pollsUntilDone = 1;
	// The last start, so that both other runs are there.
	emulator.faults.add(refuse('/extract_runs', String(LIMIT_MS / 1000), 2));
	const { items: out } = await runExtend({
		emulator,
		items,
		options: { processingMode: 'async' },
	});
	time.resume();
	expect(passed).toBeGreaterThan(0);
	expect(out.map(getFileName)).toEqual(['1.txt', '2.txt', '3.txt']);
	const sent = emulator.requests.map(name);
	const again = sent.lastIndexOf('POST /extract_runs');
	expect(sent.slice(0, again).filter((one) => one === 'GET /extract_runs/ID')).toHaveLength(4);
});

it('a 429 on a poll holds back no run', async () => {
	emulator.options.pollsUntilDone = 1;
	emulator.faults.add(refuse('/extract_runs/.+', '60'));
	const began = clock.now();
	await runExtend({ emulator, items, options: { processingMode: 'async' } });
	const sent = emulator.requests.map(name);
	const refused = emulator.requests.findIndex(({ status }) => status === 429);
	expect(sent.lastIndexOf('POST /extract_runs')).toBeLessThan(
		sent.indexOf('GET /extract_runs/ID', refused + 1),
	);
	expect(clock.now() - began).toBeGreaterThanOrEqual(59_000);
});

describe('limits in real time', () => {
	const emulators: Emulator[] = [];
	async function start(options: Partial<EmulatorOptions>) {
		const one = await startEmulator(options);
		emulators.push(one);
		return one;
	}
	const repeat = (times: number) => Array.from({ length: times }, () => items).flat();

	/** Limits of all categories, all the time. */
	async function runLimited(processingMode: string) {
		const limits = { readsPerSecond: 20, writesPerSecond: 10, runsPerSecond: 8 };
		const one = await start({ ...limits, latencyMs: 50 });
		const given = repeat(5);
		const result = await runExtend({ emulator: one, items: given, options: { processingMode } });
		return { ...result, given, emulator: one };
	}

	/** Limits of all categories that change in mid-run. */
	async function runWithChanges(retryAfter: 'seconds' | 'none') {
		const one = await start({ retryAfter, latencyMs: 50 });
		const setLimits = (reads: number, writes: number, runs: number) =>
			Object.assign(one.options, {
				readsPerSecond: reads,
				writesPerSecond: writes,
				runsPerSecond: runs,
			});
		setLimits(30, 15, 12);
		void waitUntil(() => one.runs().length >= 6)
			.then(() => setLimits(8, 5, 4))
			.then(async () => await waitUntil(() => one.runs().length >= 12))
			.then(() => setLimits(50, 50, 50));
		const given = repeat(6);
		const options = { processingMode: 'async' };
		const result = await runExtend({ emulator: one, items: given, options });
		return { ...result, given, emulator: one };
	}

	async function runTwoAtOnce() {
		const one = await start({ runsPerSecond: 10, readDocuments: false });
		const runs = ['one', 'other'].map(
			async (executionId) =>
				await runExtend({
					emulator: one,
					executionId,
					items: Array.from({ length: 25 }, () => ({ json: {} })),
					parameters: { documentSource: 'text', text: 'Invoice number: 4711' },
				}),
		);
		return { results: await Promise.all(runs), emulator: one };
	}

	let limited: Record<string, Awaited<ReturnType<typeof runLimited>>>;
	let twoAtOnce: Awaited<ReturnType<typeof runTwoAtOnce>>;
	beforeAll(async () => {
		time.restore();
		// They mostly wait, so they do it together; each has an Extend of its own.
		const [sync, async, seconds, none, two] = await Promise.all([
			runLimited('sync'),
			runLimited('async'),
			runWithChanges('seconds'),
			runWithChanges('none'),
			runTwoAtOnce(),
		]);
		time.resume();
		limited = {
			'at once, sync': sync,
			'at once, async': async,
			'that change in mid-run, Retry-After: seconds': seconds,
			'that change in mid-run, Retry-After: none': none,
		};
		twoAtOnce = two;
	}, 60_000);
	afterAll(async () => {
		await Promise.all(emulators.map(async (one) => await one.close()));
	});

	it.each([
		'at once, sync',
		'at once, async',
		'that change in mid-run, Retry-After: seconds',
		'that change in mid-run, Retry-After: none',
	])('of all categories %s: nothing is lost or billed twice', (which) => {
		const { items: out, thrown, given, emulator: used } = limited[which];
		expect(thrown).toBeUndefined();
		expect(out.map(getFileName)).toEqual(given.map((_item, index) => `${(index % 3) + 1}.txt`));
		expect(used.billedRuns()).toHaveLength(given.length);
	});

	it('two executions of one account at once take turns', () => {
		const { results, emulator: used } = twoAtOnce;
		expect(results.map(({ items: out }) => out.length)).toEqual([25, 25]);
		const getStarter = ({ metadata }: { metadata?: unknown }) =>
			(metadata as { n8n: { executionId: string } }).n8n.executionId;
		const first = used.runs().slice(0, 30).map(getStarter);
		expect(first.filter((starter) => starter === 'one').length).toBeGreaterThanOrEqual(12);
		expect(first.filter((starter) => starter === 'other').length).toBeGreaterThanOrEqual(12);
	});
});
