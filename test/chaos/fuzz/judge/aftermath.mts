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

/** Nothing starts after Stop, and no run goes on that could be found and canceled. */
function checkStop(seen: Observation): string[] {
	const { one, lastSearchAt, starts, failedCleanUps, runs } = seen;
	if (lastSearchAt === undefined) return [];
	const late = starts.filter(({ isAfterStop }) => isAfterStop).length;
	const violations = late > 0 ? [`${late} starts after Stop`] : [];
	const { canFind, isSync } = getOperation(one.operation);
	const isMeantToGoOn = !one.waits || !canFind;
	// Extend did not answer the node, or the execution had ended when Stop was pressed.
	if (isMeantToGoOn || failedCleanUps > 0 || !seen.isCanceled) return violations;
	for (const { id, status, document, createdAt } of runs) {
		if (status !== 'PROCESSING' && !(isSync && status === 'PENDING')) continue;
		const own = getStartsOf(seen, document);
		// Without its tag it is known by its answer only, and a start that came too late is seen by nobody.
		const isFindable = one.tagRun && !own.some(({ isLongLag }) => isLongLag);
		const isTooLate = createdAt >= lastSearchAt;
		// The node knows the last run only; an earlier start said that it was rejected.
		const isDisowned = own.some((start) => start.isFalseRejection);
		if (isFindable && !isTooLate && !isDisowned) violations.push(`run ${id} goes on after Stop`);
	}
	return violations;
}

/** Deleted is only what this execution brought to Extend, and only when no try needs it any more. */
function checkDeletions({ one, deletions, starts, items, errorItems, thrown }: Observation): string[] {
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
