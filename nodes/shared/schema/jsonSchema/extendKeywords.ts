import { InputError } from '../../errors/inputError';
import type { JsonRecord } from '../../utils/objects';
import { EXTEND_KEYWORD_MESSAGES } from './messages';

/**
 * Throws an InputError when the value of one of Extend's own keywords is invalid (Extend docs: extraction/schema).
 * Unknown keywords are accepted, since Extend may add some.
 */
export function checkExtendKeywords(node: JsonRecord, path: string): void {
	for (const keyword of ['extend:name', 'extend:type']) {
		if (!(keyword in node) || typeof node[keyword] === 'string') continue;
		throw new InputError(EXTEND_KEYWORD_MESSAGES.notText({ keyword }), path);
	}
}

/**
 * Throws an InputError when `extend:descriptions` of an enum is not one text for each choice.
 * @param count number of choices without null
 */
export function checkDescriptions(node: JsonRecord, count: number, path: string): void {
	if (!('extend:descriptions' in node)) return;
	const texts = node['extend:descriptions'];
	const isValid =
		Array.isArray(texts) &&
		texts.length === count &&
		texts.every((text) => typeof text === 'string');
	if (isValid) return;
	throw new InputError(EXTEND_KEYWORD_MESSAGES.descriptions({ count }), path);
}
