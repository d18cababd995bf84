/** JSON as it is pasted: from a chat with a code fence, from a web page or a file with characters that do not show. */

import { stripIgnorable } from '../utils/unicode';

/** Of Markdown: at the beginning of a line, where a text of JSON never is. */
const FENCE = /^[^\S\n]{0,20}```/m;

/** The JSON without what came along. Texts within it stay as they are, and so do the numbers of its lines. */
export function cleanJson(text: string): string {
	return takeFenced(cleanBetweenTexts(text));
}

/** What stands in the first code fence; all of the text when there is none. */
function takeFenced(text: string): string {
	const fence = text.search(FENCE);
	const start = fence < 0 ? -1 : text.indexOf('\n', fence);
	if (start < 0) return text;
	const inside = text.slice(start);
	const end = inside.search(FENCE);
	const before = text.slice(0, start).replace(/[^\n]/g, '');
	return before + (end < 0 ? inside : inside.slice(0, end));
}

/** Between its texts JSON knows four blanks and no invisible characters. */
function cleanBetweenTexts(json: string): string {
	let clean = '';
	let isInText = false;
	let isEscaped = false;
	for (const character of json) {
		if (isInText) {
			clean += character;
			isInText = isEscaped || character !== '"';
			isEscaped = !isEscaped && character === '\\';
		} else {
			isInText = character === '"';
			if (stripIgnorable(character) === '') continue;
			clean += /\s/.test(character) && !' \t\r\n'.includes(character) ? ' ' : character;
		}
	}
	return clean;
}
