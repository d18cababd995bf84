/** 'Simplify', for operations whose responses have more than ten fields (n8n: node UI design). */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { readDeclared } from '../common/readDeclared';

export const simpleProperty: INodeProperties = {
	displayName: 'Simplify',
	name: 'simple',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export function readSimple(context: IExecuteFunctions, itemIndex: number): boolean {
	return readDeclared(context, itemIndex, simpleProperty) as boolean;
}
