/** 'Simplify', for operations whose responses have more than ten fields (n8n: node UI design). */
import type { BooleanProperty, ItemParameters } from '../../../shared/parameters/nodeParameters';

export const simpleProperty: BooleanProperty = {
	displayName: 'Simplify',
	name: 'simple',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export function readSimple(params: ItemParameters): boolean {
	return params.boolean(simpleProperty);
}
