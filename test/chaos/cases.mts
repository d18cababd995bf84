/** The product of faults, steps and modes. Other settings are chosen at random. */
import type { Fault } from '../emulator/index.mts';
import { FAULTS, type NamedFault } from './namedFaults.mts';
import { getMode, getSteps, type ModeName, type Step } from './modes.mts';
import { pickOne, createRandom } from './seededRandom.mts';

export const ERROR_SETTINGS = ['stop', 'items', 'branch'] as const;
export type ErrorSetting = (typeof ERROR_SETTINGS)[number];

export interface ChaosCase {
	name: string;
	mode: ModeName;
	step: Step;
	faults: Fault[];
	namedFault: NamedFault;
	/** number of times the fault occurs */
	times: number;
	errors: ErrorSetting;
	documents: number;
	parallel: number;
	/** offset of the local clock relative to Extend's, in ms */
	skewMs: number;
}

const DAY_MS = 86_400_000;
const DOCUMENTS = 3;

export function createCases(mode: ModeName, seed: number): ChaosCase[] {
	const random = createRandom(seed, mode);
	return getSteps(mode).flatMap((step) =>
		FAULTS.map((namedFault) => {
			const errors = pickOne(random, ERROR_SETTINGS);
			const parallel = pickOne(random, [1, 2, 5]);
			const skewMs = pickOne(random, [0, 0, DAY_MS, -DAY_MS]);
			const times = namedFault.isSilent ? 1 : pickOne(random, [1, 1, 2]);
			// Steps with a single request can only fail on the first one.
			const once = mode === 'batch' || ['list', 'version', 'cancel'].includes(step);
			const after = once && step !== 'upload' ? 0 : pickOne(random, [0, 1]);
			return {
				name: `${mode} > ${step} > ${namedFault.name} (${times} × after ${after}, ${parallel} parallel, errors: ${errors}, clock ${skewMs / DAY_MS} d)`,
				mode,
				step,
				faults: createFaults(mode, step, namedFault.fault, times, after),
				namedFault,
				times,
				errors,
				documents: DOCUMENTS,
				parallel,
				skewMs,
			};
		}),
	);
}

function createFaults(
	mode: ModeName,
	step: Step,
	fault: Fault,
	times: number,
	after: number,
): Fault[] {
	const { steps } = getMode(mode);
	const here = { ...fault, match: { ...steps[step], after }, times } as Fault;
	// Lists are only requested after a lost response to a start, and may not include the run immediately.
	if (step !== 'list') return [here];
	return [
		{ kind: 'reset', when: 'after', match: steps.create, times: 1 },
		{ kind: 'listLag', lists: 1, times: 1 },
		here,
	];
}

/** Whether the fault may cause item errors. Otherwise it must not affect the result. */
export function mayFail({ mode, step, namedFault, times }: ChaosCase): boolean {
	if (namedFault.mayFail || step === 'cancel') return true;
	const unfindable = getMode(mode).isNotRecoverable === true;
	// A restart also drops concurrent requests.
	if (namedFault.fault.kind === 'restart' && (times > 1 || unfindable)) return true;
	// A start with a lost response is retried once, if its run can be searched for.
	const loses = step === 'create' && !namedFault.isRejected;
	return loses && (times > 1 || unfindable);
}
