/** How long Extend keeps a parse run (Extend docs: data retention). */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const dataRetentionOption: INodeProperties = {
	displayName: 'Data Retention',
	name: 'dataRetention',
	type: 'options',
	default: 'workspace_default',
	description: 'How long Extend keeps the document and its result',
	options: [
		{ name: 'Workspace Default', value: 'workspace_default' },
		{
			name: 'Zero',
			value: 'zero',
			description: 'Delete both after processing. Extend needs to enable it for you.',
		},
	],
};

/** `dataRetention` of the request, if it is set. Throws NodeOperationError. */
export function readDataRetention(params: ItemParameters): IDataObject {
	const rules = { acceptsUnknownChoices: true };
	const options = params.collection('options', [dataRetentionOption], rules);
	const { dataRetention: mode } = options;
	return mode === undefined ? {} : { dataRetention: { mode } };
}
