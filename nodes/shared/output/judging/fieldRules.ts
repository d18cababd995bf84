/** Which rule holds for a field, and which fields are missing. Pure. */
import {
	coversPath,
	findFieldValues,
	isPosition,
	parseFieldPattern,
	type FieldPattern,
} from '../../schema';
import { isRecord } from '../../utils/objects';
import type { FieldRule, ReviewSettings, Thresholds } from './types';

const DEFAULT_CONFIDENCE = 0.8;
const DEFAULT_SCORE = 3;

/**
 * The thresholds of the field at a path. Of several rules the most exact one that sets a threshold holds, and the last
 * of equals; a field without a rule has those of the document.
 */
export function createThresholds({
	confidenceThreshold = DEFAULT_CONFIDENCE,
	reviewScoreThreshold = DEFAULT_SCORE,
	fieldRules = [],
}: ReviewSettings): (path: string) => Required<Thresholds> {
	const general = { confidenceThreshold, reviewScoreThreshold };
	// In ascending order, so that later ones replace what earlier ones set.
	const rules = [...fieldRules].sort((a, b) => countExactness(a) - countExactness(b));
	if (rules.length === 0) return () => general;
	return (path) => {
		const steps = parseFieldPattern(path);
		const thresholds = { ...general };
		for (const rule of rules) {
			if (steps && coversPath(rule.pattern, steps)) setThresholds(thresholds, rule);
		}
		return thresholds;
	};
}

function setThresholds(thresholds: Required<Thresholds>, rule: FieldRule): void {
	const { confidenceThreshold, reviewScoreThreshold } = rule;
	if (confidenceThreshold !== undefined) thresholds.confidenceThreshold = confidenceThreshold;
	if (reviewScoreThreshold !== undefined) thresholds.reviewScoreThreshold = reviewScoreThreshold;
}

/** `lines[*].amount` and `lines.amount` are the same; one cell is more exact than its column. */
function countExactness({ pattern }: FieldRule): number {
	const names = pattern.filter((step) => !isPosition(step)).length;
	return 2 * names + (pattern.some((step) => isPosition(step) && step !== '[*]') ? 1 : 0);
}

export function hasThreshold({ confidenceThreshold, reviewScoreThreshold }: Thresholds): boolean {
	return confidenceThreshold !== undefined || reviewScoreThreshold !== undefined;
}

/** The paths of all fields that a rule wants and that have no value. */
export function findMissingFields(fields: unknown, rules: FieldRule[]): string[] {
	const wanted = rules.filter(({ ifMissing }) => ifMissing === 'review');
	return [...new Set(wanted.flatMap(({ pattern }) => findMissing(fields, pattern)))];
}

function findMissing(fields: unknown, pattern: FieldPattern): string[] {
	return findFieldValues(fields, pattern)
		.filter(({ value }) => isMissing(value))
		.map(({ path }) => path);
}

/**
 * Whether there is no value: null, an empty text or list, an object that has nothing but such members, a currency
 * without an amount, and a signature that is not signed.
 */
export function isMissing(value: unknown, depth = 0): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return value.trim() === '';
	if (Array.isArray(value)) return value.length === 0;
	if (!isRecord(value)) return false;
	if ('is_signed' in value && 'printed_name' in value) return value.is_signed !== true;
	if ('amount' in value && 'iso_4217_currency_code' in value) return isMissing(value.amount, depth);
	// No schema of Extend is nested deeper, and the stack ends somewhere.
	return depth < 50 && Object.values(value).every((member) => isMissing(member, depth + 1));
}
