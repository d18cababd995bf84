/**
 * Faults at every place of a mode: nothing is billed twice, no item lost, every wait ends.
 * Repeat one case: CHAOS_SEED=<seed> npm run test:chaos -- -t '<words of its name>'
 */
import type { INodeExecutionData } from 'n8n-workflow';
import { clock } from '../support/testedNodes.mts';
import { useEmulator } from '../support/fixtures.mts';
import { until } from '../support/waitUntil.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { casesOf } from './cases.mts';
import { documentsFor } from './numberedDocuments.mts';
import type { ModeName } from './modes.mts';
import { openBinaries } from '../support/openBinaries.mts';
import { seed } from './seededRandom.mts';
import { objectionsTo } from './caseChecks.mts';
import { runCase } from './runCase.mts';

/** Declares the tests of a mode. */
export function campaign(mode: ModeName): void {
	const emulator = useEmulator();
	const time = useVirtualClock(clock);
	const cases = casesOf(mode, seed);
	let items: INodeExecutionData[] = [];

	beforeAll(async () => {
		items = await documentsFor(mode, 3);
	});
	afterAll(() => time.restore());

	it.each(cases)('$name', async (one) => {
		time.advance(one.skewMs);
		for (const fault of one.faults) emulator.faults.add(fault);
		try {
			const run = await runCase(emulator, one, items, clock.now);
			expect(objectionsTo(emulator, one, run)).toEqual([]);
		} finally {
			time.advance(-one.skewMs);
			await emulator.waitUntilUp();
		}
		await until(() => openBinaries() === 0);
	});
}
