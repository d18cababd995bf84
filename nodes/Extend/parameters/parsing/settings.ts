/** The forms that settings of the parse configuration have. */
import type { INodeProperties } from 'n8n-workflow';

export function toggle(
	displayName: string,
	name: string,
	description: string,
	defaultValue = false,
): INodeProperties {
	return { displayName, name, type: 'boolean', default: defaultValue, description };
}

export function text(
	displayName: string,
	name: string,
	description: string,
	placeholder: string,
): INodeProperties {
	return { displayName, name, type: 'string', default: '', description, placeholder };
}

/** Choices as pairs of label and value, with Extend's own choice as the default. */
export function choice(
	displayName: string,
	name: string,
	description: string,
	choices: Array<[label: string, value: string]>,
): INodeProperties {
	const options = [
		{ name: 'Default', value: '', description: 'Let Extend decide' },
		...choices.map(([label, value]) => ({ name: label, value })),
	];
	return { displayName, name, type: 'options', default: '', description, options };
}
