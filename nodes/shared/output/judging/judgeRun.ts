/** Whether an extract run, or a workflow run with one, needs review. */
import { getExtractedFields } from '../fieldNames';
import { reviewOutput } from '../review';
import { getOwn, isRecord } from '../../utils/objects';
import { runChecks } from './checks/runChecks';
import { findMissingFields, hasThreshold } from './fieldRules';
import type { Findings, Judgement, ReviewSettings } from './types';
import { judgeUnscoredFields } from './unscoredFields';

/** The judgement of a document by its scores and by what the settings ask for besides. */
export function judgeRun(run: object, settings: ReviewSettings = {}): Judgement {
	const output = getOwn(run, 'output');
	const { needsReview: isLow, lowConfidenceFields } = reviewOutput(output, settings);
	const hasResult = isRecord(output);
	const { fieldRules = [], checks = [] } = settings;
	const findings: Findings = {
		lowConfidenceFields,
		missingFields: [],
		unscoredFields: [],
		failedChecks: [],
		notes: [],
	};
	if (hasResult && fieldRules.length + checks.length > 0) {
		const fields = getExtractedFields(output);
		findings.missingFields = findMissingFields(fields, fieldRules);
		findings.failedChecks = runChecks(fields, checks);
		if (isLow !== null) {
			const { low, unscored } = judgeUnscoredFields(output, settings);
			findings.lowConfidenceFields = [...lowConfidenceFields, ...low];
			findings.unscoredFields = unscored;
		}
	}
	const isJudged = isLow !== null || (hasResult && isJudgedWithoutScores(settings));
	return decide(
		{ ...findings, gap: hasResult ? 'noScores' : 'noResult', scoresCount: true },
		isJudged,
	);
}

/** By checks and wanted fields, unless somebody has set thresholds, which cannot be judged without scores. */
function isJudgedWithoutScores(settings: ReviewSettings): boolean {
	const { fieldRules = [], checks = [] } = settings;
	const asksForMore =
		checks.length > 0 || fieldRules.some(({ ifMissing }) => ifMissing === 'review');
	return asksForMore && !hasThreshold(settings) && !fieldRules.some(hasThreshold);
}

/** @param isJudged whether it is known that there are no other findings */
export function decide(judgement: Omit<Judgement, 'needsReview'>, isJudged: boolean): Judgement {
	const { missingFields, failedChecks, notes, scoresCount } = judgement;
	const { lowConfidenceFields, unscoredFields } = judgement;
	const byScores = scoresCount ? [lowConfidenceFields, unscoredFields] : [];
	const counted: unknown[][] = [missingFields, failedChecks, notes, ...byScores];
	const hasFindings = counted.some((list) => list.length > 0);
	return { ...judgement, needsReview: hasFindings || (isJudged ? false : null) };
}
