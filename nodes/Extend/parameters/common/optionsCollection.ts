import type { INodeProperties } from 'n8n-workflow';
import { compareNames } from '../../../shared/utils/compareNames';

/** One collection out of several groups of options, sorted by display name as n8n requires. */
export function optionsCollection(...groups: INodeProperties[][]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: groups.flat().sort((a, b) => compareNames(a.displayName, b.displayName)),
	};
}
