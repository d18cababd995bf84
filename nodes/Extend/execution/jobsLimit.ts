import type { PoolLimit } from '../../shared/utils/async/concurrency';
import type { ExecutionContext } from './executionContext';

/** Until a first document has succeeded: a wrong setting must not bill a hundred. */
const MAX_UNPROVEN = 20;
const MAX_JOBS = 100;
/** While this many documents wait for their upload or start, no further document begins. */
const MAX_WAITING = 4;

/**
 * How many jobs are in progress at the same time: as many as Extend's rate limits let through, and few until the first
 * one has succeeded.
 * @param ceiling what 'Concurrency' says; undefined: automatic
 * @param hasSucceeded whether a job has
 */
export function createJobsLimit(
	{ limits, uploads }: ExecutionContext,
	ceiling: number | undefined,
	hasSucceeded: () => boolean,
): PoolLimit {
	return {
		get(inProgress) {
			const isHeldBack =
				limits.runs.waitingCount >= MAX_WAITING || uploads.waitingCount >= MAX_WAITING;
			if (isHeldBack) return inProgress;
			return Math.min(ceiling ?? MAX_JOBS, hasSucceeded() ? MAX_JOBS : MAX_UNPROVEN);
		},
		onChange(wake) {
			limits.runs.onLeave = wake;
			uploads.onLeave = wake;
		},
	};
}
