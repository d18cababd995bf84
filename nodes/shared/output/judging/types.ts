import type { Check, FailedCheck, FieldRef } from './checks/types';

/** What is low without a setting of its own. */
export interface Thresholds {
	/** from 0 to 1, default 0.8; a confidence below it is low */
	confidenceThreshold?: number;
	/** from 1 to 5, default 3; a score of the review agent up to it is low */
	reviewScoreThreshold?: number;
}

/** What holds for a field. */
export interface FieldRule extends FieldRef, Thresholds {
	/** default `ok`; `review`: a document without the field needs review */
	ifMissing?: 'ok' | 'review';
}

export interface ReviewSettings extends Thresholds {
	fieldRules?: FieldRule[];
	checks?: Check[];
	/** default `review`; `error`: a document that fails a check is an error */
	onFailedCheck?: 'review' | 'error';
	/** whether documents that need review have an output of their own */
	needsReviewOutput?: boolean;
}

/** A field that a person should look at. */
export interface LowField {
	/** as Extend writes it, e.g. `line_items[0].amount` */
	path: string;
	value: unknown;
	/** the score that is low: that of the review agent, otherwise the confidence */
	score: number;
	/** page of the first citation, or null */
	page: number | null;
}

/** What speaks for a review of a document or of a row of its table. */
export interface Findings {
	lowConfidenceFields: LowField[];
	/** paths of fields without a value that a rule wants */
	missingFields: string[];
	/** paths of fields with a threshold of their own but without a score */
	unscoredFields: string[];
	failedChecks: FailedCheck[];
	/** sentences about the whole document */
	notes: string[];
}

export interface Judgement extends Findings {
	/** null when there is nothing to judge by */
	needsReview: boolean | null;
	/** what is missing when there is nothing to judge by */
	gap: 'noScores' | 'noResult' | 'noSingleExtraction';
	/** false: low scores are listed, but Extend has decided about them */
	scoresCount: boolean;
}
