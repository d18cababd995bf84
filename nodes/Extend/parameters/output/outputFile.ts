/** The binary field for an output file. */
import type { INodeProperties } from 'n8n-workflow';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const outputFileProperty: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'outputFileField',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the output binary field to put the file in',
};

export function readOutputField(params: ItemParameters): string {
	return params.text('outputFileField', 'data') || 'data';
}
