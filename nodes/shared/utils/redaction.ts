/** What is never shown, whatever it looks like: the API key, passwords of files, secrets of workflows. */

/** Secrets shorter than this may be words or numbers like others, so they are hidden as whole words only. */
const SHORT_SECRET_LENGTH = 8;
const MASK = '***';

export interface Redactor {
	/** Hides these texts from now on. */
	add(...texts: unknown[]): void;
	/** The text without the secrets: as they are, as JSON writes them, and as addresses do. */
	redact(text: string): string;
}

/** An empty collection. */
export function createRedactor(): Redactor {
	let forms: string[] = [];
	return {
		add(...texts) {
			const added = texts.flatMap((text) =>
				typeof text === 'string' ? getSpellings(text.trim()) : [],
			);
			// The longest first: one may hold another.
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
		// What is no whole Unicode text cannot stand in an address.
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
