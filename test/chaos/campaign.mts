/**
 * Faults at every step of a mode: nothing is billed twice, no item is lost and every wait ends.
 * Repeat one case: CHAOS_SEED=<seed> npm run test:chaos -- -t '<words of its name>'
 */
import type { INodeExecutionData } from 'n8n-workflow';
import { clock } from '../support/testedNodes.mts';
import { useEmulator } from '../support/fixtures.mts';
import { waitUntil } from '../support/waitUntil.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import type { Emulator } from '../emulator/index.mts';
import { createCases, type ChaosCase } from './cases.mts';
import { createDocuments } from './numberedDocuments.mts';
import { getMode, type ModeName } from './modes.mts';
import { countOpenBinaries } from '../support/openBinaries.mts';
import { CHAOS_SEED } from './seededRandom.mts';
import { checkCase, checkOrder, findOverbilled } from './caseChecks.mts';
import { runCase, type ChaosRun } from './runCase.mts';

/** Runs of an earlier case are forgotten by then, whatever its clock. */
const FORGOTTEN_MS = 3 * 86_400_000;

/** Without the version of the extractor no run says what it is the result of. The node says so. */
const UNMARKED = "couldn't look for earlier results";

/** Another execution, without faults: every document has its result, and none is billed once more. */
async function executeAgain(
	emulator: Emulator,
	one: ChaosCase,
	items: INodeExecutionData[],
	{ hints }: Pick<ChaosRun, 'hints'>,
): Promise<void> {
	emulator.faults.clear();
	emulator.options.latencyMs = 0;
	await emulator.waitUntilUp();
	const namedFault = { ...one.namedFault, isSilent: false };
	const calm: ChaosCase = { ...one, step: 'create', errors: 'stop', namedFault };
	const again = await runCase(emulator, calm, items, clock.now);
	expect(again.thrown).toBeUndefined();
	expect(checkOrder(again, items.length)).toEqual([]);
	const isUnmarked = one.step === 'version' && hints.join().includes(UNMARKED);
	expect(findOverbilled(emulator, one.mode, isUnmarked ? 2 : 1)).toEqual([]);
}

export function defineCampaign(mode: ModeName): void {
	const emulator = useEmulator();
	const time = useVirtualClock(clock);
	const cases = createCases(mode, CHAOS_SEED);
	let items: INodeExecutionData[] = [];

	beforeAll(async () => {
		items = await createDocuments(mode, 3);
	});
	afterAll(() => time.restore());

	it.each(cases)('$name', async (one) => {
		time.advance(one.skewMs);
		for (const fault of one.faults) emulator.faults.add(fault);
		try {
			const run = await runCase(emulator, one, items, clock.now);
			expect(checkCase(emulator, one, run)).toEqual([]);
			if (getMode(mode).reuses) await executeAgain(emulator, one, items, run);
		} finally {
			time.advance(-one.skewMs);
			// The process forgets its runs, which the next case does not have.
			if (getMode(mode).reuses) time.advance(FORGOTTEN_MS);
			await emulator.waitUntilUp();
		}
		await waitUntil(() => countOpenBinaries() === 0);
	});
}
