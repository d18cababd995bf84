/**
 * The process of n8n is killed, or stands still for a while, in the middle of an upload, of a run, of waiting.
 * On real time: what is killed has no clock that a test could hold.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { useEmulator } from '../support/fixtures.mts';
import { settles, until } from '../support/waitUntil.mts';
import { FIRST_NUMBER } from './numberedDocuments.mts';
import { modeOf, MODES, type ModeName, type Place } from './modes.mts';
import { billedPerDocument, billedTooOften } from './caseChecks.mts';
import type { VictimWork } from './killableRun-cli.mts';

const emulator = useEmulator();
const root = path.resolve(__dirname, '../..');
const NUMBERS = [FIRST_NUMBER, FIRST_NUMBER + 1, FIRST_NUMBER + 2];
/** An upload of this size does not fit into the buffers of a connection. */
const BYTES = 4_000_000;
/** An answer that takes so long is under way when the process is hit. */
const SLOW_MS = 700;
const RUN_MS = 900;

const children: ChildProcess[] = [];
afterEach(() => {
	for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** The node over the documents, in a process of its own. `result` is undefined when it did not come to its end. */
function startVictim(mode: ModeName) {
	const { parameters, options } = modeOf(mode);
	const work: VictimWork = {
		url: emulator.url,
		apiKey: emulator.apiKey,
		parameters,
		options: { ...options, concurrency: 2 },
		numbers: NUMBERS,
		bytes: BYTES,
	};
	const script = path.join(root, 'test/chaos/killableRun-cli.mts');
	const child = spawn(
		process.execPath,
		[path.join(root, 'test/support/run.cjs'), script, JSON.stringify(work)],
		{ cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
	);
	children.push(child);
	let output = '';
	child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const ended = once(child, 'close').then(
		() => JSON.parse(output || 'null') as { done: number; errors: unknown[] } | null,
	);
	return { child, ended };
}

const MOMENTS: Place[] = ['upload', 'create', 'poll'];
const cases = (Object.keys(MODES) as ModeName[])
	.filter((mode) => mode !== 'edit')
	.flatMap((mode) =>
		MOMENTS.filter((place) => place in modeOf(mode).places).map((place) => ({ mode, place })),
	);

/** Starts a victim and waits until a request of the place is under way. */
async function victimAt(mode: ModeName, place: Place) {
	const match = modeOf(mode).places[place];
	emulator.options.latencyMs = RUN_MS;
	emulator.faults.add({ kind: 'slow', ms: SLOW_MS, when: 'before', match, times: 3 });
	const victim = startVictim(mode);
	const pattern = new RegExp(`^${match?.path}$`);
	const there = () =>
		emulator.requests.some((one) => one.method === match?.method && pattern.test(one.path));
	await until(() => there() || victim.child.exitCode !== null);
	return victim;
}

const allFinal = () =>
	emulator
		.runs('all')
		.every(({ status }) => ['PROCESSED', 'FAILED', 'CANCELLED'].includes(String(status)));

it.each(cases)('killed in $mode > $place: paid once, and findable', async ({ mode, place }) => {
	const { child, ended } = await victimAt(mode, place);
	child.kill('SIGKILL');
	expect(await ended).toBeNull();
	await settles(() =>
		emulator.requests.every(({ status, path: at }) => status !== null || /upload$/.test(at)),
	);
	await until(allFinal);
	expect(billedTooOften(emulator, mode)).toEqual([]);
	// What was started tells whose it is: the way back to results that nobody waits for any more.
	for (const { metadata } of emulator.billedRuns(modeOf(mode).kind) as Array<{ metadata: object }>)
		expect(metadata).toMatchObject({ n8n: { executionId: '1', workflowId: 'wf-test' } });
	// The next execution is work of its own, whatever was left behind.
	const before = billedPerDocument(emulator, mode);
	const again = await startVictim(mode).ended;
	expect(again).toMatchObject({ done: NUMBERS.length, errors: [] });
	const after = billedPerDocument(emulator, mode);
	for (const [name, count] of after) expect(count - (before.get(name) ?? 0)).toBe(1);
});

it.each(cases)(
	'standing still in $mode > $place: all come out, paid once',
	async ({ mode, place }) => {
		const { child, ended } = await victimAt(mode, place);
		child.kill('SIGSTOP');
		// Longer than the request and the run take: their ends come while nobody listens.
		const stoodUntil = Date.now() + SLOW_MS + RUN_MS;
		await until(() => Date.now() >= stoodUntil);
		child.kill('SIGCONT');
		expect(await ended).toMatchObject({ done: NUMBERS.length, errors: [] });
		expect(billedTooOften(emulator, mode)).toEqual([]);
		expect(billedPerDocument(emulator, mode).size).toBe(NUMBERS.length);
	},
);
