/**
 * Faults at every step of a mode: nothing is billed twice, no item is lost and every wait ends.
 * Repeat one case: CHAOS_SEED=<seed> npm run test:chaos -- -t '<words of its name>'
 */
import type { INodeExecutionData } from 'n8n-workflow';
import { clock } from '../support/testedNodes.mts';
import { useEmulator } from '../support/fixtures.mts';
import { waitUntil } from '../support/waitUntil.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { createCases } from './cases.mts';
import { createDocuments } from './numberedDocuments.mts';
import type { ModeName } from './modes.mts';
import { countOpenBinaries } from '../support/openBinaries.mts';
import { CHAOS_SEED } from './seededRandom.mts';
import { checkCase } from './caseChecks.mts';
import { runCase } from './runCase.mts';

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
		} finally {
			time.advance(-one.skewMs);
			await emulator.waitUntilUp();
		}
		await waitUntil(() => countOpenBinaries() === 0);
	});
}
