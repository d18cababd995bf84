/** Whether a workflow run needs review. Its steps in Extend decide about scores, unless the settings do. Pure. */
import type { RunStatus } from '../../http/responses';
import { getOwn, isRecord, toArray, toOpen, type JsonRecord } from '../../utils/objects';
import { sanitizeText, toText } from '../../utils/sanitize';
import { CHECK_MESSAGES } from './checks/messages';
import type { FailedCheck } from './checks/types';
import { hasThreshold } from './fieldRules';
import { decide, judgeRun } from './judgeRun';
import { REVIEW_REASONS } from './messages';
import type { Judgement, ReviewSettings } from './types';

const NOTES: ReadonlyMap<RunStatus, string> = new Map<RunStatus, string>([
	['NEEDS_REVIEW', REVIEW_REASONS.awaitsReview],
	['REJECTED', REVIEW_REASONS.rejected],
]);

/**
 * Names in the results of validation steps. Those of RULE_VALIDATION are `rules`, `valid` and `allPassed`; of
 * VALIDATION only the documents are known, which speak of blocks, of valid and invalid, and of pass and fail.
 * Assumption: validation-results.
 */
const RULE_LISTS = ['rules', 'blocks', 'results'];
const RULE_FLAGS = ['valid', 'isValid', 'passed'];
const WHOLE_FLAGS = [...RULE_FLAGS, 'allPassed', 'allValid'];

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
	const status: RunStatus = toOpen(toText(getOwn(run, 'status')));
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
	return toArray(getOwn(run, 'stepRuns')).flatMap((stepRun) => {
		const type = toText(getOwn(stepRun, 'stepType') ?? getOwn(getOwn(stepRun, 'step'), 'type'));
		// Extend's SDK has RULE_VALIDATION; its documents describe VALIDATION, which replaces it.
		if (type !== 'RULE_VALIDATION' && type !== 'VALIDATION') return [];
		return listFailures(getOwn(stepRun, 'step'), getOwn(stepRun, 'result'));
	});
}

function listFailures(step: unknown, result: unknown): FailedCheck[] {
	const name = sanitizeText(toText(getOwn(step, 'name')));
	const failed = RULE_LISTS.flatMap((list) => readRules(result, list)).filter(isFailed);
	const messages = failed.map((failedRule) => {
		const rule = sanitizeText(toText(failedRule.name));
		if (rule === '') return CHECK_MESSAGES.validationStep({ step: name });
		const text = sanitizeText(getReason(failedRule));
		const reason = text === '' ? '' : ` (${text})`;
		return CHECK_MESSAGES.validation({ rule, step: name, reason });
	});
	const isUnexplained = failed.length === 0 && WHOLE_FLAGS.some((flag) => isFalse(result, flag));
	if (isUnexplained) messages.push(CHECK_MESSAGES.validationStep({ step: name }));
	return messages.map((message) => ({ check: 'validation', fields: [], message }));
}

function readRules(result: unknown, list: string): unknown[] {
	return toArray(getOwn(result, list));
}

/** Code blocks may return a pair of whether the document is valid, and the reason. */
function isFailed(rule: unknown): rule is JsonRecord {
	if (!isRecord(rule)) return false;
	const { result } = rule;
	const own: unknown = Array.isArray(result) ? result[0] : result;
	return own === false || RULE_FLAGS.some((flag) => isFalse(rule, flag));
}

function getReason({ error, reason, reasoning, result }: JsonRecord): string {
	const [, returned] = toArray(result);
	return [error, reason, reasoning, returned].map(toText).find((text) => text !== '') ?? '';
}

function isFalse(value: unknown, name: string): boolean {
	return getOwn(value, name) === false;
}
