import type { LiveSession } from './session.mts';
import type { SharedRunName } from './sharedRuns.mts';

export type State = 'held' | 'not held' | 'not checkable';

export interface Verdict {
	state: State;
	/** what was measured, what came instead, or why it cannot be checked */
	note: string;
}

/** Something that the node relies on and that Extend's documents leave open. */
export interface Assumption {
	/** kebab case; named in comments of the code and in docs/dev/assumptions.md */
	id: string;
	/** what is taken for true, in one sentence */
	assumption: string;
	/** the files that rely on it */
	where: string[];
	/** what happens when it is wrong */
	ifWrong: string;
	/** a generous guess, besides the runs in `uses` */
	credits?: number;
	/** runs that several checks look at, so that they are paid for once */
	uses?: SharedRunName[];
	/** what has to be given on the command line */
	needs?: 'extractor' | 'webhook';
	/** after all others: it looks at what they saw, or changes what they use */
	isLast?: boolean;
	check(session: LiveSession): Promise<Verdict> | Verdict;
}

export const held = (note = ''): Verdict => ({ state: 'held', note });
/** @param instead what came instead */
export const notHeld = (instead: string): Verdict => ({ state: 'not held', note: instead });
export const notCheckable = (why: string): Verdict => ({ state: 'not checkable', note: why });
/** Held, or not held with what came instead. */
export const expectThat = (isHeld: boolean, instead: string, note = ''): Verdict =>
	isHeld ? held(note) : notHeld(instead);
