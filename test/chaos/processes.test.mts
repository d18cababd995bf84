/**
 * The process of n8n is killed or suspended during an upload, a start or polling. These tests use real time,
 * because a test cannot control the clock of another process.
 */
import type { ChildProcess } from 'node:child_process';
import { useEmulator } from '../support/fixtures.mts';
import { startCommand } from '../support/startCommand.mts';
import { waitUntilOrTimeout, waitUntil } from '../support/waitUntil.mts';
import { FIRST_NUMBER } from './numberedDocuments.mts';
import { getMode, MODES, type ModeName, type Step } from './modes.mts';
import { countBilledPerDocument, findOverbilled } from './caseChecks.mts';
import type { KillableRunInput } from './killableRun-cli.mts';

const emulator = useEmulator();
const NUMBERS = [FIRST_NUMBER, FIRST_NUMBER + 1, FIRST_NUMBER + 2];
/** Larger than the buffers of a connection. */
const BYTES = 4_000_000;
/** Delay of a response, so that the process is hit while waiting for it. */
const SLOW_MS = 700;
const RUN_MS = 900;

const children: ChildProcess[] = [];
afterEach(() => {
	for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Runs the node in its own process. `ended` resolves with its result, or with null if it was killed. */
function startKillableRun(mode: ModeName) {
	const { parameters, options } = getMode(mode);
	const work: KillableRunInput = {
		url: emulator.url,
		apiKey: emulator.apiKey,
		parameters,
		options: { ...options, concurrency: 2 },
		numbers: NUMBERS,
		bytes: BYTES,
	};
	const { child, ended } = startCommand('chaos/killableRun-cli.mts', [JSON.stringify(work)]);
	children.push(child);
	const result = ended.then(({ code, stdout, stderr }) => {
		// After its output an exception that nobody handles may still have ended it. Killed, it has no code.
		if (code) throw new Error(`The process ended with ${code}: ${stderr}`);
		return JSON.parse(stdout || 'null') as { done: number; errors: unknown[] } | null;
	});
	return { child, ended: result };
}

const STEPS: Step[] = ['upload', 'create', 'poll'];
const cases = (Object.keys(MODES) as ModeName[])
	.filter((mode) => mode !== 'edit')
	.flatMap((mode) =>
		STEPS.filter((step) => step in getMode(mode).steps).map((step) => ({ mode, step })),
	);

/** Starts a run and waits until a request of the step is in progress. */
async function startRunAtStep(mode: ModeName, step: Step) {
	const match = getMode(mode).steps[step];
	emulator.options.latencyMs = RUN_MS;
	emulator.faults.add({ kind: 'slow', ms: SLOW_MS, when: 'before', match, times: 3 });
	const killableRun = startKillableRun(mode);
	const pattern = new RegExp(`^${match?.path}$`);
	const hasArrived = () =>
		emulator.requests.some((one) => one.method === match?.method && pattern.test(one.path));
	await waitUntil(() => hasArrived() || killableRun.child.exitCode !== null);
	return killableRun;
}

const haveAllRunsEnded = () =>
	emulator
		.runs('all')
		.every(({ status }) => ['PROCESSED', 'FAILED', 'CANCELLED'].includes(String(status)));

it.each(cases)('killed in $mode > $step: billed once and recoverable', async ({ mode, step }) => {
	const { child, ended } = await startRunAtStep(mode, step);
	child.kill('SIGKILL');
	expect(await ended).toBeNull();
	await waitUntilOrTimeout(() =>
		emulator.requests.every(({ status, path: at }) => status !== null || /upload$/.test(at)),
	);
	await waitUntil(haveAllRunsEnded);
	expect(findOverbilled(emulator, mode)).toEqual([]);
	// Started runs carry the execution ID, so that their results can be recovered.
	for (const { metadata } of emulator.billedRuns(getMode(mode).kind) as Array<{ metadata: object }>)
		expect(metadata).toMatchObject({ n8n: { executionId: '1', workflowId: 'wf-test' } });
	// The next execution starts new runs, whatever the killed one left behind, unless it reuses results.
	const before = countBilledPerDocument(emulator, mode);
	const again = await startKillableRun(mode).ended;
	expect(again).toMatchObject({ done: NUMBERS.length, errors: [] });
	const after = countBilledPerDocument(emulator, mode);
	for (const [name, count] of after) {
		const earlier = before.get(name) ?? 0;
		// One that looks for earlier results takes those of the killed one.
		expect(count - earlier).toBe(getMode(mode).reuses && earlier > 0 ? 0 : 1);
	}
});

it.each(cases)('suspended in $mode > $step: complete and billed once', async ({ mode, step }) => {
	const { child, ended } = await startRunAtStep(mode, step);
	child.kill('SIGSTOP');
	// Longer than the request and the run, so both end while the process is suspended.
	const stoodUntil = Date.now() + SLOW_MS + RUN_MS;
	await waitUntil(() => Date.now() >= stoodUntil);
	child.kill('SIGCONT');
	expect(await ended).toMatchObject({ done: NUMBERS.length, errors: [] });
	expect(findOverbilled(emulator, mode)).toEqual([]);
	expect(countBilledPerDocument(emulator, mode).size).toBe(NUMBERS.length);
});
