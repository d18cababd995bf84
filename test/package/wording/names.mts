/** One label for one parameter, one parameter for one label. */
import type { UiString } from './strings.mts';
import type { Wording } from './texts.mts';

type Label = UiString & { name: string };

/** Labels that two parameters side by side have. Variants of one parameter have the same name. */
export function findCollisions(strings: UiString[]): string[] {
	return findSeveral(readLabels(strings), ({ group, text }) => `${group} › ${text}`, 'name');
}

/** Parameters that have two labels, as `name: label, label`. */
export function findRelabeled(strings: UiString[]): string[] {
	return findSeveral(readLabels(strings), ({ name }) => name, 'text');
}

/** Labels that two parameters have, as `label: name, name`. */
export function findRenamed(strings: UiString[]): string[] {
	return findSeveral(readLabels(strings), ({ text }) => text, 'name');
}

/** What the texts name in single quotes, as labels and options are, although the editor shows no such name. */
export function findUnknownNames(strings: UiString[], texts: Wording[]): string[] {
	const known = new Set(
		strings
			.filter(({ kind }) => kind === 'label' || kind === 'optionName')
			.flatMap(({ text }) => [text, text.replace(/ \(.*\)$/, '')]),
	);
	return texts.flatMap(({ place, text }) =>
		[...text.matchAll(/(?<!\w)'([A-Z][\w ()-]*)'(?!\w)/g)]
			.filter(([, name]) => !known.has(name))
			.map(([, name]) => `${place}: ${name}`),
	);
}

function readLabels(strings: UiString[]): Label[] {
	return strings.filter((one): one is Label => one.kind === 'label' && one.name !== undefined);
}

function findSeveral(
	labels: Label[],
	toKey: (label: Label) => string,
	other: 'name' | 'text',
): string[] {
	const values = new Map<string, Set<string>>();
	for (const label of labels) {
		const key = toKey(label);
		values.set(key, (values.get(key) ?? new Set()).add(label[other]));
	}
	return [...values]
		.filter(([, others]) => others.size > 1)
		.map(([key, others]) => `${key}: ${[...others].sort().join(', ')}`);
}
