/** How long Extend keeps a parse run (Extend docs: data retention). */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { readCollection } from '../common/readDeclared';

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
export function readDataRetention(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const rules = { acceptsUnknownChoices: true };
	const options = readCollection(context, itemIndex, 'options', [dataRetentionOption], rules);
	const { dataRetention: mode } = options;
	return mode === undefined ? {} : { dataRetention: { mode } };
}
