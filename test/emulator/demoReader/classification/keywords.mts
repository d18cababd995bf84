import type { Extend } from 'extend-ai';
import { foldText } from '../extraction/textMatching.mts';

/** Words that do not distinguish document types. */
const STOP_WORDS = new Set(
	`a an and any are as at be by for from has have in into is it its of on one only or other that the their this to
	was were which who whom with without document documents file page pages paper kind type everything else anything
	something usually often may can also there these those der die das und oder ein eine von mit fur les des une
	het een van met voor`.split(/\s+/),
);

/** Distinct normalized words of a text without stop words. */
export const getKeywords = (text: string): string[] => [
	...new Set(
		(foldText(text.replace(/([a-z])([A-Z])/g, '$1 $2')).match(/\p{L}{3,}/gu) ?? []).filter(
			(word) => !STOP_WORDS.has(word),
		),
	),
];

/** Whether a printed word matches: plurals and, for long words, compounds count. */
export const isWordMatch = (printed: string, word: string): boolean =>
	printed === word ||
	printed === `${word}s` ||
	`${printed}s` === word ||
	(word.length >= 5 && printed.startsWith(word));

/** Search terms of a class: its name, and weighted words of its description. */
export interface ClassKeywords {
	classification: Extend.Classification;
	names: string[];
	/** the weight of a word decreases with the number of classes that share it */
	described: Array<{ word: string; weight: number }>;
}

/** Ignores the class "other". */
export function getClassKeywords(classes: Extend.Classification[]): ClassKeywords[] {
	const requested = classes
		.filter(({ type }) => type !== 'other')
		.map((classification) => ({
			classification,
			names: getKeywords(`${classification.type} ${classification.id.replace(/[_-]/g, ' ')}`),
			words: getKeywords(classification.description),
		}));
	return requested.map(({ classification, names, words }) => ({
		classification,
		names,
		described: words
			.filter((word) => !names.includes(word))
			.map((word) => ({
				word,
				weight: 1 / requested.filter((other) => other.words.includes(word)).length,
			})),
	}));
}
