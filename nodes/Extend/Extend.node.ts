import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { buildOutputs } from './actions/outputs';
import { buildProperties, buildSubtitle } from './actions/registry';
import { router } from './actions/router';
import { editorHints } from './editorHints';
import { BUILDER_GUIDE } from './messages';
import { listSearch } from './methods/listSearch';
import { loadOptions } from './methods/loadOptions';

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
		outputs: buildOutputs(),
		credentials: [{ name: 'extendApi', required: true }],
		hints: editorHints,
		builderHint: {
			searchHint: BUILDER_GUIDE.search,
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-extend.extendTrigger',
					relationHint: BUILDER_GUIDE.trigger,
				},
				{
					nodeType: 'n8n-nodes-base.gmailTrigger',
					relationHint: BUILDER_GUIDE.mail,
				},
				{
					nodeType: 'n8n-nodes-base.googleSheets',
					relationHint: BUILDER_GUIDE.sheet,
				},
			],
		},
		properties: buildProperties(),
	};

	methods = { listSearch, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}
}
