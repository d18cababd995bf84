import { InputProblem } from '../problems';
import { ownMember } from '../records';
import { quoted } from './names';

/**
 * Takes a whole JSON Schema, a `$ref` in it, and the path of the `$ref`; returns what it points to.
 * Only references into the same document are followed (`#/$defs/address`), since nothing is
 * downloaded. Raises an InputProblem for any other reference and for one that points nowhere.
 */
export function resolveReference(root: unknown, reference: unknown, path: string): unknown {
	if (typeof reference !== 'string' || !(reference === '#' || reference.startsWith('#/'))) {
		throw new InputProblem(
			path,
			`"$ref" to ${typeof reference === 'string' ? quoted(reference) : 'this'} cannot be followed`,
			'Put the definition into "$defs" of the same schema and refer to it as "#/$defs/name".',
		);
	}
	let target = root;
	for (const step of reference.split('/').slice(1)) {
		target = memberOf(target, decoded(step));
	}
	if (target === undefined) {
		throw new InputProblem(
			path,
			`"$ref" points to ${quoted(reference)}, which is not there`,
			'Add the definition, or write the field out in place of "$ref".',
		);
	}
	return target;
}

function memberOf(value: unknown, step: string): unknown {
	if (Array.isArray(value)) return /^\d+$/.test(step) ? value[Number(step)] : undefined;
	return ownMember(value, step);
}

/** A step of a JSON pointer: percent signs first, then `~1` for "/" and `~0` for "~". */
function decoded(step: string): string {
	return decodeOrKeep(step).replace(/~1/g, '/').replace(/~0/g, '~');
}

function decodeOrKeep(step: string): string {
	try {
		return decodeURIComponent(step);
	} catch {
		// Percent signs that stand for no text: the name is then meant as written.
		return step;
	}
}
