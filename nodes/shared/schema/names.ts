import { InputError } from '../errors/inputError';

/** Extend docs: extraction/schema, "Maximum nesting level is 5 (each non-root object counts)". */
export const MAX_NESTING = 5;

const MAX_QUOTE_LENGTH = 60;

/** Takes a text of the builder's; returns it in quotes, cut to a length that fits a message. */
export function quote(text: string): string {
	const short = text.length > MAX_QUOTE_LENGTH ? `${text.slice(0, MAX_QUOTE_LENGTH)}…` : text;
	return JSON.stringify(short);
}

/** Takes a name that Extend does not accept; returns the nearest one that it does. */
function toAcceptedName(name: string): string {
	const plain = name
		.normalize('NFKD')
		.replace(/[\u0300-\u036f]/g, '')
		.replace(/[^A-Za-z0-9_-]+/g, '_')
		.replace(/^_+|_+$/g, '');
	return plain === '' ? 'my_field' : plain.slice(0, MAX_QUOTE_LENGTH);
}

/**
 * Takes the name of a field and where it stands; returns nothing.
 * Throws an InputError for a name that Extend does not accept: empty, or with other characters
 * than letters, digits, "_" and "-" (Extend docs: extraction/schema). `__proto__` is refused as
 * well: no JavaScript program keeps a member of that name safely.
 */
export function checkName(name: string, path: string): void {
	if (name === '') {
		throw new InputError(
			{ message: 'the name is empty', hint: 'Give the field a name such as "total".' },
			path,
		);
	}
	if (name === '__proto__') {
		throw new InputError(
			{ message: `the name ${quote(name)} is reserved`, hint: 'Choose another name.' },
			path,
		);
	}
	if (!/^[A-Za-z0-9_-]+$/.test(name)) {
		throw new InputError(
			{
				message: `the name ${quote(name)} has other characters than letters, digits, "_" and "-"`,
				hint: `Use a name such as "${toAcceptedName(name)}".`,
			},
			path,
		);
	}
}

/**
 * Takes how many objects a field stands in, itself included and the root left out, and its path.
 * Throws an InputError when that is more than Extend accepts.
 */
export function checkNesting(objects: number, path: string): void {
	if (objects <= MAX_NESTING) return;
	throw new InputError(
		{
			message: `objects are nested more than ${MAX_NESTING} levels deep`,
			hint: 'Move the inner fields further up.',
		},
		path,
	);
}

/** Takes a path and a member; returns the path of the member. */
export function join(path: string, member: string): string {
	return path === '' ? member : `${path}.${member}`;
}
