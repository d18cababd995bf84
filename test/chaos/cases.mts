/** The product of faults, places and modes, with the rest by chance. */
import type { Fault } from '../emulator/index.mts';
import { FAULTS, type NamedFault } from './faults.mts';
import { MODES, type Place } from './modes.mts';
import { pick, randomOf } from './random.mts';

export type ErrorSetting = 'stop' | 'items' | 'branch';

export interface ChaosCase {
	name: string;
	mode: keyof typeof MODES;
	place: Place;
	faults: Fault[];
	named: NamedFault;
	errors: ErrorSetting;
	documents: number;
	parallel: number;
	/** so far our clock is ahead of Extend's, in ms */
	skewMs: number;
}

const DAY_MS = 86_400_000;

/** All cases for a seed. */
export function casesOf(seed: number): ChaosCase[] {
	const random = randomOf(seed);
	const cases: ChaosCase[] = [];
	for (const [mode, { places }] of Object.entries(MODES)) {
		for (const place of Object.keys(places) as Place[]) {
			for (const named of FAULTS) {
				const errors = pick(random, ['stop', 'items', 'branch'] as const);
				const parallel = pick(random, [1, 2, 5]);
				const skewMs = pick(random, [0, 0, DAY_MS, -DAY_MS]);
				const documents = 3;
				const times = named.silent ? 1 : pick(random, [1, 1, 2]);
				const after = mode === 'batch' || place === 'list' ? 0 : pick(random, [0, 1]);
				cases.push({
					name: `${mode} > ${place} > ${named.name} (${times} × after ${after}, ${parallel} parallel, errors: ${errors}, clock ${skewMs / DAY_MS} d)`,
					mode,
					place,
					faults: faultsOf(mode, place, named.fault, times, after),
					named,
					errors,
					documents,
					parallel,
					skewMs,
				});
			}
		}
	}
	return cases;
}

function faultsOf(mode: string, place: Place, fault: Fault, times: number, after: number): Fault[] {
	const { places } = MODES[mode];
	const here = { ...fault, match: { ...places[place], after }, times } as Fault;
	// A list is only read when the answer to a start was lost.
	if (place !== 'list') return [here];
	return [
		{ kind: 'reset', when: 'after', match: places.create, times: 1 },
		{ kind: 'listLag', lists: 1, times: 1 },
		here,
	];
}
