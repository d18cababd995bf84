import { InputError } from '../errors/inputError';
import { FIELD_MESSAGES } from './messages';
import { quote } from './names';
import type { SchemaNode } from './types';

export interface EnumField extends SchemaNode {
	/** texts, and exactly one null */
	enum: Array<string | null>;
}

/**
 * An enum field in Extend's form: no `type`, only texts, and a null for "none of these" (Extend docs:
 * extraction/schema, enums). Numbers and booleans become texts (`3` becomes `"3"`), so the result contains texts too.
 * That must not lose anything: an integer beyond 2^53 has already lost digits and is rejected.
 * Throws an InputError when there is no choice, or when a choice is listed twice or is no plain value.
 */
export function createEnumField(values: unknown[], path: string): EnumField {
	const seen = new Set<string | null>();
	values.forEach((value, position) => {
		const choice = toChoice(value, `${path}[${position}]`);
		if (seen.has(choice)) {
			const quoted = choice === null ? 'null' : quote(choice);
			throw new InputError(FIELD_MESSAGES.duplicateChoice({ choice: quoted }), path);
		}
		seen.add(choice);
	});
	if (seen.size === 0 || (seen.size === 1 && seen.has(null))) {
		throw new InputError(FIELD_MESSAGES.noChoices, path);
	}
	seen.add(null);
	return { enum: [...seen] };
}

function toChoice(value: unknown, path: string): string | null {
	if (value === null || typeof value === 'string') return value;
	if (typeof value === 'boolean') return String(value);
	if (typeof value === 'number' && isExactNumber(value)) return String(value);
	throw new InputError(FIELD_MESSAGES.choiceNotText, path);
}

function isExactNumber(value: number): boolean {
	return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}
