import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import * as batch from './actions/batch';
import * as document from './actions/document';
import * as extractor from './actions/extractor';
import * as file from './actions/file';
import { router } from './actions/router';
import * as run from './actions/run';
import * as workflow from './actions/workflow';
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
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				default: 'document',
				options: [
					{ name: 'Batch', value: 'batch' },
					{ name: 'Document', value: 'document' },
					{ name: 'Extractor', value: 'extractor' },
					{ name: 'File', value: 'file' },
					{ name: 'Run', value: 'run' },
					{ name: 'Workflow', value: 'workflow' },
				],
			},
			...batch.description,
			...document.description,
			...extractor.description,
			...file.description,
			...run.description,
			...workflow.description,
		],
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}
}
