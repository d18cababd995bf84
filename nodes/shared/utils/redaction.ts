/** Hides known secrets in texts: the API key, passwords of files, secrets of workflows. */

import { toWellFormed } from './unicode';

/** Shorter secrets may be ordinary words or numbers, so they are hidden only as whole words. */
const SHORT_SECRET_LENGTH = 8;
const MASK = '***';

export interface Redactor {
	/** Adds secrets; values that are no texts are ignored. */
	add(...texts: unknown[]): void;
	/**
	 * Replaces the secrets as they are, in JSON and in URLs.
	 * @param longOnly leaves short secrets, whose replacement would break a link that holds the same word
	 */
	redact(text: string, longOnly?: boolean): string;
}

export function createRedactor(): Redactor {
	let forms: string[] = [];
	return {
		add(...texts) {
			const added = texts.flatMap((text) =>
				typeof text === 'string' ? getSpellings(text.trim()) : [],
			);
			// The longest first, since one may contain another.
			forms = [...new Set([...forms, ...added])].sort((one, other) => other.length - one.length);
		},
		redact: (text, longOnly = false) =>
			forms.filter(({ length }) => !longOnly || length >= SHORT_SECRET_LENGTH).reduce(mask, text),
	};
}

function getSpellings(secret: string): string[] {
	if (secret === '') return [];
	const json = JSON.stringify(secret).slice(1, -1);
	// encodeURIComponent leaves characters that other encoders do not.
	const url = encodeURIComponent(toWellFormed(secret));
	const form = new URLSearchParams({ '': secret }).toString().slice(1);
	return [secret, json, escapeNonAscii(json), ...[url, form].flatMap(withSmallHex)];
}

/** As many servers write JSON. */
function escapeNonAscii(json: string): string {
	return json.replace(
		/[^ -~]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

/** Percent-encoded text, with capital and with small hexadecimal digits. */
function withSmallHex(encoded: string): string[] {
	return [encoded, encoded.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase())];
}

function mask(text: string, secret: string): string {
	const parts: string[] = [];
	let from = 0;
	for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) {
		const end = at + secret.length;
		if (
			secret.length < SHORT_SECRET_LENGTH &&
			(isWordCharacter(text[at - 1]) || isWordCharacter(text[end]))
		)
			continue;
		parts.push(text.slice(from, at), MASK);
		from = end;
	}
	return parts.length === 0 ? text : [...parts, text.slice(from)].join('');
}

function isWordCharacter(character: string | undefined): boolean {
	return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
