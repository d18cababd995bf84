import type { FieldPattern } from '../../schema';

/** What is low without a setting of its own. */
export interface Thresholds {
	/** from 0 to 1, default 0.8; a confidence below it is low */
	confidenceThreshold?: number;
	/** from 1 to 5, default 3; a score of the review agent up to it is low */
	reviewScoreThreshold?: number;
}

/** What holds for one field, or for a column and all that is inside of it. */
export interface FieldRule extends Thresholds {
	/** as it was entered */
	field: string;
	pattern: FieldPattern;
	/** default `ok`; `review`: a document without the field needs review */
	ifMissing?: 'ok' | 'review';
}

export interface ReviewSettings extends Thresholds {
	fieldRules?: FieldRule[];
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

/** Whether a document, or a row of its table, needs review, and why. */
export interface Judgement {
	/** null when there is nothing to judge by */
	needsReview: boolean | null;
	lowConfidenceFields: LowField[];
	/** paths of fields without a value that a rule wants */
	missingFields: string[];
	/** paths of fields with a threshold of their own but without a score */
	unscoredFields: string[];
}
