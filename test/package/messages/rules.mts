/** How messages are worded: each error says what to do, in whole sentences and in words that need no code. */
import type { CatalogEntry } from './tables.mts';

/** Words for programmers. */
const JARGON =
	/\b(multipart|polling|polled?|payload|endpoint|stub|envelope|token|regex|exception|timeout|stack|stream|callback|params?|HTTP(?! Request)|null|undefined|boolean|schema|enum|recursive|\$ref|async|sync)\b/;

/** Tables for JSON that the user has typed: words of JSON have their place there. */
const ABOUT_JSON = /\/jsonSchema |JSON|EXAMPLE/;
const KNOWN_TERMS = /\b(JSON Schema|form schema|rules of the form schema|rules in the schema)\b/g;

/** Lines in the log of n8n, which are for administrators, and texts that n8n or Extend shows elsewhere. */
const NOT_CHECKED = /^(LOG|PAYLOAD|REFUSAL|RESPONSE)_|_LOG(S|_LINES|_MESSAGES)?$/;

/**
 * What is wrong with an entry, in the order of the rules; empty when nothing is.
 * @param parameters labels of several words, which have to stand in quotes
 */
export function complaints(
	{ folder, table, message, hint }: CatalogEntry,
	parameters: string[] = [],
): string[] {
	if (NOT_CHECKED.test(table)) return [];
	const all = `${message} ${hint ?? ''}`;
	const own = withoutPlaceholders(withoutQuotes(all));
	const jargon = ABOUT_JSON.test(`${folder} ${table}`)
		? null
		: JARGON.exec(own.replace(KNOWN_TERMS, ''));
	const unquoted = parameters.filter((name) =>
		new RegExp(`(?<!['\\w])${escapeRegExp(name)}(?!['\\w])`).test(all),
	);
	return [
		...(hint === '' ? ['does not say what to do'] : []),
		...(hint !== undefined && /[.!?:]$/.test(message) ? ['the message ends with a period'] : []),
		...(hint && !isWhole(hint) ? ['the hint is no whole sentence'] : []),
		...(/_HINTS$/.test(table) && !isWhole(message) ? ['the hint is no whole sentence'] : []),
		...(/_ACTIONS$/.test(table) && !/^[a-z].*[^.]$/.test(message)
			? ['the step does not fit after "while"']
			: []),
		...(/\bplease\b/i.test(all) ? ['says please'] : []),
		...(/\berror(s)? (has |have )?occurred|something went wrong/i.test(all)
			? ['says that something occurred']
			: []),
		...(own.includes('!') ? ['has an exclamation mark'] : []),
		...(jargon ? [`has a word for programmers: ${jargon[0]}`] : []),
		...unquoted.map((name) => `names ${name} without quotes`),
	];
}

/** Sentences begin with a capital, a quote or a value, and end with a period or a value. */
function isWhole(text: string): boolean {
	return /^([\p{Lu}'"‹2-9]|n8n )/u.test(text) && /[.›]$/.test(text) && !/\.\.$/.test(text);
}

function withoutPlaceholders(text: string): string {
	return text.replace(/‹[^›]*›/g, '');
}

/** Text in double quotes is an example, or what the user wrote; so are values to choose from. */
function withoutQuotes(text: string): string {
	return text
		.replace(/"[^"]*"/g, '')
		.replace(/Use one of: [^.]*/g, '')
		.replace(/\{[^}]*\}/g, '');
}

function escapeRegExp(text: string): string {
	return text.replace(/[().*+?]/g, '\\$&');
}
