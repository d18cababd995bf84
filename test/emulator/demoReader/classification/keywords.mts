import type { Extend } from 'extend-ai';
import { fold } from '../extraction/textMatching.mts';

/** Words that stand in any description and tell no kind of document from another. */
const idle = new Set(
	`a an and any are as at be by for from has have in into is it its of on one only or other that the their this to
	was were which who whom with without document documents file page pages paper kind type everything else anything
	something usually often may can also there these those der die das und oder ein eine von mit fur les des une
	het een van met voor`.split(/\s+/),
);

/** The words of a text that say something, folded, each once. */
export const tellingWords = (text: string): string[] => [
	...new Set(
		(fold(text.replace(/([a-z])([A-Z])/g, '$1 $2')).match(/\p{L}{3,}/gu) ?? []).filter(
			(word) => !idle.has(word),
		),
	),
];

/** Whether a printed word is the word looked for: its plural and, for long words, its compounds count. */
export const means = (printed: string, word: string): boolean =>
	printed === word ||
	printed === `${word}s` ||
	`${printed}s` === word ||
	(word.length >= 5 && printed.startsWith(word));

/** What is looked for to recognise a class: its name, and words of its description with their weights. */
export interface ClassWords {
	of: Extend.Classification;
	names: string[];
	/** a word counts the less the more classes are described with it */
	described: Array<{ word: string; weight: number }>;
}

/** The words of all classes but the one for everything else. */
export function classWords(classes: Extend.Classification[]): ClassWords[] {
	const asked = classes
		.filter(({ type }) => type !== 'other')
		.map((of) => ({
			of,
			names: tellingWords(`${of.type} ${of.id.replace(/[_-]/g, ' ')}`),
			words: tellingWords(of.description),
		}));
	return asked.map(({ of, names, words }) => ({
		of,
		names,
		described: words
			.filter((word) => !names.includes(word))
			.map((word) => ({
				word,
				weight: 1 / asked.filter((other) => other.words.includes(word)).length,
			})),
	}));
}
