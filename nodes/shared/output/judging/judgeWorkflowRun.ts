/** Whether a workflow run needs review. Its steps in Extend decide about scores, unless the settings do. Pure. */
import { getOwn, isRecord, type JsonRecord } from '../../utils/objects';
import { sanitizeText, toText } from '../../utils/sanitize';
import { CHECK_MESSAGES } from './checks/messages';
import type { FailedCheck } from './checks/types';
import { hasThreshold } from './fieldRules';
import { decide, judgeRun } from './judgeRun';
import { REVIEW_REASONS } from './messages';
import type { Judgement, ReviewSettings } from './types';

const NOTES: ReadonlyMap<string, string> = new Map([
	['NEEDS_REVIEW', REVIEW_REASONS.awaitsReview],
	['REJECTED', REVIEW_REASONS.rejected],
]);

/**
 * The judgement of a workflow run, from that of its only extraction. Failed rules of Extend join the failed checks. What a
 * reviewer in Extend has approved is not flagged for its scores and rules again; the checks of the settings still hold.
 * Rules and checks of the settings cannot be judged without an extraction, or with several.
 */
export function judgeWorkflowRun(
	run: object,
	extraction: Judgement | undefined,
	{ fieldRules = [], checks = [], ...thresholds }: ReviewSettings = {},
): Judgement {
	const status = toText(getOwn(run, 'status'));
	const note = NOTES.get(status);
	const isApproved = status === 'PROCESSED' && getOwn(run, 'reviewed') === true;
	const findings = extraction ?? judgeRun({});
	const hasResult = status === 'PROCESSED' || note !== undefined;
	const judgement = {
		...findings,
		gap: hasResult ? ('noSingleExtraction' as const) : ('noResult' as const),
		scoresCount: !isApproved && (hasThreshold(thresholds) || fieldRules.some(hasThreshold)),
		failedChecks: [...findings.failedChecks, ...(isApproved ? [] : listFailedRules(run))],
		notes: note === undefined ? [] : [note],
	};
	const isJudged = extraction !== undefined || fieldRules.length + checks.length === 0;
	return decide(judgement, hasResult && isJudged);
}

/** Failed rules of all validation steps, as far as their results can be read: others are passed over. */
export function listFailedRules(run: object): FailedCheck[] {
	const stepRuns = getOwn(run, 'stepRuns');
	return (Array.isArray(stepRuns) ? stepRuns : []).flatMap((stepRun: unknown) => {
		const type = toText(getOwn(stepRun, 'stepType') ?? getOwn(getOwn(stepRun, 'step'), 'type'));
		// Extend's SDK knows RULE_VALIDATION; the editor of workflows also has a step VALIDATION.
		if (type !== 'RULE_VALIDATION' && type !== 'VALIDATION') return [];
		return listFailures(getOwn(stepRun, 'step'), getOwn(stepRun, 'result'));
	});
}

function listFailures(step: unknown, result: unknown): FailedCheck[] {
	const name = sanitizeText(toText(getOwn(step, 'name')));
	const rules = getOwn(result, 'rules');
	const failed = (Array.isArray(rules) ? rules : []).filter(isFailed);
	const messages = failed.map((rule) => {
		const error = sanitizeText(toText(rule.error));
		const reason = error === '' ? '' : ` (${error})`;
		return CHECK_MESSAGES.validation({ rule: sanitizeText(toText(rule.name)), step: name, reason });
	});
	const isUnexplained =
		failed.length === 0 && (getOwn(result, 'allPassed') === false || isFailed(result));
	if (isUnexplained) messages.push(CHECK_MESSAGES.validationStep({ step: name }));
	return messages.map((message) => ({ check: 'validation', fields: [], message }));
}

function isFailed(rule: unknown): rule is JsonRecord {
	return isRecord(rule) && rule.valid === false;
}
