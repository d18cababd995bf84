const MAX_LENGTH = 500;

/**
 * Text of the API made fit for an error message: no control characters, no markup, no secrets, 500
 * characters at most. Addresses lose their query, where presigned URLs carry their signature; anything
 * that looks like an Extend key is replaced (invariant 10).
 */
export function sanitizeText(text: string): string {
	const clean = text
		.slice(0, 4 * MAX_LENGTH)
		// eslint's no-control-regex forbids writing control characters in a pattern, so they are found by code.
		.split('')
		.map((character) => (character < ' ' || character === '\u007f' ? ' ' : character))
		.join('')
		.replace(/(https?:\/\/)[^\s/?#"<>]{1,500}@/gi, '$1')
		.replace(/(https?:\/\/[^\s?#"<>]{1,500})[?#][^\s"<>]*/gi, '$1?…')
		// Of an address with a blank in its path, the query stands apart.
		.replace(/[?#][\w.~%-]{1,100}=[^\s"<>]*/g, '?…')
		.replace(/(?:\bBearer\s+)?(?<![A-Za-z0-9])(?:sk|wss)_[\w-]+/g, '***')
		.trim();
	return escapeMarkup(clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH)}…` : clean);
}

/** n8n shows descriptions and hints as HTML: a foreign text must not bring links or pictures along. */
export function escapeMarkup(text: string): string {
	return escapeTags(text).replace(/>/g, '›');
}

/** The same for sentences of ours, in which `>` leads through menus: no tag begins without `<`. */
export function escapeTags(text: string): string {
	return text.replace(/</g, '‹');
}

/** The address without query and fragment: what may be shown, and what identifies a document. */
export function stripQuery(url: string): string {
	return url.split(/[?#]/, 1)[0];
}

/**
 * What of a foreign value can be read as text: texts, numbers, yes and no; of all else nothing. `String()`
 * throws for some objects and for lists that are very deep, and gives `[object Object]` for the rest.
 */
export function toText(value: unknown): string {
	if (typeof value === 'string') return value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
