import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { picker, readPicked, versionPicker, type Picked } from './pickers';

/** What the extraction goes by: exactly one of these is sent, never two. */
export type ExtractUsing = 'extractor' | 'config' | 'infer';

const showForExtractor = { show: { extractUsing: ['extractor'] } };

export const processorProperties: INodeProperties[] = [
	{
		displayName: 'Extract Using',
		name: 'extractUsing',
		type: 'options',
		noDataExpression: true,
		default: 'extractor',
		options: [
			{
				name: 'Saved Extractor',
				value: 'extractor',
				description: 'An extractor that was set up in the Extend dashboard',
			},
			{
				name: 'Fields Defined Here',
				value: 'config',
				description: 'Say in this node which fields you want',
			},
			{
				name: 'Automatic',
				value: 'infer',
				description: 'Extend looks at the document and decides which fields it has',
			},
		],
	},
	{ ...picker('extractor'), displayOptions: showForExtractor },
	{ ...versionPicker('extractor'), displayOptions: showForExtractor },
];

/** The chosen extractor and version. A pasted dashboard address is understood as well as an ID. */
export function readExtractor(context: IExecuteFunctions, itemIndex: number): Picked {
	return readPicked(context, itemIndex, 'extractor', "choose another way under 'Extract Using'");
}
