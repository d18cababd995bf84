import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { compareNames } from '../../utils/compareNames';

/** The name of the group that every bundle of settings has. */
export const BUNDLE = 'settings';

/** A collection of options, sorted by display name as n8n requires. Without display options. */
export function collection(
	displayName: string,
	name: string,
	options: INodeProperties[],
): INodeProperties {
	return {
		displayName,
		name,
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [...options].sort((a, b) => compareNames(a.displayName, b.displayName)),
	};
}

/** The collection 'Options' out of several groups. */
export function optionsCollection(...groups: INodeProperties[][]): INodeProperties {
	return collection('Options', 'options', groups.flat());
}

/** Settings that belong together, added as one option. They load with their defaults. */
export function bundle(
	displayName: string,
	name: string,
	description: string,
	values: INodeProperties[],
): INodeProperties {
	const defaults: INodeParameters = {};
	for (const setting of values) defaults[setting.name] = setting.default;
	const property: INodeProperties = {
		displayName,
		name,
		type: 'fixedCollection',
		default: {},
		description,
		options: [{ displayName: 'Settings', name: BUNDLE, values }],
	};
	return { ...property, default: { [BUNDLE]: defaults } };
}
