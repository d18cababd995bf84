import { stripInvisible, truncate } from './unicode';

const MAX_LENGTH = 500;
/** For our own sentences, which may name several texts from outside. */
const MAX_SENTENCE_LENGTH = 2000;

/**
 * Text of the API for use in a message (invariant 10): without control characters, invisible ones and markup,
 * MAX_LENGTH characters at most. URLs lose their query, which contains the signature of presigned ones. Everything that
 * looks like a key of Extend is replaced.
 */
export function sanitizeText(text: string): string {
	const clean = stripInvisible(text.slice(0, 4 * MAX_LENGTH))
		.replace(/(https?:\/\/)[^\s/?#"<>]{1,500}@/gi, '$1')
		.replace(/(https?:\/\/[^\s?#"<>]{1,500})[?#][^\s"<>]*/gi, '$1?…')
		// The query of a URL with a blank in its path, which the pattern above does not match.
		.replace(/[?#][\w.~%-]{1,100}=[^\s"<>]*/g, '?…')
		.replace(/(?:\bBearer\s+)?(?<![A-Za-z0-9])(?:sk|wss)_[\w-]+/g, '***')
		.trim();
	return escapeMarkup(truncate(clean, MAX_LENGTH));
}

/**
 * One of our own sentences, in which IDs, names and statuses from outside may stand: without markup and characters
 * that hide something, and of a length that can be shown.
 */
export function sanitizeSentence(text: string): string {
	return escapeTags(stripInvisible(truncate(text, MAX_SENTENCE_LENGTH)));
}

/** n8n renders descriptions and hints as HTML: untrusted text must not add links or images. */
export function escapeMarkup(text: string): string {
	return escapeTags(text).replace(/>/g, '›');
}

/** For our own messages, in which `>` separates menu entries. Without `<` no tag can start. */
export function escapeTags(text: string): string {
	return text.replace(/</g, '‹');
}

/** The URL without query and fragment: safe to show, and stable for the same document. */
export function stripQuery(url: string): string {
	return getBefore(url, /[?#]/);
}

/** The text before the first separator; all of it when there is none. */
export function getBefore(text: string, separator: string | RegExp): string {
	const [start = ''] = text.split(separator, 1);
	return start;
}

/**
 * A text, number or boolean as text; empty for all other values. `String()` throws for some objects and for very
 * deep lists, and returns `[object Object]` for the rest.
 */
export function toText(value: unknown): string {
	if (typeof value === 'string') return value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The value if it is a number. */
export function toNumber(value: unknown): number | undefined {
	return typeof value === 'number' ? value : undefined;
}

/** The value if it is a text that is not empty. */
export function toNonEmptyText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
