import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { locator } from './locator';

/** What the extraction goes by: exactly one of these is sent, never two. */
export type ExtractUsing = 'extractor' | 'config' | 'infer';

export interface ExtractorReference {
	id: string;
	/** `latest`, `draft` or a published version such as `1.0` */
	version: string;
}

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
	{
		...locator({
			displayName: 'Extractor',
			name: 'extractor',
			description: 'The extractor that knows which fields to find',
			searchListMethod: 'searchExtractors',
			listPlaceholder: 'Select an extractor...',
			idName: 'By ID',
			idPlaceholder: 'e.g. ex_Xj8mK2pL9nR4vT7qY5wZ',
			required: true,
		}),
		displayOptions: showForExtractor,
	},
	{
		...locator({
			displayName: 'Version',
			name: 'extractorVersion',
			description: 'Which version of the extractor to use',
			searchListMethod: 'searchExtractorVersions',
			listPlaceholder: 'Latest Published',
			idName: 'By Version',
			idPlaceholder: 'e.g. 1.0',
			dependsOn: ['extractor.value'],
		}),
		default: { mode: 'list', value: 'latest', cachedResultName: 'Latest Published' },
		displayOptions: showForExtractor,
	},
];

/** The chosen extractor and version. A pasted dashboard address is understood as well as an ID. */
export function readExtractor(context: IExecuteFunctions, itemIndex: number): ExtractorReference {
	const value = context.getNodeParameter('extractor', itemIndex, '', { extractValue: true });
	const id = idIn(String(value ?? ''));
	if (id === '') {
		throw new NodeOperationError(context.getNode(), `'Extractor' is empty [item ${itemIndex}]`, {
			itemIndex,
			description: "Select an extractor, or choose another way under 'Extract Using'.",
		});
	}
	const version = context.getNodeParameter('extractorVersion', itemIndex, 'latest', {
		extractValue: true,
	});
	return { id, version: String(version ?? '').trim() || 'latest' };
}

/** The ID in what was pasted: itself, or the part of a dashboard address that is one. */
export function idIn(pasted: string): string {
	const text = pasted.trim();
	if (!text.includes('/')) return text;
	const parts = text.split(/[/?#]/).filter((part) => part !== '');
	return parts.reverse().find((part) => /^[a-z_]+_[A-Za-z0-9_-]+$/.test(part)) ?? text;
}
