/** The product of faults, places and modes, with the rest by chance. */
import type { Fault } from '../emulator/index.mts';
import { FAULTS, type NamedFault } from './namedFaults.mts';
import { modeOf, placesOf, type ModeName, type Place } from './modes.mts';
import { pick, randomOf } from './seededRandom.mts';

export const ERROR_SETTINGS = ['stop', 'items', 'branch'] as const;
export type ErrorSetting = (typeof ERROR_SETTINGS)[number];

export interface ChaosCase {
	name: string;
	mode: ModeName;
	place: Place;
	faults: Fault[];
	named: NamedFault;
	/** how often the fault happens */
	times: number;
	errors: ErrorSetting;
	documents: number;
	parallel: number;
	/** so far our clock is ahead of Extend's, in ms */
	skewMs: number;
}

const DAY_MS = 86_400_000;
const DOCUMENTS = 3;

/** All cases of a mode for a seed. */
export function casesOf(mode: ModeName, seed: number): ChaosCase[] {
	const random = randomOf(seed, mode);
	return placesOf(mode).flatMap((place) =>
		FAULTS.map((named) => {
			const errors = pick(random, ERROR_SETTINGS);
			const parallel = pick(random, [1, 2, 5]);
			const skewMs = pick(random, [0, 0, DAY_MS, -DAY_MS]);
			const times = named.silent ? 1 : pick(random, [1, 1, 2]);
			// The first of something that may happen once only, or a later one.
			const once = mode === 'batch' || place === 'list' || place === 'cancel';
			const after = once && place !== 'upload' ? 0 : pick(random, [0, 1]);
			return {
				name: `${mode} > ${place} > ${named.name} (${times} × after ${after}, ${parallel} parallel, errors: ${errors}, clock ${skewMs / DAY_MS} d)`,
				mode,
				place,
				faults: faultsOf(mode, place, named.fault, times, after),
				named,
				times,
				errors,
				documents: DOCUMENTS,
				parallel,
				skewMs,
			};
		}),
	);
}

function faultsOf(
	mode: ModeName,
	place: Place,
	fault: Fault,
	times: number,
	after: number,
): Fault[] {
	const { places } = modeOf(mode);
	const here = { ...fault, match: { ...places[place], after }, times } as Fault;
	// A list is only looked through when the answer to a start was lost, and may not show the run at once.
	if (place !== 'list') return [here];
	return [
		{ kind: 'reset', when: 'after', match: places.create, times: 1 },
		{ kind: 'listLag', lists: 1, times: 1 },
		here,
	];
}

/** Whether the fault may end items with an error; otherwise it must not be noticed in the result. */
export function mayFail({ mode, place, named, times }: ChaosCase): boolean {
	if (named.mayFail || place === 'cancel') return true;
	const unfindable = modeOf(mode).unfindable === true;
	// A server that goes down takes along what others are asking it.
	if (named.fault.kind === 'restart' && (times > 1 || unfindable)) return true;
	// A start whose answer is lost is sent again once, if its run can be looked for.
	const loses = place === 'create' && !named.refuses;
	return loses && (times > 1 || unfindable);
}
