/** The output of a parse run. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { readCollection } from '../common/readDeclared';
import { RAW_OUTPUT } from './runOutput';

export interface ParseOutput {
	mode: 'blocks' | 'chunks' | 'run' | 'text';
	/** the binary field for the text as a file; undefined: no file */
	fileField: string | undefined;
}

export const parseOutputProperties: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		noDataExpression: true,
		default: 'text',
		description: 'What each output item contains',
		options: [
			{
				name: 'Document Text',
				value: 'text',
				description: 'The text of the whole document in one field',
			},
			{
				name: 'One Item per Block',
				value: 'blocks',
				description: 'One item per heading, paragraph, table, or figure, with its position',
			},
			{
				name: 'One Item per Chunk',
				value: 'chunks',
				description:
					"One item per page or section, for vector stores. Set 'Chunk By' to change chunks.",
			},
			RAW_OUTPUT,
		],
		displayOptions: { hide: { waitForCompletion: [false] } },
	},
];

export const textFileOption: INodeProperties = {
	displayName: 'Put Text in File Field',
	name: 'textFileField',
	type: 'string',
	default: 'text',
	placeholder: 'e.g. text',
	description: 'The output binary field for the text as a file (.md or .txt)',
	displayOptions: { show: { '/waitForCompletion': [true] } },
};

export function readParseOutput(context: IExecuteFunctions, itemIndex: number): ParseOutput {
	const { textFileField } = readCollection(context, itemIndex, 'options', [textFileOption]);
	return {
		mode: context.getNodeParameter('output', itemIndex, 'text') as ParseOutput['mode'],
		fileField: String(textFileField ?? '').trim() || undefined,
	};
}
