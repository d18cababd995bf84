/**
 * A second execution over the same documents bills nothing that the first one has in Extend, and leaves it alone. The
 * exceptions are those of docs/reliability.md.
 */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { getPositions } from '../documents.mts';
import type { EarlierRuns, Observation } from '../observation.mts';
import { getStartsOf } from './billing.mts';

const getInfo = ({ json }: INodeExecutionData) => (json._extend ?? {}) as IDataObject;

export const isReused = (item: INodeExecutionData) => getInfo(item).reused === true;

export function checkReuse(seen: Observation): string[] {
	const { earlier, deletions, items } = seen;
	if (!earlier) return [];
	const isEarlier = (id: unknown) => earlier.runs.some((run) => run.id === id);
	return [
		...getPositions(seen.one).flatMap((document) => checkStartedAgain(seen, earlier, document)),
		...deletions.filter(({ id }) => isEarlier(id)).map(({ id }) => `reused ${id} was deleted`),
		...items
			.filter((item) => isReused(item) && getInfo(item).credits !== 0)
			.map((item) => `reused ${getInfo(item).runId} costs ${getInfo(item).credits}`),
	];
}

function checkStartedAgain(seen: Observation, earlier: EarlierRuns, document: number): string[] {
	const own = earlier.runs.filter((run) => run.document === document);
	// What failed or was canceled has no result.
	const [result] = own.filter(({ status }) => !['FAILED', 'CANCELLED'].includes(status));
	if (!result || getStartsOf(seen, document).length === 0) return [];
	// 1. The list could not be read to its end. 2. Extend did not list the run yet.
	const isHidden =
		seen.failedLists > 0 ||
		earlier.starts.some(({ documents, lag }) => lag > 0 && documents.includes(document));
	// 3. Extend said that it does not exist any more.
	const isGone = own.some(({ id }) => seen.missingRuns.includes(id));
	return isHidden || isGone ? [] : [`document ${document} started again, but ${result.id} has it`];
}
