/** Extractor > Update: its name, or the configuration of its draft. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { request } from '../../../shared/api/requests';
import { toObject } from '../../../shared/utils/objects';
import { InputError } from '../../../shared/errors/inputError';
import { mergeConfig } from '../../../shared/api/mergeConfig';
import { readVersionConfig } from '../../../shared/api/processorVersions';
import { mergeSchemas } from '../../../shared/schema';
import { definitionProperties } from '../../parameters/config/extractorDefinition';
import { readDefinition } from '../../parameters/config/extractConfig';
import { resourcePicker, readResourceId } from '../../../shared/parameters/resourcePicker';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import { withDisplayOptions } from '../../parameters/common/displayOptions';
import { ACTION_MESSAGES, OPERATION_ACTIONS } from '../messages';
import { encodePathPart } from '../../../shared/utils/urlPath';
import type { BooleanProperty, ItemParameters } from '../../../shared/parameters/nodeParameters';

const nameField: INodeProperties = {
	displayName: 'Name',
	name: 'extractorName',
	type: 'string',
	default: '',
	placeholder: 'e.g. Supplier invoices',
	description: 'The new name of the extractor',
};

const updateConfigProperty: BooleanProperty = {
	displayName: 'Update Configuration',
	name: 'updateConfig',
	type: 'boolean',
	default: false,
	description:
		'Whether to update the draft. Published versions stay the same until you publish the draft.',
};

const mergeConfigProperty: BooleanProperty = {
	displayName: 'Merge With Current Draft',
	name: 'mergeConfig',
	type: 'boolean',
	default: true,
	description:
		"Whether to keep settings and fields that you don't set here. When off, replaces the draft.",
};

export const description: INodeProperties[] = [
	{ ...resourcePicker('extractor'), description: 'The extractor to update' },
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [nameField],
	},
	updateConfigProperty,
	...withDisplayOptions({ show: { updateConfig: [true] } }, [
		mergeConfigProperty,
		...definitionProperties,
	]),
];

/** One job per item. */
export function plan({ api }: ExecutionContext, params: ItemParameters): Job[] {
	const id = readResourceId(params, 'extractor');
	const { extractorName } = params.collection('updateFields', [nameField]);
	const name = String(extractorName ?? '').trim();
	const changes = params.boolean(updateConfigProperty) ? readDefinition(params).config : undefined;
	const merges = params.boolean(mergeConfigProperty);
	if (name === '' && changes === undefined) {
		const problem = new InputError(ACTION_MESSAGES.nothingToUpdate);
		throw params.toError('Update Fields', problem);
	}
	const run = async () => {
		const body: IDataObject = name === '' ? {} : { name };
		if (changes) {
			const draft = merges ? await readVersionConfig(api, 'extractor', id, 'draft') : {};
			body.config = mergeConfigs(draft, changes);
		}
		const extractor = await request(api, {
			method: 'POST',
			path: `/extractors/${encodePathPart(id)}`,
			body,
			action: OPERATION_ACTIONS.updateExtractor({ id }),
		});
		return [{ json: extractor }];
	};
	return [{ itemIndexes: [params.itemIndex], run }];
}

/** Settings are merged one by one; the fields of a schema have rules of their own. */
function mergeConfigs(draft: IDataObject, changes: IDataObject): IDataObject {
	const config = mergeConfig(draft, changes);
	const schema = toObject(changes.schema);
	return schema ? { ...config, schema: mergeSchemas(draft.schema, schema) } : config;
}
