/** 'Simplify', for operations whose answers have more than ten fields (n8n: node UI design). */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

export const simpleProperty: INodeProperties = {
	displayName: 'Simplify',
	name: 'simple',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Whether the item asks for the short form. */
export function readSimple(context: IExecuteFunctions, itemIndex: number): boolean {
	return context.getNodeParameter('simple', itemIndex, true) as boolean;
}
