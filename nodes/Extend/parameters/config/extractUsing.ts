import type { INodeProperties } from 'n8n-workflow';
import { resourcePicker, versionPicker } from '../../../shared/parameters/resourcePicker';

/** What defines the extraction. Exactly one is sent, never two. */
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
	{ ...resourcePicker('extractor'), displayOptions: showForExtractor },
	{ ...versionPicker('extractor'), displayOptions: showForExtractor },
];
