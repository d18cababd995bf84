import { casesOf } from '../cases.mts';
import { MODES, type ModeName } from '../modes.mts';
import { seed } from '../seededRandom.mts';

it('the campaign has at least 200 cases, each with a name of its own', () => {
	const names = (Object.keys(MODES) as ModeName[]).flatMap((mode) =>
		casesOf(mode, seed).map(({ name }) => name),
	);
	expect(names.length).toBeGreaterThanOrEqual(200);
	expect(new Set(names).size).toBe(names.length);
});
