/** What is never shown, whatever it looks like: the API key, passwords of files, secrets of workflows. */

/** Secrets shorter than this may be words or numbers like others, so they are hidden as whole words only. */
const SHORT = 8;
const STAND_IN = '***';

export interface Secrets {
	/** Hides these texts from now on. */
	keep(...texts: unknown[]): void;
	/** The text without the secrets: as they are, as JSON writes them, and as addresses do. */
	hide(text: string): string;
}

/** An empty collection. */
export function createSecrets(): Secrets {
	let forms: string[] = [];
	return {
		keep(...texts) {
			const added = texts.flatMap((text) => (typeof text === 'string' ? formsOf(text.trim()) : []));
			// The longest first: one may hold another.
			forms = [...new Set([...forms, ...added])].sort((one, other) => other.length - one.length);
		},
		hide: (text) => forms.reduce(without, text),
	};
}

function formsOf(secret: string): string[] {
	if (secret === '') return [];
	const forms = [secret, JSON.stringify(secret).slice(1, -1)];
	try {
		return [...forms, encodeURIComponent(secret)];
	} catch {
		// What is no whole Unicode text cannot stand in an address.
		return forms;
	}
}

function without(text: string, secret: string): string {
	const parts: string[] = [];
	let from = 0;
	for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) {
		const end = at + secret.length;
		if (secret.length < SHORT && (isInWord(text[at - 1]) || isInWord(text[end]))) continue;
		parts.push(text.slice(from, at), STAND_IN);
		from = end;
	}
	return parts.length === 0 ? text : [...parts, text.slice(from)].join('');
}

function isInWord(character: string | undefined): boolean {
	return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
