/** Stop with a hundred runs in progress: as many as the limits let through are canceled, the others are named (invariant 141). */
import { startEmulator, type Emulator } from '../emulator/index.mts';
import { spyOnWarnings } from '../support/nodeLog.mts';
import { runExtend } from '../support/extendNode.mts';
import { findRequests } from '../support/fixtures.mts';
import { initBinaryData } from '../support/harness.mts';
import { waitUntil } from '../support/waitUntil.mts';

const IN_PROGRESS = 100;
const HOUR_MS = 3_600_000;
const BUDGET_MS = 10_000;
/** So many cancellations may be under way when an older run takes its turn. */
const PARALLEL = 8;
const CASES = [
	{ processingMode: 'sync', perSecond: 8 },
	{ processingMode: 'async', perSecond: 8 },
	{ processingMode: 'sync', perSecond: 2 },
	{ processingMode: 'async', perSecond: 2 },
];

const emulators: Emulator[] = [];
const warnings = spyOnWarnings();
afterAll(async () => {
	await Promise.all(emulators.map(async (emulator) => await emulator.close()));
});

/** Stops an execution with 100 runs in progress, and waits until each of them is canceled or named in the log. */
async function stopHundred({ processingMode, perSecond }: (typeof CASES)[number]) {
	const emulator = await startEmulator({
		latencyMs: HOUR_MS,
		readDocuments: false,
		writesPerSecond: perSecond,
	});
	emulators.push(emulator);
	// More than twenty start only after one has succeeded.
	emulator.nextRun({ latencyMs: 0, times: 1 });
	const executionId = `${processingMode} at ${perSecond}`;
	const cancelled = () => emulator.runs().filter(({ status }) => status === 'CANCELLED');
	let stoppedAt = 0;
	const { run } = await runExtend({
		emulator,
		executionId,
		items: Array.from({ length: 2 * IN_PROGRESS }, () => ({ json: {} })),
		parameters: { documentSource: 'text', text: 'Invoice number: 4711' },
		options: { processingMode },
		onStarted: (cancel) =>
			void waitUntil(() => emulator.runs().length > IN_PROGRESS).then(() => {
				stoppedAt = Date.now();
				cancel();
			}),
	});
	const getLines = () =>
		warnings.filter(({ message }) => message.startsWith(`Execution ${executionId} was stopped`));
	const getNamed = () => getLines().flatMap(({ metadata }) => metadata.runIds as string[]);
	await waitUntil(() => cancelled().length + getNamed().length >= IN_PROGRESS);
	return {
		emulator,
		executionId,
		run,
		stoppedAt,
		lists: findRequests(emulator, 'GET', '/extract_runs').length,
		cancelled: cancelled(),
		lines: getLines().map(({ message }) => message),
		named: getNamed(),
	};
}

let stopped: Array<Awaited<ReturnType<typeof stopHundred>>>;
beforeAll(async () => {
	await initBinaryData('filesystem');
	stopped = await Promise.all(CASES.map(stopHundred));
}, 60_000);

describe.each(CASES.map((one, index) => ({ ...one, index })))(
	'$processingMode, $perSecond writes a second',
	({ processingMode, perSecond, index }) => {
		const allowed = (BUDGET_MS / 1000) * perSecond;

		it('as many are canceled within 10 s as the limit lets through, and it is obeyed', () => {
			const { emulator, run, stoppedAt, cancelled } = stopped[index];
			expect(run.status).toBe('canceled');
			expect(cancelled.length).toBeLessThanOrEqual(allowed + perSecond);
			const cancels = findRequests(emulator, 'POST', /cancel$/);
			// A busy machine takes a while to notice Stop and to find the runs.
			const left = stoppedAt + BUDGET_MS - Math.min(...cancels.map(({ at }) => at));
			expect(left).toBeGreaterThan(0);
			expect(cancelled.length).toBeGreaterThanOrEqual((0.5 * left * perSecond) / 1000);
			const refused = cancels.filter(({ status }) => status === 429).length;
			expect(refused).toBeGreaterThan(0);
			expect(refused).toBeLessThanOrEqual(60);
			const last = Math.max(...cancels.map(({ at }) => at));
			expect(last - stoppedAt).toBeLessThan(BUDGET_MS + 1000);
		});

		it('the newest first', () => {
			const { emulator, cancelled } = stopped[index];
			const newest = emulator.runs().slice(-cancelled.length - PARALLEL);
			const ids = newest.map(({ id }) => id);
			expect(cancelled.filter(({ id }) => !ids.includes(id))).toEqual([]);
		});

		it('the others are named in one line of the log', () => {
			const { cancelled, lines, named } = stopped[index];
			const ids = cancelled.map(({ id }) => id);
			expect(new Set([...ids, ...named]).size).toBe(IN_PROGRESS);
			expect(new Set(named).size).toBe(named.length);
			// A cancellation whose response came too late may have worked.
			expect(named.filter((id) => ids.includes(id)).length).toBeLessThanOrEqual(PARALLEL);
			expect(lines).toHaveLength(1);
			expect(lines[0]).toContain(`${named.length} runs in Extend may continue.`);
		});

		it("and found by 'Started by Execution ID'", async () => {
			const { emulator, executionId, named, cancelled } = stopped[index];
			const ids = cancelled.map(({ id }) => id);
			const { items } = await runExtend({
				emulator,
				items: [{ json: {} }],
				parameters: {
					resource: 'run',
					operation: 'getAll',
					returnAll: true,
					filters: { executionId, status: 'PROCESSING' },
				},
			});
			expect(items.map(({ json }) => json.id).sort()).toEqual(
				named.filter((id) => !ids.includes(id)).sort(),
			);
		});

		it('one listing serves all runs whose IDs were not known', () => {
			expect(stopped[index].lists).toBeLessThanOrEqual(1);
			if (processingMode === 'sync') expect(stopped[index].lists).toBe(1);
		});
	},
);

it('runs that were not sent yet are neither searched nor named', async () => {
	const emulator = await startEmulator({ latencyMs: HOUR_MS, runsPerSecond: 4 });
	emulators.push(emulator);
	const starts = () => findRequests(emulator, 'POST', '/extract_runs');
	const executionId = 'held back';
	await runExtend({
		emulator,
		executionId,
		items: Array.from({ length: 20 }, () => ({ json: {} })),
		parameters: { documentSource: 'text', text: 'Invoice number: 4711' },
		options: { processingMode: 'async' },
		// A poll shows that the responses to all starts are there.
		onStarted: (cancel) =>
			void waitUntil(
				() =>
					starts().some(({ status }) => status === 429) &&
					starts().every(({ status }) => status !== null) &&
					findRequests(emulator, 'GET', /^\/extract_runs\//).length >= 4,
			).then(cancel),
	});
	await waitUntil(() => emulator.runs().every(({ status }) => status === 'CANCELLED'));
	expect(findRequests(emulator, 'GET', '/extract_runs')).toHaveLength(0);
	expect(warnings.filter(({ message }) => message.includes(executionId))).toEqual([]);
});

it('a run that Extend may have taken before a rate limit is found and canceled', async () => {
	const emulator = await startEmulator({ latencyMs: HOUR_MS });
	emulators.push(emulator);
	const match = { method: 'POST', path: '/extract_runs' };
	const envelope = { code: 'OVERLOADED', retryable: true };
	emulator.faults.add({ kind: 'status', status: 503, envelope, when: 'after', match, times: 1 });
	// The look before the repetition does not see it yet.
	emulator.faults.add({ kind: 'listLag', lists: 1 });
	const headers = { 'retry-after': '600' };
	emulator.faults.add({ kind: 'status', status: 429, headers, body: '', match, times: 1 });
	await runExtend({
		emulator,
		items: [{ json: {} }],
		parameters: { documentSource: 'text', text: 'Invoice number: 4711' },
		options: { processingMode: 'async' },
		onStarted: (cancel) =>
			void waitUntil(() => emulator.requests.some(({ status }) => status === 429)).then(cancel),
	});
	expect(emulator.runs()).toHaveLength(1);
	await waitUntil(() => emulator.runs().every(({ status }) => status === 'CANCELLED'));
});
