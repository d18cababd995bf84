/** The forms that settings of the parse configuration have. */
import type { INodeProperties } from 'n8n-workflow';

/** Off unless it is turned on. */
export function toggle(displayName: string, name: string, description: string): INodeProperties {
	return { displayName, name, type: 'boolean', default: false, description };
}

/** On unless it is turned off. */
export function toggleOn(displayName: string, name: string, description: string): INodeProperties {
	return { displayName, name, type: 'boolean', default: true, description };
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
