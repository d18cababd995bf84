import { createCases } from '../cases.mts';
import { MODES, type ModeName } from '../modes.mts';
import { CHAOS_SEED } from '../seededRandom.mts';

it('the campaign has at least 200 cases with unique names', () => {
	const names = (Object.keys(MODES) as ModeName[]).flatMap((mode) =>
		createCases(mode, CHAOS_SEED).map(({ name }) => name),
	);
	expect(names.length).toBeGreaterThanOrEqual(200);
	expect(new Set(names).size).toBe(names.length);
});
