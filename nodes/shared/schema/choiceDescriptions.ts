import { InputError } from '../errors/inputError';
import { isRecord } from '../utils/objects';
import { toText } from '../utils/sanitize';
import { ROW_MESSAGES } from './messages';
import { quote } from './names';
import type { SchemaNode } from './types';

/**
 * What the choices of a field mean, as Extend takes it: one text for each choice that is not null, in their order
 * (Extend docs: extraction/schema, enums). Empty when nothing is described; a choice that is not described stands for
 * itself. Throws an InputError for a line that begins with none of the choices.
 * @param entered lines such as `open: Not settled yet`, or an object with a text for each choice
 */
export function describeChoices(
	choices: Array<string | null>,
	entered: unknown,
	path: string,
): SchemaNode {
	const names = choices.filter((choice) => choice !== null);
	const described = new Map<string, string>();
	for (const [name, text] of isRecord(entered)
		? readChoiceTexts(entered)
		: readChoiceLines(entered, names)) {
		if (name === undefined || !names.includes(name)) {
			throw new InputError(ROW_MESSAGES.unknownChoice({ line: quote(name ?? text) }), path);
		}
		described.set(name, text);
	}
	if (described.size === 0) return {};
	return { 'extend:descriptions': names.map((name) => described.get(name) ?? name) };
}

type Entry = [name: string | undefined, text: string];

function readChoiceTexts(entered: Record<string, unknown>): Entry[] {
	return Object.entries(entered).map(([name, text]) => [name, toText(text).trim()]);
}

/** A choice may itself have a colon, so the longest one that fits is taken. */
function readChoiceLines(entered: unknown, names: string[]): Entry[] {
	const lines = toText(entered).split('\n');
	const byLength = [...names].sort((one, other) => other.length - one.length);
	return lines
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.map((line) => {
			const name = byLength.find((one) => line.startsWith(`${one}:`));
			return [name, name === undefined ? line : line.slice(name.length + 1).trim()];
		});
}
