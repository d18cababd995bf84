/** Repeated faults do not leak memory, connections, files or timers. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { median } from 'simple-statistics';
import { startEmulatorProcess, type EmulatorProcess } from '../bench/measuring/processes.mts';
import { clock } from '../support/testedNodes.mts';
import { initBinaryData } from '../support/harness.mts';
import { waitUntilOrTimeout } from '../support/waitUntil.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { createCases, type ChaosCase } from './cases.mts';
import { createDocuments } from './numberedDocuments.mts';
import { MODES, type ModeName } from './modes.mts';
import { countOpenBinaries } from '../support/openBinaries.mts';
import { createRandom, CHAOS_SEED } from './seededRandom.mts';
import { runCase } from './runCase.mts';

// The emulator runs in its own process, so that only the node and n8n's engine are measured.
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
 * Memory that a run may retain (bytes). n8n's engine retains about a thousand, the ledger of started runs
 * some hundred per document, up to its limit.
 */
const PER_RUN_BYTES = 8000;

/** Heap only. For buffers see docs/dev/benchmarks.md, memory of one upload. */
function measureHeap(): number {
	collect();
	return process.memoryUsage().heapUsed;
}

/** Cases of all modes that do not wait in real time. */
const cases: ChaosCase[] = (Object.keys(MODES) as ModeName[])
	.flatMap((mode) => createCases(mode, CHAOS_SEED))
	.filter(({ namedFault }) => !namedFault.isSilent && !namedFault.name.startsWith('restart'))
	.filter(({ step }) => step !== 'cancel')
	.map((one) => ({ one, at: createRandom(CHAOS_SEED, one.name)() }))
	.sort((a, b) => a.at - b.at)
	.slice(0, CASES)
	.map(({ one }) => one);

const getHandles = () =>
	process
		.getActiveResourcesInfo()
		.filter((kind) => /TCP|Timeout|FSReq|Pipe/.test(kind))
		.sort();

async function runRound(): Promise<void> {
	for (const one of cases) {
		await emulator.reset();
		await emulator.addFaults(one.faults);
		await runCase(emulator, one, await createDocuments(one.mode, 2), clock.now);
	}
	await emulator.reset();
}

it('nothing leaks', async () => {
	for (let n = 0; n < WARM_UP; n++) await runRound();
	await waitUntilOrTimeout(() => countOpenBinaries() === 0);
	const handlesBefore = getHandles().length;
	const growth: number[] = [];
	for (let n = 0; n < ROUNDS; n++) {
		const before = measureHeap();
		await runRound();
		await waitUntilOrTimeout(() => countOpenBinaries() === 0);
		growth.push((measureHeap() - before) / CASES);
	}
	await waitUntilOrTimeout(() => getHandles().length <= handlesBefore);
	expect(countOpenBinaries()).toBe(0);
	expect(getHandles().length).toBeLessThanOrEqual(handlesBefore + 2);
	// The median, because the engine occasionally doubles the size of a table.
	const perRun = median(growth);
	console.log(`${Math.round(perRun)} bytes of heap per run of the node`);
	expect(perRun).toBeLessThan(PER_RUN_BYTES);
});
