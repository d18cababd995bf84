import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { buildProperties, buildSubtitle } from './actions/registry';
import { router } from './actions/router';
import { editorHints } from './editorHints';
import { listSearch } from './methods/listSearch';

export class Extend implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Extend',
		name: 'extend',
		icon: { light: 'file:../../icons/extend.svg', dark: 'file:../../icons/extend.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: buildSubtitle(),
		description: 'Turn documents into structured data with Extend',
		defaults: { name: 'Extend' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'extendApi', required: true }],
		hints: editorHints,
		builderHint: {
			searchHint:
				'Use Document > Extract to get fields or table rows from PDFs, scans, images, and office files. Leave the binary field at data for a single attachment, or use attachment_* for all attachments of an email.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-extend.extendTrigger',
					relationHint: 'Starts a workflow when Extend finishes a run or needs a review',
				},
				{
					nodeType: 'n8n-nodes-base.gmailTrigger',
					relationHint: 'Provides email attachments to extract',
				},
				{
					nodeType: 'n8n-nodes-base.googleSheets',
					relationHint: 'Stores the extracted table rows',
				},
			],
		},
		properties: buildProperties(),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}
}
