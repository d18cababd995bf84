import type { Message } from '../utils/messages';
import { toLine } from '../utils/sentences';

/**
 * An invalid input or setting, which the user has to change. Shared code does not know the node's parameters: the
 * caller adds the parameter's label and the item (invariant 14).
 */
export class InputError extends Error {
	/** one sentence without the final period, e.g. `"$ref" isn't supported` */
	readonly reason: string;

	/** what to do, in whole sentences */
	readonly hint: string;

	constructor(
		{ message, hint }: Message,
		/** where inside the value, e.g. `properties.total` or `field 3 (total)`; empty for the value itself */
		readonly path = '',
	) {
		super(path === '' ? message : `${toLine(path)}: ${message}`);
		this.name = 'InputError';
		this.reason = message;
		this.hint = hint;
	}
}
