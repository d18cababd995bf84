import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { searchResources } from '../shared/listSearch/searchResources';
import { searchTables } from '../shared/listSearch/searchTables';
import { checkExists, create, remove } from './activation';
import { receive } from './delivery';
import { triggerProperties } from './parameters';

export class ExtendTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Extend Trigger',
		name: 'extendTrigger',
		icon: { light: 'file:../../icons/extend.svg', dark: 'file:../../icons/extend.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["events"].join(", ")}}',
		description: 'Starts the workflow when Extend finishes a run or needs a review',
		defaults: { name: 'Extend Trigger' },
		eventTriggerDescription: 'Waiting for an event in Extend',
		activationMessage: 'The selected Extend events now trigger this workflow',
		triggerPanel: {
			header: 'Listen for Extend events',
			executionsHelp: {
				inactive:
					'<b>While building your workflow</b>, click the button to listen, then start a run in Extend. Your n8n instance must be reachable from the internet.<br /><br /><b>Once your workflow is ready</b>, publish it. Events then trigger it automatically, and you can find the executions in the executions list.',
				active:
					'<b>While building your workflow</b>, click the button to listen, then start a run in Extend. The published workflow keeps receiving events.<br /><br /><b>The published workflow</b> runs automatically. You can find its executions in the executions list, not in the editor.',
			},
			activationHint: 'Publish the workflow to trigger it automatically',
		},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'extendApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Without it n8n would send the first item back.
				responseData: '',
				path: 'webhook',
			},
		],
		properties: triggerProperties,
	};

	methods = {
		listSearch: {
			searchClassifiers: searchResources('classifier'),
			searchExtractors: searchResources('extractor'),
			searchTables,
			searchSplitters: searchResources('splitter'),
			searchWorkflows: searchResources('workflow'),
		},
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await checkExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await create(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await remove(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
