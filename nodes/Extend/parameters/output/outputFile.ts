/** The binary field for an output file. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

export const outputFileProperty: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'outputFileField',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the output binary field to put the file in',
};

export function readOutputField(context: IExecuteFunctions, itemIndex: number): string {
	return String(context.getNodeParameter('outputFileField', itemIndex, 'data')).trim() || 'data';
}
