/** URLs, file IDs, and texts, as users enter them and as expressions give them. */
import { InputError } from '../../../shared/errors/inputError';
import { readRequiredId } from '../../../shared/parameters/requiredId';
import { stripQuery, toText } from '../../../shared/utils/sanitize';
import { SOURCE_MESSAGES } from './messages';

/** How much of a wrong address stands in the message, in characters. */
const MAX_URL_IN_MESSAGE = 100;
/** What separates URLs or IDs in a line. */
const SEPARATORS = /([\s,;]+)/;
const SEPARATOR = /[\s,;]/;
/** Several IDs in a line; other texts with blanks are one wrong ID. */
const FILE_IDS = /^file_[\w-]+([\s,;]+file_[\w-]+)+$/;
/** What JavaScript makes of an object beside other text in an expression. */
export const OBJECT_TEXT = '[object Object]';

/** One URL per line or element; also several in a line, separated by blanks or commas. Throws InputError. */
export function readUrls(value: unknown): string[] {
	return readLines(value, splitUrls).map(parseUrl);
}

/** One ID per line or element, also several in a line. Addresses of the dashboard are not accepted. Throws InputError. */
export function readFileIds(value: unknown): string[] {
	const messages = { empty: SOURCE_MESSAGES.emptyList, invalid: SOURCE_MESSAGES.invalidFileId };
	const lines = readLines(value, (line) => (FILE_IDS.test(line) ? line.split(/[\s,;]+/) : [line]));
	return lines.map((line) => readRequiredId(line, messages, { acceptsAddress: false }));
}

/**
 * The text to process. Objects and lists of an expression are JSON. Throws InputError.
 * @param entered the parameter before its expressions are resolved
 */
export function readText(value: unknown, entered: unknown): string {
	const text = formatText(value);
	if (text.trim() === '') throw new InputError(SOURCE_MESSAGES.emptyText);
	// As part of a text, n8n writes an object like this. An expression alone gives a text of the input.
	const isAlone = /^=\s*\{\{((?!\}\})[\s\S])*\}\}\s*$/.test(toText(entered));
	if (text.includes(OBJECT_TEXT) && !isAlone) throw new InputError(SOURCE_MESSAGES.objectInText);
	return text;
}

function formatText(value: unknown): string {
	if (typeof value !== 'object' || value === null) return toText(value);
	let json: string | undefined;
	try {
		// Dates of n8n are texts in JSON.
		json = JSON.stringify(value, null, 2);
	} catch {
		json = undefined;
	}
	if (json === undefined) throw new InputError(SOURCE_MESSAGES.notText);
	return json.startsWith('"') ? toText(JSON.parse(json)) : json;
}

/** Splits before each part that begins like a URL: a URL itself may contain blanks and commas. */
function splitUrls(line: string): string[] {
	const urls: string[] = [];
	let url = '';
	for (const part of line.split(SEPARATORS)) {
		if (/^[a-z][a-z\d+.-]*:\/\//i.test(part)) {
			urls.push(url);
			url = part;
		} else url += part;
	}
	return [...urls, url];
}

function trimSeparators(text: string): string {
	let end = text.length;
	while (end > 0 && SEPARATOR.test(text.charAt(end - 1))) end--;
	return text.slice(0, end);
}

function readLines(value: unknown, split: (line: string) => string[]): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : [value];
	const lines = entries
		.flatMap((entry) => formatText(entry ?? '').split('\n'))
		.flatMap((line) => split(line.trim()))
		.map((line) => trimSeparators(line.trim()))
		.filter((line) => line !== '');
	if (lines.length === 0) throw new InputError(SOURCE_MESSAGES.emptyList);
	return lines;
}

/** Throws InputError. */
function parseUrl(text: string): string {
	let protocol = '';
	try {
		({ protocol } = new URL(text));
	} catch {
		protocol = '';
	}
	// A URL has no blanks, but names of files do.
	if (protocol === 'https:' || protocol === 'http:') return text.replace(/\s/g, '%20');
	const url = stripQuery(text).slice(0, MAX_URL_IN_MESSAGE);
	throw new InputError(SOURCE_MESSAGES.invalidUrl({ url }));
}
