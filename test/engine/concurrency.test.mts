/** How many documents are in progress at the same time, and what ends that (invariants 3, 80). */
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../emulator/index.mts';
import { getItemError, runExtend } from '../support/extendNode.mts';
import { BINARY_STORAGES, findRequests, useEmulator } from '../support/fixtures.mts';
import { createBinaryItem, initBinaryData } from '../support/harness.mts';

const emulator = useEmulator();
const RUN_MS = 1500;
/** Runs that are counted take longer, so that also a busy machine has started all that may be in progress at once. */
const SLOW_RUN_MS = 3000;
const asText = { documentSource: 'text', text: 'Invoice number: 4711' };
const createItems = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, number) => ({ json: { number } }));
const isStart = /^\/extract(_runs)?$/;

/** How many runs were started before the first had ended, and how many were in progress at most. */
function countRuns({ runs }: Emulator) {
	const times = runs().map(({ createdAt, updatedAt }) => ({
		from: Date.parse(String(createdAt)),
		to: Date.parse(String(updatedAt)),
	}));
	const firstEnd = Math.min(...times.map(({ to }) => to));
	const inProgress = (at: number) => times.filter(({ from, to }) => from <= at && at < to).length;
	return {
		first: times.filter(({ from }) => from < firstEnd).length,
		most: Math.max(...times.map(({ from }) => inProgress(from))),
	};
}

interface Execution {
	documents: number;
	options?: IDataObject;
	node?: Partial<INode>;
	/** how many of the first runs take longer */
	slow?: number;
	prepare?: (one: Emulator) => void;
}

const TO_FAIL = { status: 'FAILED', failureReason: 'CORRUPT_FILE' };
const MAX_CREDITS = {
	documents: 30,
	options: { maxCredits: 12 },
	node: { onError: 'continueRegularOutput' },
	slow: 4,
} as const;
const EXECUTIONS = {
	sync: { documents: 130, options: { processingMode: 'sync' }, slow: 120 },
	async: { documents: 130, options: { processingMode: 'async' }, slow: 120 },
	failing: { documents: 60, prepare: (one) => one.nextRun({ ...TO_FAIL, times: 100 }) },
	ceiling: { documents: 9, options: { concurrency: 3 }, slow: 3 },
	credits: MAX_CREDITS,
	creditsOfFifty: { ...MAX_CREDITS, options: { maxCredits: 12, concurrency: 50 } },
	stopping: {
		documents: 40,
		prepare(one) {
			one.options.runsPerSecond = 4;
			one.nextRun({ ...TO_FAIL, times: 1 });
		},
	},
} as const satisfies Record<string, Execution>;

const emulators: Emulator[] = [];
async function execute({ documents, options, node, slow, prepare }: Execution) {
	const one = await startEmulator({ latencyMs: RUN_MS, readDocuments: false });
	emulators.push(one);
	if (slow !== undefined) one.nextRun({ latencyMs: SLOW_RUN_MS, times: slow });
	prepare?.(one);
	const items = createItems(documents);
	const result = await runExtend({ emulator: one, items, parameters: asText, options, node });
	return { ...result, emulator: one };
}

let executed: Record<keyof typeof EXECUTIONS, Awaited<ReturnType<typeof execute>>>;
beforeAll(async () => {
	// The first request of a process loads n8n's HTTP client.
	await runExtend({ emulator, items: createItems(1), parameters: asText });
	// They mostly wait, so they do it together; each has an Extend of its own.
	const entries = await Promise.all(
		Object.entries(EXECUTIONS).map(async ([name, one]) => [name, await execute(one)] as const),
	);
	executed = Object.fromEntries(entries) as typeof executed;
}, 60_000);
afterAll(async () => {
	await Promise.all(emulators.map(async (one) => await one.close()));
});

it.each(['sync', 'async'] as const)(
	'%s: 20 until the first run has succeeded, then 100',
	(mode) => {
		const { items: out, thrown, emulator: used } = executed[mode];
		expect(thrown).toBeUndefined();
		expect(out).toHaveLength(130);
		const { first, most } = countRuns(used);
		expect(first).toBe(20);
		expect(most).toBeGreaterThan(60);
		expect(most).toBeLessThanOrEqual(100);
	},
);

it('starts are further apart where responses take longer: all on their way are refused before a 429 is read', async () => {
	Object.assign(emulator.options, { latencyMs: RUN_MS, readDocuments: false });
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

it('no more than 20 are billed for a setting with which every run fails', () => {
	const { thrown, emulator: used } = executed.failing;
	expect(thrown?.message).toContain('corrupted');
	expect(used.runs().length).toBeLessThanOrEqual(20);
});

it('a number is a ceiling', () => {
	expect(countRuns(executed.ceiling.emulator)).toEqual({ first: 3, most: 3 });
});

it.each(['credits', 'creditsOfFifty'] as const)(
	"'Max Credits': four documents at most beyond what is left (%s)",
	(name) => {
		const { items: out, hints, emulator: used } = executed[name];
		const billed = used.billedRuns().length;
		expect(countRuns(used).first).toBe(4);
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

it('after an error that stops the node nothing new starts, and what is under way is waited for', () => {
	const { thrown, emulator: used } = executed.stopping;
	expect(thrown?.message).toContain('corrupted');
	const runs = used.runs();
	expect(runs.length).toBeLessThanOrEqual(12);
	expect(runs.map(({ status }) => status)).not.toContain('PROCESSING');
});

describe.each(BINARY_STORAGES)('in $storage mode', ({ mode, settings }) => {
	afterAll(async () => void (await initBinaryData('filesystem')));

	it('four uploads at the same time, whatever the concurrency', async () => {
		await initBinaryData(mode);
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
