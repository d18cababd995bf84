/**
 * No document is billed twice. The exceptions, which the API leaves no way around, are named here; there are no
 * others.
 */
import { getPositions } from '../documents.mts';
import type { Observation, ObservedStart } from '../observation.mts';

/** A run is searched this many times, over 11 s. */
const SEARCHES = 5;

const isBilled = ({ status }: { status: string }) => !['FAILED', 'CANCELLED'].includes(status);

export const getStartsOf = ({ starts }: Observation, document: number) =>
	starts.filter(({ documents }) => documents.includes(document));

export const getRunsOf = ({ runs }: Observation, document: number) =>
	runs.filter((run) => run.document === document);

export const isBilledDocument = (seen: Observation, document: number) =>
	getRunsOf(seen, document).some(isBilled);

/** How often a document may be billed. */
function countAllowed({ one }: Observation, starts: ObservedStart[]): number {
	// 1. Extend said that it had rejected the start, but it had not.
	const falseRejections = starts.filter((start) => start.isFalseRejection).length;
	// 2. The answer was lost, the list did not show the run for as long as it was searched, and the user wants
	//    another start then: one more, over all tries.
	const mayStartAgain = one.onLost === 'startAgain' && one.tagRun;
	const isUnfindable = starts.some(({ end, lag }) => end === 'lost' && lag >= SEARCHES);
	return 1 + falseRejections + (mayStartAgain && isUnfindable ? 1 : 0);
}

export function checkBilling(seen: Observation): string[] {
	const positions = getPositions(seen.one);
	return [
		...seen.runs.filter(({ document }) => document < 0).map(({ id }) => `run ${id} of no document`),
		...positions.flatMap((document) => {
			const billed = getRunsOf(seen, document).filter(isBilled).length;
			const allowed = countAllowed(seen, getStartsOf(seen, document));
			return billed > allowed ? [`document ${document} billed ${billed} times`] : [];
		}),
		...positions.flatMap((document) => checkStarts(seen, document)),
		...checkMaxCredits(seen),
	];
}

/**
 * A start that Extend may have taken is followed by another one at most once, over all tries, and never when the
 * user wants none. Runs that failed or were canceled cost nothing and may be started again.
 */
function checkStarts(seen: Observation, document: number): string[] {
	const { one } = seen;
	const starts = getStartsOf(seen, document);
	const mayBeTaken = starts.filter(({ end }) => end !== 'rejected');
	const free = getRunsOf(seen, document).filter((run) => !isBilled(run)).length;
	const isLost = mayBeTaken.some(({ end }) => end === 'lost');
	const again = one.onLost === 'startAgain' && one.tagRun && isLost ? 1 : 0;
	const allowed = 1 + free + again;
	if (mayBeTaken.length <= allowed) return [];
	return [`document ${document} started ${mayBeTaken.length} times, ${allowed} allowed`];
}

/** One document after the other: nothing is started once the finished ones cost enough. */
function checkMaxCredits({ one, runs, starts }: Observation): string[] {
	const { maxCredits } = one;
	if (maxCredits === undefined || one.concurrency > 1 || one.tries > 1) return [];
	// What came to nothing is not counted by the node, which did not see what it cost.
	if (starts.some(({ end }) => end !== 'answered')) return [];
	const before = runs.slice(0, -1).reduce((sum, { credits }) => sum + credits, 0);
	return before >= maxCredits && runs.length > 1
		? [`another run after ${before} of ${maxCredits} credits`]
		: [];
}
