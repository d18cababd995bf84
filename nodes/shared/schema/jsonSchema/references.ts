import { InputError } from '../../errors/inputError';
import { getOwn } from '../../utils/objects';
import { quote } from '../names';

/**
 * Takes a whole JSON Schema, a `$ref` in it, and the path of the `$ref`; returns what it points to.
 * Only references into the same document are followed (`#/$defs/address`), since nothing is
 * downloaded. Throws an InputError for any other reference and for one that points nowhere.
 */
export function resolveReference(root: unknown, reference: unknown, path: string): unknown {
	if (typeof reference !== 'string' || !(reference === '#' || reference.startsWith('#/'))) {
		throw new InputError(
			{
				message: `"$ref" to ${typeof reference === 'string' ? quote(reference) : 'this'} cannot be followed`,
				hint: 'Put the definition into "$defs" of the same schema and refer to it as "#/$defs/name".',
			},
			path,
		);
	}
	let target = root;
	for (const step of reference.split('/').slice(1)) {
		target = getMember(target, decodeStep(step));
	}
	if (target === undefined) {
		throw new InputError(
			{
				message: `"$ref" points to ${quote(reference)}, which is not there`,
				hint: 'Add the definition, or write the field out in place of "$ref".',
			},
			path,
		);
	}
	return target;
}

function getMember(value: unknown, step: string): unknown {
	if (Array.isArray(value)) return /^\d+$/.test(step) ? value[Number(step)] : undefined;
	return getOwn(value, step);
}

/** A step of a JSON pointer: percent signs first, then `~1` for "/" and `~0` for "~". */
function decodeStep(step: string): string {
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
