/** The output of a parse run. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { readOptions } from '../common/readOptions';

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
		description: 'What the items hold',
		options: [
			{
				name: 'Document Text',
				value: 'text',
				description: 'The text of the whole document in one field',
			},
			{
				name: 'One Item per Block',
				value: 'blocks',
				description: 'Each heading, paragraph, table and figure with its place on the page',
			},
			{
				name: 'One Item per Chunk',
				value: 'chunks',
				description:
					"Each page or section, for vector stores. How it is cut: 'Chunking' under Parsing Options.",
			},
			{
				name: 'Whole Run',
				value: 'run',
				description: 'Everything that Extend says about the run, exactly as it says it',
			},
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
	description:
		'The text of the whole document also comes as a file, in the binary field of this name: .md for Markdown, .txt for Spatial. It is on the first item of each document.',
	displayOptions: { show: { '/waitForCompletion': [true] } },
};

export function readParseOutput(context: IExecuteFunctions, itemIndex: number): ParseOutput {
	const { textFileField } = readOptions(context, itemIndex);
	return {
		mode: context.getNodeParameter('output', itemIndex, 'text') as ParseOutput['mode'],
		fileField: String(textFileField ?? '').trim() || undefined,
	};
}
