/** Faults over and over: neither memory nor connections nor files nor timers pile up. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startEmulatorProcess, type EmulatorProcess } from '../bench/processes.mts';
import { clock } from '../support/built.mts';
import { initBinaryData } from '../support/harness.mts';
import { settles } from '../support/until.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { casesOf, type ChaosCase } from './cases.mts';
import { documentsFor } from './documents.mts';
import { MODES, type ModeName } from './modes.mts';
import { openBinaries } from './openFiles.mts';
import { randomOf, seed } from './random.mts';
import { runCase } from './run.mts';

// In a process of its own, so that only the node and n8n's engine are measured.
let emulator: EmulatorProcess;
const time = useVirtualClock(clock);
beforeAll(async () => {
	await initBinaryData('filesystem');
	emulator = await startEmulatorProcess();
});
afterAll(() => {
	emulator.stop();
	time.restore();
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const WARM_UP = 3;
const ROUNDS = 10;
const CASES = 24;
/** What one execution of the engine and its register entries may leave behind for good (bytes). */
const PER_RUN_BYTES = 4000;

/** Cases of all modes that take no real time. */
const cases: ChaosCase[] = (Object.keys(MODES) as ModeName[])
	.flatMap((mode) => casesOf(mode, seed))
	.filter(({ named }) => !named.silent && !named.name.startsWith('restart'))
	.filter(({ place }) => place !== 'cancel')
	.map((one) => ({ one, at: randomOf(seed, one.name)() }))
	.sort((a, b) => a.at - b.at)
	.slice(0, CASES)
	.map(({ one }) => one);

/** Connections and timers of this process, by kind. */
const handles = () =>
	process
		.getActiveResourcesInfo()
		.filter((kind) => /TCP|Timeout|FSReq|Pipe/.test(kind))
		.sort();

async function round(): Promise<void> {
	for (const one of cases) {
		await emulator.reset();
		await emulator.fault(one.faults);
		await runCase(emulator, one, await documentsFor(one.mode, 2), clock.now);
	}
	await emulator.reset();
}

it('nothing piles up', async () => {
	for (let n = 0; n < WARM_UP; n++) await round();
	await settles(() => openBinaries() === 0);
	collect();
	const before = { heap: process.memoryUsage().heapUsed, handles: handles().length };
	for (let n = 0; n < ROUNDS; n++) await round();
	await settles(() => openBinaries() === 0 && handles().length <= before.handles);
	expect(openBinaries()).toBe(0);
	expect(handles().length).toBeLessThanOrEqual(before.handles + 2);
	collect();
	const perRun = (process.memoryUsage().heapUsed - before.heap) / (ROUNDS * CASES);
	console.log(`${Math.round(perRun)} bytes of heap per run of the node`);
	expect(perRun).toBeLessThan(PER_RUN_BYTES);
});
