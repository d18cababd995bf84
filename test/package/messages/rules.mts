/** How the product speaks: what to do is always said, in whole sentences and words that need no code. */
import type { Message } from './message.mts';
import { withoutPlaceholders } from './placeholders.mts';

/** Words for programmers. */
const JARGON =
	/\b(multipart|polling|polled?|payload|endpoint|stub|envelope|token|regex|exception|timeout|stack|stream|callback|params?|HTTP|null|undefined|boolean|schema|enum|recursive|\$ref|async|sync)\b/;

/** Words of JSON are in place where the builder has typed JSON; the forms of Extend are called schemas there too. */
const TYPED_JSON = /'JSON |'Form Schema'|\(JSON\)/;
const KNOWN_TERMS = /\b(JSON Schema|form schema|rules of the form schema|rules in the schema)\b/g;

/** What is wrong with a message, in the order of the rules; empty when nothing is. */
export function complaints({ kind, says, fix, about }: Message, parameters: string[]): string[] {
	if (kind === 'frame' || kind === 'log' || kind === 'answer') return [];
	const all = `${says} ${fix}`;
	const own = withoutPlaceholders(quotesOut(all));
	const unquoted = parameters.filter((name) =>
		new RegExp(`(?<!['\\w])${escaped(name)}(?!['\\w])`).test(all),
	);
	return [
		...(kind === 'error' && fix === '' ? ['does not say what to do'] : []),
		...(kind === 'error' && /[.!?:]$/.test(says) ? ['ends with a period before what to do'] : []),
		...(kind === 'error' && fix !== '' && !isWhole(fix) ? ['what to do is no whole sentence'] : []),
		...(kind === 'hint' && !isWhole(says) ? ['the hint is no whole sentence'] : []),
		...(/\bplease\b/i.test(all) ? ['says please'] : []),
		...(/\berror(s)? (has |have )?occurred|something went wrong/i.test(all)
			? ['says that something occurred']
			: []),
		...(own.includes('!') ? ['has an exclamation mark'] : []),
		...(!TYPED_JSON.test(about) && JARGON.test(own.replace(KNOWN_TERMS, ''))
			? [`has a word for programmers: ${JARGON.exec(own.replace(KNOWN_TERMS, ''))?.[0]}`]
			: []),
		...unquoted.map((name) => `names ${name} without quotes`),
	];
}

/** Sentences begin with a capital, a quote or a value, and end with a period. */
function isWhole(text: string): boolean {
	return /^[\p{Lu}'"‹2-9]/u.test(text) && /[.›]$/.test(text) && !/\.\.$/.test(text);
}

/** What stands in double quotes is an example, or what the builder wrote; so are values to choose from. */
function quotesOut(text: string): string {
	return text
		.replace(/"[^"]*"/g, '')
		.replace(/Use one of: [^.]*/g, '')
		.replace(/\{[^}]*\}/g, '');
}

function escaped(name: string): string {
	return name.replace(/[().*+?]/g, '\\$&');
}
