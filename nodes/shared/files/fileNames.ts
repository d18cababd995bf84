import { stripQuery } from '../utils/sanitize';
import { getExtension } from './fileType/fileTypes';

const MAX_NAME_LENGTH = 200;

/**
 * A file name that is safe in a multipart header (invariant 5): without folders, control characters and newlines,
 * double quotes as single ones, MAX_NAME_LENGTH characters at most with the extension kept. Unicode stays.
 * Characters are replaced and not escaped, since parsers differ in how they undo escapes.
 */
export function safeFileName(name: string): string {
	const clean = name
		.split('')
		.map((character) => (character < ' ' || character === '\u007f' ? ' ' : character))
		.join('')
		.replace(/"/g, "'")
		.split(/[/\\]/)
		.filter((part) => part.trim() !== '')
		.pop()
		?.replace(/ {2,}/g, ' ')
		.trim();
	if (!clean) return 'document';
	// Counts code points, so that no surrogate pair is cut in two.
	const characters = Array.from(clean);
	if (characters.length <= MAX_NAME_LENGTH) return clean;
	const extension = getExtension(clean);
	const tail = extension ? `.${extension}` : '';
	return `${characters
		.slice(0, MAX_NAME_LENGTH - tail.length)
		.join('')
		.trimEnd()}${tail}`;
}

/** The name of the file that a URL leads to, with its characters decoded. */
export function getUrlFileName(url: string): string {
	const parts = stripQuery(url)
		.split('/')
		.filter((part) => part.trim() !== '');
	return safeFileName(decodePercent(parts.at(-1) ?? ''));
}

/** Without sequences such as `%20`. Those that are no UTF-8 stay as they are. */
export function decodePercent(text: string): string {
	return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (sequence) => {
		try {
			return decodeURIComponent(sequence);
		} catch {
			return sequence;
		}
	});
}
