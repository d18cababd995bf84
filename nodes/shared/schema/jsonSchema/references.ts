import { InputError } from '../../errors/inputError';
import { getOwn } from '../../utils/objects';
import { quote } from '../names';
import { COMBINATOR_MESSAGES } from './messages';

/**
 * The definition that a `$ref` points to. Only references within the same document are followed (`#/$defs/address`),
 * since nothing is downloaded. Throws an InputError for any other reference, and for one without a target.
 */
export function resolveReference(root: unknown, reference: unknown, path: string): unknown {
	if (typeof reference !== 'string' || !(reference === '#' || reference.startsWith('#/'))) {
		const shown = typeof reference === 'string' ? quote(reference) : COMBINATOR_MESSAGES.this;
		throw new InputError(COMBINATOR_MESSAGES.notFollowed({ reference: shown }), path);
	}
	let target = root;
	for (const step of reference.split('/').slice(1)) {
		target = getMember(target, decodeStep(step));
	}
	if (target === undefined) {
		throw new InputError(COMBINATOR_MESSAGES.notThere({ reference: quote(reference) }), path);
	}
	return target;
}

function getMember(value: unknown, step: string): unknown {
	if (Array.isArray(value)) return /^\d+$/.test(step) ? value[Number(step)] : undefined;
	return getOwn(value, step);
}

/** Decodes a step of a JSON pointer: percent signs first, then `~1` for "/" and `~0` for "~". */
function decodeStep(step: string): string {
	return decodeOrKeep(step).replace(/~1/g, '/').replace(/~0/g, '~');
}

function decodeOrKeep(step: string): string {
	try {
		return decodeURIComponent(step);
	} catch {
		// Invalid percent encoding: the name is used as written.
		return step;
	}
}
