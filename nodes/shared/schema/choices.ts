import { InputError } from '../errors/inputError';
import { quote } from './names';
import type { SchemaNode } from './types';

export interface EnumField extends SchemaNode {
	/** texts, and exactly one null */
	enum: Array<string | null>;
}

/**
 * Takes the values of an enum as the builder or a JSON Schema gave them, and their path; returns
 * an enum field as Extend takes it: no `type`, texts, and a real null for "none of these"
 * (Extend docs: extraction/schema, enums).
 * Extend's enums hold texts only. Numbers and booleans become their text (`3` becomes `"3"`), so
 * the result holds the text too. That is done only when nothing is lost: a whole number beyond
 * 2^53 has already lost digits and is refused.
 * Throws an InputError when there is no choice, a choice stands twice, or one is no plain value.
 */
export function enumField(values: unknown[], path: string): EnumField {
	const seen = new Set<string | null>();
	values.forEach((value, position) => {
		const choice = toChoice(value, `${path}[${position}]`);
		if (seen.has(choice)) {
			throw new InputError(
				{
					message: `the choice ${choice === null ? 'null' : quote(choice)} is listed twice`,
					hint: 'List every choice once.',
				},
				path,
			);
		}
		seen.add(choice);
	});
	if (seen.size === 0 || (seen.size === 1 && seen.has(null))) {
		throw new InputError(
			{ message: 'there are no choices', hint: 'List at least one choice.' },
			path,
		);
	}
	seen.add(null);
	return { enum: [...seen] };
}

/** Takes one value of an enum; returns it as a text, or null as it is. */
function toChoice(value: unknown, path: string): string | null {
	if (value === null || typeof value === 'string') return value;
	if (typeof value === 'boolean') return String(value);
	if (typeof value === 'number' && isExactNumber(value)) return String(value);
	throw new InputError(
		{
			message: 'a choice must be a text',
			hint: 'Write every choice as a text in quotes, such as "open".',
		},
		path,
	);
}

function isExactNumber(value: number): boolean {
	return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}
