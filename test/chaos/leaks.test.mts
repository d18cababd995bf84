/** Faults over and over: neither memory nor connections nor files nor timers pile up. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { median } from '../bench/report/statistics.mts';
import { startEmulatorProcess, type EmulatorProcess } from '../bench/measuring/processes.mts';
import { clock } from '../support/testedNodes.mts';
import { initBinaryData } from '../support/harness.mts';
import { settles } from '../support/waitUntil.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { casesOf, type ChaosCase } from './cases.mts';
import { documentsFor } from './numberedDocuments.mts';
import { MODES, type ModeName } from './modes.mts';
import { openBinaries } from '../support/openBinaries.mts';
import { randomOf, seed } from './seededRandom.mts';
import { runCase } from './runCase.mts';

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

const WARM_UP = 4;
const ROUNDS = 9;
const CASES = 24;
/**
 * What one run may leave behind (bytes): n8n's engine keeps about a thousand by itself, and the register of
 * started runs some hundred for each document, up to its bound.
 */
const PER_RUN_BYTES = 8000;

/** Bytes on the heap. (Buffers: docs/benchmarks.md, memory of one upload.) */
function heapInUse(): number {
	collect();
	return process.memoryUsage().heapUsed;
}

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
	const handlesBefore = handles().length;
	const growth: number[] = [];
	for (let n = 0; n < ROUNDS; n++) {
		const before = heapInUse();
		await round();
		await settles(() => openBinaries() === 0);
		growth.push((heapInUse() - before) / CASES);
	}
	await settles(() => handles().length <= handlesBefore);
	expect(openBinaries()).toBe(0);
	expect(handles().length).toBeLessThanOrEqual(handlesBefore + 2);
	// The median: now and then a table of the engine grows to twice its size.
	const perRun = median(growth);
	console.log(`${Math.round(perRun)} bytes of heap per run of the node`);
	expect(perRun).toBeLessThan(PER_RUN_BYTES);
});
