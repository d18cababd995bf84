import { InputError } from '../errors/inputError';

/**
 * Takes a JSON parameter: text as typed, or a value from an expression; returns the value.
 * Throws an InputError for text that is empty or no JSON, with line and column as far as the
 * runtime tells the position (Node does not for every mistake; it then shows the place itself).
 */
export function parseJson(input: unknown): unknown {
	if (typeof input !== 'string') return input;
	if (input.trim() === '') {
		throw new InputError({
			message: 'the JSON is empty',
			hint: 'Enter JSON, such as { "total": 12.5 }.',
		});
	}
	let reason: string;
	try {
		return JSON.parse(input);
	} catch (error) {
		reason = (error as Error).message;
	}
	throw new InputError({
		message: describeSyntaxError(input, reason),
		hint: 'Check the commas, quotes and brackets there. Names and texts stand in double quotes.',
	});
}

function describeSyntaxError(text: string, message: string): string {
	const [reason] = message.split(/ (?:in JSON )?at position \d+/);
	const offset = getErrorOffset(text, message);
	if (offset === undefined) return `the JSON is not valid: ${reason}`;
	const before = text.slice(0, offset).split('\n');
	const column = before[before.length - 1].length + 1;
	return `the JSON is not valid at line ${before.length}, column ${column}: ${reason}`;
}

function getErrorOffset(text: string, message: string): number | undefined {
	const position = /at position (\d+)/.exec(message);
	if (position !== null) return Number(position[1]);
	return message.startsWith('Unexpected end') ? text.length : undefined;
}
