import { InputError } from '../errors/inputError';
import { stripInvisible } from '../utils/unicode';
import { FIELD_MESSAGES } from './messages';

/** Extend docs: extraction/schema, "Maximum nesting level is 5 (each non-root object counts)". */
export const MAX_NESTING = 5;

const MAX_QUOTE_LENGTH = 60;

/** Extend docs: extraction/schema. */
const ACCEPTED_NAME = /^[A-Za-z0-9_-]+$/;

/** The user's text in quotes, shortened for a message. */
export function quote(text: string): string {
	const short = text.length > MAX_QUOTE_LENGTH ? `${text.slice(0, MAX_QUOTE_LENGTH)}…` : text;
	return JSON.stringify(short);
}

/** A name as a person writes it ("Invoice Number") in the form that Extend accepts; empty when nothing is left. */
function toAcceptedName(name: string): string {
	return stripInvisible(name.slice(0, MAX_QUOTE_LENGTH))
		.normalize('NFKD')
		.replace(/[\u0300-\u036f]/g, '')
		.replace(/[^A-Za-z0-9_-]+/g, '_')
		.replace(/^_+|(?<!_)_+$/g, '')
		.toLowerCase();
}

/**
 * The name under which a field comes out, for a name as a person writes it: as it is when Extend accepts it,
 * otherwise in the form that Extend accepts. Throws an InputError when there is none.
 */
export function acceptName(typed: string, path: string): string {
	if (typed === '' || ACCEPTED_NAME.test(typed)) {
		checkName(typed, path);
		return typed;
	}
	const name = toAcceptedName(typed);
	if (name === '') checkName(typed, path);
	else checkName(name, path);
	return name;
}

/**
 * Throws an InputError for a field name that Extend does not accept: an empty one, or one with other characters than
 * letters, digits, "_" and "-" (Extend docs: extraction/schema). `__proto__` is rejected as well, since JavaScript
 * programs cannot handle a member of that name safely.
 */
export function checkName(name: string, path: string): void {
	if (name === '') {
		throw new InputError(FIELD_MESSAGES.emptyName, path);
	}
	if (name === '__proto__') {
		throw new InputError(FIELD_MESSAGES.reservedName({ name: quote(name) }), path);
	}
	if (!ACCEPTED_NAME.test(name)) {
		const visible = stripInvisible(name);
		if (visible !== name && ACCEPTED_NAME.test(visible)) {
			throw new InputError(FIELD_MESSAGES.invisibleName({ name: quote(visible) }), path);
		}
		const suggestion = toAcceptedName(name) || 'my_field';
		throw new InputError(FIELD_MESSAGES.invalidName({ name: quote(name), suggestion }), path);
	}
}

/**
 * Throws an InputError when objects are nested deeper than Extend accepts.
 * @param level the number of objects around the field, itself included and the root left out
 */
export function checkNesting(level: number, path: string): void {
	if (level <= MAX_NESTING) return;
	throw new InputError(FIELD_MESSAGES.nestedTooDeep({ maxLevels: MAX_NESTING }), path);
}

export function joinPath(path: string, member: string): string {
	return path === '' ? member : `${path}.${member}`;
}
