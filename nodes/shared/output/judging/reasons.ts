/** Why a document needs review, in words. */
import { describeField } from '../../schema';
import { sanitizeSentence } from '../../utils/sanitize';
import { REVIEW_REASONS } from './messages';
import type { Judgement, LowField } from './types';

/** A table can have hundreds of doubtful cells. */
const MAX_SENTENCES = 10;

/** One sentence for each reason. Empty for a document that needs no review. */
export function listReasons(judgement: Judgement): string[] {
	const { needsReview, missingFields, failedChecks, notes } = judgement;
	if (needsReview === null) return [REVIEW_REASONS[judgement.gap]];
	const byScores = judgement.scoresCount
		? [
				...summarize(judgement.lowConfidenceFields, describeLowField),
				...summarize(judgement.unscoredFields, (path) =>
					REVIEW_REASONS.unscored({ field: describeField(path) }),
				),
			]
		: [];
	const reasons = [
		...notes,
		...summarize(failedChecks, ({ message }) => message),
		...summarize(missingFields, (path) => REVIEW_REASONS.missing({ field: describeField(path) })),
		...byScores,
	];
	return [...new Set(reasons)];
}

/** A sentence for each of the first findings, and one for all others. */
function summarize<T>(findings: T[], describe: (finding: T) => string): string[] {
	const sentences = findings.slice(0, MAX_SENTENCES).map((one) => sanitizeSentence(describe(one)));
	const count = findings.length - sentences.length;
	return count > 0 ? [...sentences, REVIEW_REASONS.more({ count })] : sentences;
}

/** Review scores begin at 1, where confidences end, and none of these is low. */
function describeLowField({ path, score }: LowField): string {
	const values = { field: describeField(path), score };
	return score < 1 ? REVIEW_REASONS.lowConfidence(values) : REVIEW_REASONS.lowScore(values);
}
