import { defineMessages } from '../../utils/messages';

/** Why a document needs review. `field` is a path such as `lines.amount in row 3`. */
export const REVIEW_REASONS = defineMessages({
	missing: ({ field }: { field: string }) => `${field} is missing`,
	lowConfidence: ({ field, score }: { field: string; score: number }) =>
		`${field} has a confidence of ${score}`,
	lowScore: ({ field, score }: { field: string; score: number }) =>
		`${field} has a review score of ${score}`,
	unscored: ({ field }: { field: string }) => `${field} has no confidence score`,
	more: ({ count }: { count: number }) =>
		count === 1 ? 'The same applies to one more field' : `The same applies to ${count} more fields`,
	noScores: "There's nothing to judge by because the run has no confidence scores",
	noSingleExtraction:
		"There's nothing to judge by because the run doesn't have exactly one extraction",
	noResult: "There's nothing to judge by because the run has no result",
	awaitsReview: 'Extend is waiting for a reviewer',
	rejected: 'A reviewer rejected the document',
});
