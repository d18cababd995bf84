import type { INodeProperties } from 'n8n-workflow';
import { resourcePicker } from '../../../shared/parameters/resourcePicker';

/** What defines the extraction. Exactly one is sent, never two. */
export const EXTRACT_USING = ['extractor', 'config', 'infer'] as const;

const showForExtractor = { show: { extractUsing: ['extractor'] } };

export const processorProperties: INodeProperties[] = [
	{
		displayName: 'Extract Using',
		name: 'extractUsing',
		type: 'options',
		noDataExpression: true,
		default: 'extractor',
		description: 'What defines the fields to extract',
		options: [
			{
				name: 'Saved Extractor',
				value: 'extractor',
				description: 'Use an extractor from the Extend dashboard',
			},
			{
				name: 'Define Below',
				value: 'config',
				description: 'Define the fields in this node',
			},
			{
				name: 'Automatic',
				value: 'infer',
				description: 'Let Extend choose the fields based on the document',
			},
		],
	},
	{ ...resourcePicker('extractor'), displayOptions: showForExtractor },
];
