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
		description: 'Starts the workflow when Extend is done with a document or needs a person',
		defaults: { name: 'Extend Trigger' },
		eventTriggerDescription: 'Waiting for an event of Extend',
		activationMessage: 'From now on the events that you chose in Extend start this workflow.',
		triggerPanel: {
			header: 'Start from events of Extend',
			executionsHelp: {
				inactive:
					'<b>While building</b>, click the button to listen, then start a run in Extend. Extend gets an address for the time of the test, and this n8n has to be reachable from the internet.<br /><br /><b>For good</b>, activate the workflow: events then start it by themselves, and the runs stand in the list of executions.',
				active:
					'<b>While building</b>, click the button to listen, then start a run in Extend. The active workflow goes on receiving its events too.<br /><br /><b>Events of the active workflow</b> start it by themselves; the runs stand in the list of executions, not in the editor.',
			},
			activationHint: 'Activate the workflow to have events of Extend start it',
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
