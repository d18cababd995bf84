/** Hides known secrets in texts: the API key, passwords of files, secrets of workflows. */

/** Shorter secrets may be ordinary words or numbers, so they are hidden only as whole words. */
const SHORT_SECRET_LENGTH = 8;
const MASK = '***';

export interface Redactor {
	/** Adds secrets; values that are no texts are ignored. */
	add(...texts: unknown[]): void;
	/** Replaces the secrets, also in JSON or URL encoding. */
	redact(text: string): string;
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
		redact: (text) => forms.reduce(mask, text),
	};
}

function getSpellings(secret: string): string[] {
	if (secret === '') return [];
	const forms = [secret, JSON.stringify(secret).slice(1, -1)];
	try {
		return [...forms, encodeURIComponent(secret)];
	} catch {
		// A text with lone surrogates cannot be part of a URL.
		return forms;
	}
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
