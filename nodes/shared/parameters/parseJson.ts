import { InputError } from '../errors/inputError';
import type { Message } from '../utils/messages';
import { getBefore } from '../utils/sanitize';
import { cleanJson } from './cleanJson';
import { JSON_MESSAGES } from './messages';

/**
 * The value of a JSON parameter, which is text as entered or a value from an expression. Characters that pasting adds
 * are left out (`cleanJson`). Throws InputError for text that is empty or no JSON, with line and column where the
 * runtime reports the position (Node does not for every error; its message then shows the place).
 */
export function parseJson(input: unknown): unknown {
	if (typeof input !== 'string') return input;
	const parsed = tryParse(input);
	// A text that holds JSON: an expression with JSON.stringify, or the answer of a model.
	if ('value' in parsed) return unwrapText(parsed.value);
	const text = cleanJson(input);
	if (text.trim() === '') throw new InputError(JSON_MESSAGES.empty);
	const cleaned = tryParse(text);
	if ('value' in cleaned) return cleaned.value;
	throw new InputError(toSyntaxMessage(text, cleaned.syntaxError));
}

function tryParse(text: string): { value: unknown } | { syntaxError: string } {
	try {
		return { value: JSON.parse(text) };
	} catch (error) {
		return { syntaxError: error instanceof Error ? error.message : '' };
	}
}

function unwrapText(value: unknown): unknown {
	const inner = typeof value === 'string' ? tryParse(cleanJson(value)) : undefined;
	return inner && 'value' in inner && typeof inner.value === 'object' ? inner.value : value;
}

function toSyntaxMessage(text: string, syntaxError: string): Message {
	const reason = getBefore(syntaxError, / (?:in JSON )?at position \d+/);
	const offset = getErrorOffset(text, syntaxError);
	if (offset === undefined) return JSON_MESSAGES.invalid({ reason });
	const before = text.slice(0, offset);
	const line = before.split('\n').length;
	const column = offset - before.lastIndexOf('\n');
	return JSON_MESSAGES.invalidAt({ line, column, reason });
}

function getErrorOffset(text: string, syntaxError: string): number | undefined {
	const [, position] = /at position (\d+)/.exec(syntaxError) ?? [];
	if (position !== undefined) return Number(position);
	return syntaxError.startsWith('Unexpected end') ? text.length : undefined;
}
