import { getParentPath, getByPath } from '../utils/jsonPath';
import { isRecord, getOwn, type JsonRecord } from '../utils/objects';
import { toNumber } from '../utils/sanitize';
import { createThresholds } from './judging/fieldRules';
import type { LowField, ReviewSettings, Thresholds } from './judging/types';

export interface Review {
	/** null when no field has a score, so that it is unknown */
	needsReview: boolean | null;
	lowConfidenceFields: LowField[];
}

/**
 * Which fields of an extract run's output a person should check, by their scores. A field is low when the review
 * agent's score is at most `reviewScoreThreshold`, or the lower of OCR and model confidence is below
 * `confidenceThreshold` (Extend docs: extraction/confidence-scores, extraction/review-agent).
 *
 * Extend also scores lists, their items and objects. The confidence of such a container summarizes its contents, so
 * it counts only when nothing inside has a confidence. Otherwise one doubtful cell would be reported three times. A
 * review agent's score of a container always counts: it can report what no cell does, such as missing rows.
 * Currencies and signatures are single values.
 *
 * Legacy output (without `value` and `metadata`) and missing output give null and no fields.
 */
export function reviewOutput(output: unknown, settings: ReviewSettings = {}): Review {
	const getThresholds = createThresholds(settings);
	const metadata = getOwn(output, 'metadata');
	const value = getOwn(output, 'value');
	if (!isRecord(metadata) || !isRecord(value))
		return { needsReview: null, lowConfidenceFields: [] };

	const entries = Object.entries(metadata).filter((entry): entry is [string, JsonRecord] =>
		isRecord(entry[1]),
	);
	const isSummary = createSummaryTest(entries);

	let hasScores = false;
	const low: LowField[] = [];
	for (const [path, entry] of entries) {
		hasScores = hasScores || hasScore(entry);
		const fieldValue = getByPath(value, path);
		const score = getLowScore(entry, getThresholds(path), isSummary(path, fieldValue));
		if (score !== undefined) low.push(toLowField(path, fieldValue, score, entry));
	}
	return { needsReview: hasScores ? low.length > 0 : null, lowConfidenceFields: low };
}

/** The confidences that `reviewOutput` counts, by path. */
export function getConfidences(output: unknown): Map<string, number> {
	const value = getOwn(output, 'value');
	const entries = Object.entries(getOwn(output, 'metadata') ?? {}).filter(
		(entry): entry is [string, JsonRecord] => isRecord(entry[1]),
	);
	const isSummary = createSummaryTest(entries);
	const confidences = new Map<string, number>();
	for (const [path, entry] of entries) {
		const confidence = getConfidence(entry);
		if (confidence !== undefined && !isSummary(path, getByPath(value, path)))
			confidences.set(path, confidence);
	}
	return confidences;
}

/** Whether the confidence at a path is that of its contents, which have confidences of their own. */
function createSummaryTest(
	entries: Array<[string, JsonRecord]>,
): (path: string, value: unknown) => boolean {
	const scoredInside = getContainerPaths(
		entries.filter(([, entry]) => getConfidence(entry) !== undefined),
	);
	return (path, value) => scoredInside.has(path) && isContainer(value);
}

export function hasScore(entry: unknown): entry is JsonRecord {
	if (!isRecord(entry)) return false;
	return toNumber(entry.reviewAgentScore) !== undefined || getConfidence(entry) !== undefined;
}

/**
 * The score that is low, that of the review agent first; undefined when none is.
 * @param isSummary whether the confidence is that of its contents, which are judged one by one
 */
export function getLowScore(
	entry: JsonRecord,
	{ confidenceThreshold, reviewScoreThreshold }: Required<Thresholds>,
	isSummary = false,
): number | undefined {
	const reviewScore = toNumber(entry.reviewAgentScore);
	if (reviewScore !== undefined && reviewScore <= reviewScoreThreshold) return reviewScore;
	const confidence = isSummary ? undefined : getConfidence(entry);
	return confidence !== undefined && confidence < confidenceThreshold ? confidence : undefined;
}

export function toLowField(
	path: string,
	value: unknown,
	score: number,
	entry: JsonRecord,
): LowField {
	return { path, value, score, page: getPage(entry) };
}

/** The lower of the two confidences, or the only one. */
function getConfidence(entry: JsonRecord): number | undefined {
	const ocr = toNumber(entry.ocrConfidence);
	const model = toNumber(entry.logprobsConfidence);
	if (ocr === undefined || model === undefined) return ocr ?? model;
	return Math.min(ocr, model);
}

/** The paths of everything that contains one of the entries. */
export function getContainerPaths(entries: Array<[string, JsonRecord]>): Set<string> {
	const containers = new Set<string>();
	for (const [path] of entries) {
		for (let outer = getParentPath(path); outer !== undefined; outer = getParentPath(outer)) {
			containers.add(outer);
		}
	}
	return containers;
}

/** Currencies and signatures are single values. */
export function isContainer(value: unknown): boolean {
	if (Array.isArray(value)) return true;
	if (!isRecord(value)) return false;
	return !('iso_4217_currency_code' in value) && !('is_signed' in value && 'printed_name' in value);
}

function getPage(entry: JsonRecord): number | null {
	const citations = entry.citations;
	if (!Array.isArray(citations)) return null;
	return toNumber(getOwn(getOwn(citations[0], 'page'), 'number')) ?? null;
}
