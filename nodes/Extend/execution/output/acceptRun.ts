/** What every finished run passes before it becomes items. */
import type { Run } from '../../../shared/http/responses';
import { getRunError } from '../../../shared/runs/errors';
import type { RunKind } from '../../../shared/runs/kinds';
import { countCredits, type ExecutionContext } from '../executionContext';

/**
 * Counts what the run cost, and adds the hints about its status. Throws ExtendApiError for a run that failed,
 * unless it is to be returned.
 * @param documents how many documents the run is over
 * @param isReused the run was paid for before
 */
export function acceptRun(
	execution: ExecutionContext,
	run: Run,
	kind: RunKind,
	{
		returnFailedRun,
		documents = 1,
		isReused = false,
	}: { returnFailedRun: boolean; documents?: number; isReused?: boolean },
): void {
	execution.runIds.add(run.id);
	if (isReused) execution.hints.add('reused');
	else countCredits(execution, run, documents);
	const error = getRunError(run, kind);
	if (error && !returnFailedRun) throw error;
	if (error) execution.hints.add('failedReturned');
	addReviewHint(execution, run);
}

/** A workflow run that waits for a reviewer or was rejected is a result and no failure, but gives a hint. */
function addReviewHint({ hints }: ExecutionContext, { status }: Run): void {
	if (status === 'NEEDS_REVIEW') hints.add('awaitsReview');
	if (status === 'REJECTED') hints.add('rejected');
}
