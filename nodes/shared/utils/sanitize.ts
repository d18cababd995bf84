const MAX_LENGTH = 500;

/**
 * Text of the API for use in a message (invariant 10): without control characters and markup, MAX_LENGTH characters
 * at most. URLs lose their query, which contains the signature of presigned ones. Everything that looks like a key of
 * Extend is replaced.
 */
export function sanitizeText(text: string): string {
	const clean = text
		.slice(0, 4 * MAX_LENGTH)
		// eslint's no-control-regex forbids control characters in a pattern, so they are compared.
		.split('')
		.map((character) => (character < ' ' || character === '\u007f' ? ' ' : character))
		.join('')
		.replace(/(https?:\/\/)[^\s/?#"<>]{1,500}@/gi, '$1')
		.replace(/(https?:\/\/[^\s?#"<>]{1,500})[?#][^\s"<>]*/gi, '$1?…')
		// The query of a URL with a blank in its path, which the pattern above does not match.
		.replace(/[?#][\w.~%-]{1,100}=[^\s"<>]*/g, '?…')
		.replace(/(?:\bBearer\s+)?(?<![A-Za-z0-9])(?:sk|wss)_[\w-]+/g, '***')
		.trim();
	return escapeMarkup(clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH)}…` : clean);
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
	return url.split(/[?#]/, 1)[0];
}

/**
 * A text, number or boolean as text; empty for all other values. `String()` throws for some objects and for very
 * deep lists, and returns `[object Object]` for the rest.
 */
export function toText(value: unknown): string {
	if (typeof value === 'string') return value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The value if it is a text that is not empty. */
export function toNonEmptyText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
