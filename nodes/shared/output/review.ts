import { getParentPath, getByPath } from '../utils/jsonPath';
import { isRecord, getOwn, type JsonRecord } from '../utils/objects';

export interface ReviewSettings {
	/** from 0 to 1; a confidence below it is low. Default 0.8 */
	reviewThreshold?: number;
	/** from 1 to 5; a score of the review agent that is not above it is low. Default 3 */
	minReviewScore?: number;
}

/** A field that a person should look at. */
export interface LowField {
	/** as Extend writes it, e.g. `line_items[0].amount` */
	path: string;
	value: unknown;
	/** the number that made it low: the review agent's score if that is low, else the confidence */
	score: number;
	/** page of the first citation, or null */
	page: number | null;
}

export interface Review {
	/** null when no field has any score: nobody can say */
	needsReview: boolean | null;
	lowConfidenceFields: LowField[];
}

/**
 * Takes the output of an extract run; returns which fields need a person (design: a field is low when
 * the review agent's score is at most `minReviewScore`, or the lower of OCR and model confidence is
 * below `reviewThreshold`; Extend docs: extraction/confidence-scores, extraction/review-agent).
 *
 * Extend also scores lists, their items and objects. The confidence of such a container sums up its
 * contents, so it counts only when nothing inside has a confidence: otherwise one doubtful cell would
 * be reported three times. A review agent's score of a container always counts: it can say what no
 * cell says, that rows are missing for instance. Currencies and signatures are single values.
 *
 * Legacy output (no `value` and `metadata`) and missing output give null and no fields. No errors.
 */
export function reviewOutput(output: unknown, settings: ReviewSettings = {}): Review {
	const { reviewThreshold = 0.8, minReviewScore = 3 } = settings;
	const metadata = getOwn(output, 'metadata');
	const value = getOwn(output, 'value');
	if (!isRecord(metadata) || !isRecord(value))
		return { needsReview: null, lowConfidenceFields: [] };

	const entries = Object.entries(metadata).filter((entry): entry is [string, JsonRecord] =>
		isRecord(entry[1]),
	);
	const summedUp = getContainerPaths(
		entries.filter(([, entry]) => getConfidence(entry) !== undefined),
	);

	let scored = false;
	const low: LowField[] = [];
	for (const [path, entry] of entries) {
		const reviewScore = toNumber(entry.reviewAgentScore);
		const confidence = getConfidence(entry);
		scored = scored || reviewScore !== undefined || confidence !== undefined;

		const found = getByPath(value, path);
		const counts = !(summedUp.has(path) && isContainer(found));
		const lowReview = reviewScore !== undefined && reviewScore <= minReviewScore;
		const lowConfidence = counts && confidence !== undefined && confidence < reviewThreshold;
		const score = lowReview ? reviewScore : lowConfidence ? confidence : undefined;
		if (score !== undefined) low.push({ path, value: found, score, page: getPage(entry) });
	}
	return { needsReview: scored ? low.length > 0 : null, lowConfidenceFields: low };
}

function toNumber(value: unknown): number | undefined {
	return typeof value === 'number' ? value : undefined;
}

/** The lower of the two confidences, of those that are there. */
function getConfidence(entry: JsonRecord): number | undefined {
	const ocr = toNumber(entry.ocrConfidence);
	const model = toNumber(entry.logprobsConfidence);
	if (ocr === undefined || model === undefined) return ocr ?? model;
	return Math.min(ocr, model);
}

/** The paths of everything that contains one of the entries. */
function getContainerPaths(entries: Array<[string, JsonRecord]>): Set<string> {
	const around = new Set<string>();
	for (const [path] of entries) {
		for (let outer = getParentPath(path); outer !== undefined; outer = getParentPath(outer)) {
			around.add(outer);
		}
	}
	return around;
}

function isContainer(value: unknown): boolean {
	if (Array.isArray(value)) return true;
	if (!isRecord(value)) return false;
	return !('iso_4217_currency_code' in value) && !('is_signed' in value && 'printed_name' in value);
}

function getPage(entry: JsonRecord): number | null {
	const citations = entry.citations;
	if (!Array.isArray(citations)) return null;
	return toNumber(getOwn(getOwn(citations[0], 'page'), 'number')) ?? null;
}
