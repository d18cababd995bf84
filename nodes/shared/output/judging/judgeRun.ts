/** Whether an extract run needs review. Pure. */
import { getExtractedFields } from '../fieldNames';
import { reviewOutput } from '../review';
import { getOwn, isRecord } from '../../utils/objects';
import { findMissingFields, hasThreshold } from './fieldRules';
import type { Judgement, ReviewSettings } from './types';
import { judgeUnscoredFields } from './unscoredFields';

/** The judgement of a document by its scores and by what the settings ask for besides. */
export function judgeRun(run: object, settings: ReviewSettings = {}): Judgement {
	const output = getOwn(run, 'output');
	const { needsReview: isLow, lowConfidenceFields } = reviewOutput(output, settings);
	const judgement = {
		needsReview: isLow,
		lowConfidenceFields,
		missingFields: [],
		unscoredFields: [],
	};
	const { fieldRules = [] } = settings;
	if (fieldRules.length === 0 || !isRecord(output)) return judgement;

	const { low, unscored } =
		isLow === null ? { low: [], unscored: [] } : judgeUnscoredFields(output, settings);
	const missingFields = findMissingFields(getExtractedFields(output), fieldRules);
	const found = {
		lowConfidenceFields: [...lowConfidenceFields, ...low],
		missingFields,
		unscoredFields: unscored,
	};
	const isJudged = isLow !== null || !asksForScores(settings);
	return { needsReview: hasFindings(found) || (isJudged ? false : null), ...found };
}

/** Without scores, thresholds that somebody has set cannot be judged. */
function asksForScores(settings: ReviewSettings): boolean {
	const { fieldRules = [] } = settings;
	const wantsFields = fieldRules.some(({ ifMissing }) => ifMissing === 'review');
	return !wantsFields || hasThreshold(settings) || fieldRules.some(hasThreshold);
}

export function hasFindings(judgement: Omit<Judgement, 'needsReview'>): boolean {
	return Object.values(judgement).some((findings) => findings.length > 0);
}
