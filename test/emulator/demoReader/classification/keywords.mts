import type { Extend } from 'extend-ai';
import { foldText } from '../extraction/textMatching.mts';

/** Words that stand in any description and tell no kind of document from another. */
const STOP_WORDS = new Set(
	`a an and any are as at be by for from has have in into is it its of on one only or other that the their this to
	was were which who whom with without document documents file page pages paper kind type everything else anything
	something usually often may can also there these those der die das und oder ein eine von mit fur les des une
	het een van met voor`.split(/\s+/),
);

/** The words of a text that say something, folded, each once. */
export const getKeywords = (text: string): string[] => [
	...new Set(
		(foldText(text.replace(/([a-z])([A-Z])/g, '$1 $2')).match(/\p{L}{3,}/gu) ?? []).filter(
			(word) => !STOP_WORDS.has(word),
		),
	),
];

/** Whether a printed word is the word looked for: its plural and, for long words, its compounds count. */
export const isWordMatch = (printed: string, word: string): boolean =>
	printed === word ||
	printed === `${word}s` ||
	`${printed}s` === word ||
	(word.length >= 5 && printed.startsWith(word));

/** What is looked for to recognise a class: its name, and words of its description with their weights. */
export interface ClassKeywords {
	classification: Extend.Classification;
	names: string[];
	/** a word counts the less the more classes are described with it */
	described: Array<{ word: string; weight: number }>;
}

/** The words of all classes but the one for everything else. */
export function getClassKeywords(classes: Extend.Classification[]): ClassKeywords[] {
	const asked = classes
		.filter(({ type }) => type !== 'other')
		.map((classification) => ({
			classification,
			names: getKeywords(`${classification.type} ${classification.id.replace(/[_-]/g, ' ')}`),
			words: getKeywords(classification.description),
		}));
	return asked.map(({ classification, names, words }) => ({
		classification,
		names,
		described: words
			.filter((word) => !names.includes(word))
			.map((word) => ({
				word,
				weight: 1 / asked.filter((other) => other.words.includes(word)).length,
			})),
	}));
}
