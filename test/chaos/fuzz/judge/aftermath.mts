/** What an execution leaves behind: in Extend after Stop, by its deletions, in n8n and in the process. */
import type { Observation } from '../observation.mts';
import { getOperation } from '../operations.mts';
import { getStartsOf } from './billing.mts';

export function checkAftermath(seen: Observation): string[] {
	return [
		...checkStop(seen),
		...checkDeletions(seen),
		...seen.secrets.filter((secret) => seen.text.includes(secret)).map((one) => `shows ${one}`),
		...(seen.openFiles > 0 ? [`${seen.openFiles} files left open`] : []),
		...(seen.stuck > 0 ? ['the clock of the test stood still'] : []),
	];
}

/** After Stop a run is looked for this many times, within 10 s. */
const SEARCHES = 4;
/**
 * So long (ms) an item surely is in progress, unless its own time is over or a fault of a search ended it. What an
 * item that has ended leaves in Extend goes on, as its error says.
 */
const IN_PROGRESS_MS = 30_000;
const LONG_TIMEOUT_S = 100;

/** Nothing starts after Stop, and no run goes on that could be found and canceled. */
function checkStop(seen: Observation): string[] {
	const { one, stop, starts, runs } = seen;
	if (!stop) return [];
	const late = starts.filter(({ isAfterStop }) => isAfterStop).length;
	const violations = late > 0 ? [`${late} starts after Stop`] : [];
	const isMeantToGoOn = !one.waits || !getOperation(one.operation).canFind;
	const mayHaveEnded = stop.afterMs > IN_PROGRESS_MS || one.timeoutS < LONG_TIMEOUT_S;
	// Extend does not answer the node.
	const isCutOff = stop.failedCleanUps > 0;
	if (!seen.isCanceled || isMeantToGoOn || mayHaveEnded || isCutOff) return violations;
	for (const { id, status, document, createdAt } of runs) {
		const own = getStartsOf(seen, document);
		// Only the last start is searched. An earlier one said that it was rejected.
		const isDisowned = own.some(({ isFalseRejection }) => isFalseRejection);
		const isHidden = own.some(({ lag }) => lag >= SEARCHES);
		const isLost = own.some(({ end }) => end === 'lost');
		// Without a tag a run whose answer was on its way is seen by nobody.
		const isGivenUp = !one.tagRun || (isLost && stop.failedSearches > 0);
		const isTooLate = createdAt >= stop.lastSearchAt;
		if (status !== 'PROCESSING' || isDisowned || isHidden || isGivenUp || isTooLate) continue;
		violations.push(`run ${id} goes on after Stop`);
	}
	return violations;
}

/** Deleted is only what this execution brought to Extend, and only when no try needs it any more. */
function checkDeletions({
	one,
	deletions,
	starts,
	items,
	errorItems,
	thrown,
}: Observation): string[] {
	if (deletions.length === 0) return [];
	const failed =
		thrown !== undefined || [...items, ...errorItems].some(({ json }) => json.error !== undefined);
	const isForeign = ({ id, document }: { id: string; document: number }) =>
		document < 0 || (id.startsWith('file_') && one.source === 'fileId');
	return [
		...(one.deleteAfter === 'nothing' ? ['something was deleted'] : []),
		...(failed ? ['something was deleted although an item failed'] : []),
		...deletions.filter(isForeign).map(({ id }) => `${id} was deleted, which was there before`),
		...(starts.some(({ isAfterDeletion }) => isAfterDeletion) ? ['a start after a deletion'] : []),
	];
}
