import { InputError } from '../errors/inputError';
import type { Message } from '../utils/messages';
import { JSON_MESSAGES } from './messages';

/**
 * The value of a JSON parameter, which is text as entered or a value from an expression. Throws InputError for
 * text that is empty or no JSON, with line and column where the runtime reports the position (Node does not for
 * every error; its message then shows the place).
 */
export function parseJson(input: unknown): unknown {
	if (typeof input !== 'string') return input;
	if (input.trim() === '') throw new InputError(JSON_MESSAGES.empty);
	let syntaxError: string;
	try {
		return JSON.parse(input);
	} catch (error) {
		syntaxError = (error as Error).message;
	}
	throw new InputError(toSyntaxMessage(input, syntaxError));
}

function toSyntaxMessage(text: string, syntaxError: string): Message {
	const [reason] = syntaxError.split(/ (?:in JSON )?at position \d+/);
	const offset = getErrorOffset(text, syntaxError);
	if (offset === undefined) return JSON_MESSAGES.invalid({ reason });
	const before = text.slice(0, offset).split('\n');
	const column = before[before.length - 1].length + 1;
	return JSON_MESSAGES.invalidAt({ line: before.length, column, reason });
}

function getErrorOffset(text: string, syntaxError: string): number | undefined {
	const position = /at position (\d+)/.exec(syntaxError);
	if (position !== null) return Number(position[1]);
	return syntaxError.startsWith('Unexpected end') ? text.length : undefined;
}
