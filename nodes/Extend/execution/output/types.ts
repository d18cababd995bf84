import type { DocumentOrigin } from '../../../shared/output/runInfo';

/** Where a run's document came from, for the result. */
export interface RunOrigin extends DocumentOrigin {
	fileName: string;
	/** false for a run that was only started */
	isComplete: boolean;
}
