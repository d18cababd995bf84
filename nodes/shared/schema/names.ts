import { InputProblem } from '../problems';

/** Extend docs: extraction/schema, "Maximum nesting level is 5 (each non-root object counts)". */
export const MAX_NESTING = 5;

const LONGEST_QUOTE = 60;

/** Takes a text of the builder's; returns it in quotes, cut to a length that fits a message. */
export function quoted(text: string): string {
	const short = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
	return JSON.stringify(short);
}

/** Takes a name that Extend does not accept; returns the nearest one that it does. */
function acceptedName(name: string): string {
	const plain = name
		.normalize('NFKD')
		.replace(/[\u0300-\u036f]/g, '')
		.replace(/[^A-Za-z0-9_-]+/g, '_')
		.replace(/^_+|_+$/g, '');
	return plain === '' ? 'my_field' : plain.slice(0, LONGEST_QUOTE);
}

/**
 * Takes the name of a field and where it stands; returns nothing.
 * Raises an InputProblem for a name that Extend does not accept: empty, or with other characters
 * than letters, digits, "_" and "-" (Extend docs: extraction/schema). `__proto__` is refused as
 * well: no JavaScript program keeps a member of that name safely.
 */
export function checkName(name: string, path: string): void {
	if (name === '') {
		throw new InputProblem(path, 'the name is empty', 'Give the field a name such as "total".');
	}
	if (name === '__proto__') {
		throw new InputProblem(path, `the name ${quoted(name)} is reserved`, 'Choose another name.');
	}
	if (!/^[A-Za-z0-9_-]+$/.test(name)) {
		throw new InputProblem(
			path,
			`the name ${quoted(name)} has other characters than letters, digits, "_" and "-"`,
			`Use a name such as "${acceptedName(name)}".`,
		);
	}
}

/**
 * Takes how many objects a field stands in, itself included and the root left out, and its path.
 * Raises an InputProblem when that is more than Extend accepts.
 */
export function checkNesting(objects: number, path: string): void {
	if (objects <= MAX_NESTING) return;
	throw new InputProblem(
		path,
		`objects are nested more than ${MAX_NESTING} levels deep`,
		'Move the inner fields further up.',
	);
}

/** Takes a path and a member; returns the path of the member. */
export function join(path: string, member: string): string {
	return path === '' ? member : `${path}.${member}`;
}
