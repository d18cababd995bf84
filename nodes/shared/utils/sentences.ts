/** Sentences that messages are made of. */
import { stripInvisible, truncate } from './unicode';

/** One line in the editor. */
const MAX_LINE_LENGTH = 200;

/** A text from outside as it stands in a message: one line, without invisible characters. */
export function toLine(text: string): string {
	const start = text.slice(0, 4 * MAX_LINE_LENGTH);
	return truncate(stripInvisible(start).replace(/\s+/g, ' '), MAX_LINE_LENGTH);
}

/** The texts as one paragraph, without the empty ones. Each ends with a period. */
export function joinSentences(...texts: string[]): string {
	return texts
		.map((text) => text.trim())
		.filter((text) => text !== '')
		.map((text) => (/[.!?…]$/.test(text) ? text : `${text}.`))
		.join(' ');
}

/** Sentences without their final period as one paragraph. */
export function toParagraph(sentences: string[]): string {
	return sentences.map((sentence) => `${sentence}.`).join(' ');
}
