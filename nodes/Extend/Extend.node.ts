import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { buildProperties } from './actions/registry';
import { router } from './actions/router';
import { listSearch } from './methods/listSearch';

export class Extend implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Extend',
		name: 'extend',
		icon: { light: 'file:../../icons/extend.svg', dark: 'file:../../icons/extend.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Turn documents into structured data with Extend',
		defaults: { name: 'Extend' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'extendApi', required: true }],
		properties: buildProperties(),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}
}
