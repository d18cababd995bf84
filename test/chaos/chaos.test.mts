/**
 * Faults at every place of every mode: nothing is billed twice, no item lost, every wait ends.
 * Repeat one case: CHAOS_SEED=<seed> npm run test:chaos -- -t '<words of its name>'
 */
import { readdirSync, readlinkSync } from 'node:fs';
import type { INodeExecutionData } from 'n8n-workflow';
import { clock } from '../support/built.mts';
import { invoiceItem, useEmulator } from '../support/fixtures.mts';
import { until } from '../support/until.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { casesOf } from './cases.mts';
import { seed } from './random.mts';
import { FIRST_NUMBER, objectionsTo, runCase } from './run.mts';

const emulator = useEmulator();
const time = useVirtualClock(clock);
const items: INodeExecutionData[] = [];
const cases = casesOf(seed);
console.log(`CHAOS_SEED=${seed}: ${cases.length} cases`);

/** Files of n8n's binary store that this process holds open. */
const openBinaries = () =>
	readdirSync('/proc/self/fd').filter((fd) => {
		try {
			return readlinkSync(`/proc/self/fd/${fd}`).includes('n8n-binary');
		} catch {
			return false;
		}
	});

beforeAll(async () => {
	for (const position of [0, 1, 2]) items.push(await invoiceItem(FIRST_NUMBER + position));
});
afterAll(() => time.restore());

it('there are at least 200 cases', () => {
	expect(cases.length).toBeGreaterThanOrEqual(200);
});

it.each(cases)('$name', async (one) => {
	emulator.reset();
	time.advance(one.skewMs);
	for (const fault of one.faults) emulator.faults.add(fault);
	try {
		const run = await runCase(emulator, one, items, clock.now);
		expect(objectionsTo(emulator, one, run)).toEqual([]);
	} finally {
		time.advance(-one.skewMs);
	}
	await until(() => openBinaries().length === 0);
});
