import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { searchResources } from '../shared/listSearch/searchResources';
import { searchColumns, searchFields, searchTables } from '../shared/listSearch/searchSchema';
import { checkExists, create, remove } from './activation';
import { receive } from './delivery';
import { buildEventsSubtitle, triggerProperties } from './parameters';

export class ExtendTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Extend Trigger',
		name: 'extendTrigger',
		icon: { light: 'file:../../icons/extend.svg', dark: 'file:../../icons/extend.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: buildEventsSubtitle(),
		description: 'Turn documents into structured data with Extend',
		defaults: { name: 'Extend Trigger' },
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
			searchColumns,
			searchFields,
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
