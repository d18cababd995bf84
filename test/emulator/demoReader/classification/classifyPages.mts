import type { Extend } from 'extend-ai';
import type { Page } from '../layout/page.mts';
import { foldText } from '../extraction/textMatching.mts';
import { getClassKeywords, isWordMatch, type ClassKeywords } from './keywords.mts';

/** `confidence` is between 0 and 1. */
export interface ClassificationResult {
	classification: Extend.Classification;
	confidence: number;
	reason: string;
}

interface ClassScore {
	classification: Extend.Classification;
	points: number;
	found: string[];
}

/** Minimum score: the name of the class, or two words that only its description has. */
const MIN_POINTS = 2;

function countPrintedWords(pages: Page[]): { title: string[]; all: Map<string, number> } {
	const cells = pages.flatMap(({ lines }) => lines.flatMap((line) => line.cells));
	const words = (text: string) => foldText(text).match(/\p{L}+/gu) ?? [];
	const all = new Map<string, number>();
	for (const { text } of cells)
		for (const word of words(text)) all.set(word, (all.get(word) ?? 0) + 1);
	const tallest = Math.max(0, ...cells.map(({ height }) => height));
	const usual = cells.map(({ height }) => height).sort((a, b) => a - b)[cells.length >> 1] ?? 0;
	const title = cells.filter(({ height }) => height === tallest && height > usual * 1.1);
	return { title: title.flatMap(({ text }) => words(text)), all };
}

function scoreClass(
	{ classification, names, described }: ClassKeywords,
	{ title, all }: ReturnType<typeof countPrintedWords>,
): ClassScore {
	const printed = [...all];
	const countOccurrences = (word: string) =>
		printed.reduce((sum, [one, count]) => sum + (isWordMatch(one, word) ? count : 0), 0);
	// Words in the title count more than words in the text.
	const isInTitle = (word: string) => title.some((one) => isWordMatch(one, word));
	const found: string[] = [];
	let points = 0;
	for (const name of names) {
		const count = countOccurrences(name);
		if (!count) continue;
		found.push(name);
		points += (2 + Math.min(3, count - 1) * 0.5 + (isInTitle(name) ? 4 : 0)) / names.length;
	}
	for (const { word, weight } of described) {
		if (!countOccurrences(word)) continue;
		found.push(word);
		points += weight * (isInTitle(word) ? 3 : 1);
	}
	return { classification, points, found };
}

/**
 * Chooses the class by its words (ID, type and description) in the pages, or the class "other" if no score is
 * high enough. This is word matching, not understanding.
 */
export function classifyPages(
	pages: Page[],
	classes: Extend.Classification[],
): ClassificationResult {
	const printed = countPrintedWords(pages);
	const scores = getClassKeywords(classes)
		.map((words) => scoreClass(words, printed))
		.sort((a, b) => b.points - a.points);
	const [best, second] = scores;
	const round = (n: number) => Math.round(n * 1000) / 1000;
	if (best && best.points >= MIN_POINTS) {
		const lead = (best.points - (second?.points ?? 0)) / best.points;
		return {
			classification: best.classification,
			confidence: round(0.5 + 0.49 * lead),
			reason: `Words of the class that the document has: ${best.found.join(', ')}.`,
		};
	}
	return {
		classification: classes.find(({ type }) => type === 'other')!,
		confidence: printed.all.size ? round(0.9 - 0.4 * ((best?.points ?? 0) / MIN_POINTS)) : 0.1,
		reason: printed.all.size
			? 'The document has too few words of any other class.'
			: 'No text could be read.',
	};
}
