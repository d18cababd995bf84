import { findFieldValues } from '../../schema';
import { getParentPath } from '../../utils/jsonPath';
import { getOwn, isRecord, type JsonRecord } from '../../utils/objects';
import { getContainerPaths, getLowScore, hasScore, toLowField } from '../review';
import { createThresholds, hasThreshold, isMissing } from './fieldRules';
import type { LowField, ReviewSettings } from './types';

interface UnscoredFields {
	/** judged by the score of what they are in */
	low: LowField[];
	/** paths of those that nothing has a score for */
	unscored: string[];
}

/**
 * Fields with a threshold of their own that have neither a score nor anything inside with one: Extend may score whole
 * rows only. They count with the score of what they are in. Without any, it is unknown whether the threshold is met.
 */
export function judgeUnscoredFields(output: unknown, settings: ReviewSettings): UnscoredFields {
	const rules = (settings.fieldRules ?? []).filter(hasThreshold);
	const result: UnscoredFields = { low: [], unscored: [] };
	if (rules.length === 0) return result;
	const metadata = getOwn(output, 'metadata');
	if (!isRecord(metadata)) return result;
	const scored = Object.entries(metadata).filter((entry): entry is [string, JsonRecord] =>
		hasScore(entry[1]),
	);
	const judged = getContainerPaths(scored);
	for (const [path] of scored) judged.add(path);

	const getThresholds = createThresholds(settings);
	for (const { pattern } of rules) {
		for (const { path, value } of findFieldValues(getOwn(output, 'value'), pattern)) {
			if (judged.has(path) || isMissing(value)) continue;
			judged.add(path);
			const entry = findScoreAround(metadata, path);
			if (!entry) result.unscored.push(path);
			else {
				const score = getLowScore(entry, getThresholds(path));
				if (score !== undefined) result.low.push(toLowField(path, value, score, entry));
			}
		}
	}
	return result;
}

function findScoreAround(metadata: JsonRecord, path: string): JsonRecord | undefined {
	for (let outer = getParentPath(path); outer !== undefined; outer = getParentPath(outer)) {
		const entry = getOwn(metadata, outer);
		if (hasScore(entry)) return entry;
	}
	return undefined;
}
