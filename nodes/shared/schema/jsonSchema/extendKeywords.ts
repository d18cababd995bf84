import { InputError } from '../../errors/inputError';
import type { JsonRecord } from '../../utils/objects';

/**
 * Takes a node of a JSON Schema and its path. Throws an InputError when a keyword of Extend's own does
 * not hold what it must (Extend docs: extraction/schema). Keywords that are not known pass: Extend may add
 * some.
 */
export function checkOwnKeywords(node: JsonRecord, path: string): void {
	for (const key of ['extend:name', 'extend:type']) {
		if (!(key in node) || typeof node[key] === 'string') continue;
		throw new InputError(
			{ message: `"${key}" must be a text`, hint: `Write a text, or remove "${key}".` },
			path,
		);
	}
}

/**
 * Takes an enum node, how many choices it has besides null, and its path. Throws an InputError when
 * `extend:descriptions` is not one text for each choice.
 */
export function checkDescriptions(node: JsonRecord, choices: number, path: string): void {
	if (!('extend:descriptions' in node)) return;
	const texts = node['extend:descriptions'];
	const fits =
		Array.isArray(texts) &&
		texts.length === choices &&
		texts.every((text) => typeof text === 'string');
	if (fits) return;
	throw new InputError(
		{
			message: '"extend:descriptions" must be a list with one text for each choice',
			hint: `List ${choices} texts in the order of the choices, null left out.`,
		},
		path,
	);
}
