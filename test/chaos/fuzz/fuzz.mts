/**
 * Whole executions with random operations, documents, settings and faults, each judged by what it billed and what
 * came out. Repeat one: FUZZ_CASE=<seed>:<index> npm run test:chaos -- fuzz
 */
import { useEmulator } from '../../support/fixtures.mts';
import { useNoise } from '../../security/support/noise.mts';
import { waitUntilOrTimeout } from '../../support/waitUntil.mts';
import { startDocumentServer } from './documents.mts';
import { executeCase } from './executeCase.mts';
import { createFuzzCase } from './fuzzCase.mts';
import { Tally } from './tally.mts';
import { judge } from './judge/index.mts';

const EXECUTIONS = 1000;

const countHandles = () =>
	process.getActiveResourcesInfo().filter((kind) => /TCP|Timeout/.test(kind)).length;

export function defineFuzz(seed: number): void {
	let handlesBefore = 0;
	// In a hook, whose own time-out is one of them, like the last count.
	beforeAll(() => void (handlesBefore = countHandles()));
	const emulator = useEmulator();
	const readLog = useNoise();
	const tally = new Tally();
	let server: Awaited<ReturnType<typeof startDocumentServer>>;
	beforeAll(async () => {
		server = await startDocumentServer();
	});
	afterAll(async () => {
		await server.close();
		// The emulator is closed by now, so what is open is the node's or n8n's.
		await waitUntilOrTimeout(() => countHandles() <= handlesBefore);
		expect(countHandles()).toBeLessThanOrEqual(handlesBefore);
	});

	// test/chaos/jest.config.cjs runs only the file of this seed then.
	const chosenIndex = process.env.FUZZ_CASE?.split(':')[1];
	const indexes = chosenIndex === undefined ? [...Array(EXECUTIONS).keys()] : [Number(chosenIndex)];

	it.each(indexes.map((index) => createFuzzCase(seed, index)))('$name', async (one) => {
		const executions = await executeCase({ emulator, documentsUrl: server.url, readLog }, one);
		const violations = executions.flatMap(judge);
		executions.forEach((seen) => tally.add(seen));
		const repeat = `FUZZ_CASE=${seed}:${one.index}`;
		// The trace is only shown when there are violations.
		const trace = violations.length > 0 ? executions.flatMap((seen) => seen.trace) : [];
		expect({ repeat, violations, trace }).toEqual({ repeat, violations: [], trace: [] });
	});

	// A single repeated execution cannot show everything.
	if (chosenIndex !== undefined) return;
	// Executions in which nothing happens have nothing to be judged.
	it('enough happened to be judged', () => {
		expect(tally.findTooFew()).toEqual([]);
	});
}
