/** The output of a parse run. */
import type { INodeProperties } from 'n8n-workflow';
import { outputFileProperty, readOutputField } from './outputFile';
import { RAW_OUTPUT } from './runOutput';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

const PARSE_MODES = ['blocks', 'chunks', 'file', 'run', 'text'] as const;

export interface ParseOutput {
	mode: (typeof PARSE_MODES)[number];
	/** the binary field for the text as a file; undefined: no file */
	fileField: string | undefined;
	/** the binary field for the result, of the mode `file` */
	resultField: string;
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
				name: 'JSON File',
				value: 'file',
				description: 'The complete result as a file. Best for documents with hundreds of pages.',
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
	{
		...outputFileProperty,
		displayOptions: { show: { output: ['file'] }, hide: { waitForCompletion: [false] } },
	},
];

export const textFileOption: INodeProperties = {
	displayName: 'Put Text in File Field',
	name: 'textFileField',
	type: 'string',
	default: 'text',
	placeholder: 'e.g. text',
	description: 'The output binary field for the text as a file (.md or .txt)',
	displayOptions: {
		show: { '/waitForCompletion': [true], '/output': ['blocks', 'chunks', 'run', 'text'] },
	},
};

export function readParseOutput(params: ItemParameters): ParseOutput {
	const { textFileField } = params.collection('options', [textFileOption]);
	const mode = params.choice('output', PARSE_MODES, 'text');
	const fileField = String(textFileField ?? '').trim() || undefined;
	return {
		mode,
		// The text is not read when the result goes into a file.
		fileField: mode === 'file' ? undefined : fileField,
		resultField: readOutputField(params),
	};
}
