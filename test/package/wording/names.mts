/** One label for one parameter, one parameter for one label. */
import type { UiString } from './strings.mts';

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
