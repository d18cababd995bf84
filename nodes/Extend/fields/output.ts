/** What comes out: parameters shared by all operations that emit extract runs. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { OutputSettings } from '../../shared/output';
import { locator } from './locator';

const OUTPUTS = [
	{
		name: 'Whole Run',
		value: 'run',
		description: 'Everything that Extend says about the run, exactly as it says it',
	},
	{
		name: 'Extracted Fields',
		value: 'fields',
		description:
			"The fields at the top of the item, everything else under '_extend'. Run the node once to see your fields.",
	},
	{
		name: 'Rows of a Table',
		value: 'rows',
		description:
			'One item per row of a table, for spreadsheets and databases. Run the node once to see your fields.',
	},
];

const outputProperty: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	noDataExpression: true,
	default: 'run',
	description: 'What the items hold',
	options: OUTPUTS,
};

/** For operations whose run may not be waited for: then the started run comes out as it is. */
export const outputProperties: INodeProperties[] = [
	{ ...outputProperty, displayOptions: { hide: { '@tool': [true], waitForCompletion: [false] } } },
	{
		...outputProperty,
		default: 'fields',
		displayOptions: { show: { '@tool': [true] }, hide: { waitForCompletion: [false] } },
	},
	{
		...locator({
			displayName: 'Table',
			name: 'rowsField',
			description: 'The table whose rows become items. Empty: the only table there is.',
			searchListMethod: 'searchRowsFields',
			listPlaceholder: 'The only table',
			idName: 'By Name',
			idPlaceholder: 'e.g. line_items',
			dependsOn: ['extractor.value', 'extractorVersion.value', 'extractUsing', 'schemaType'],
		}),
		displayOptions: { show: { output: ['rows'] }, hide: { waitForCompletion: [false] } },
	},
];

export interface OutputChoice {
	mode: OutputSettings['mode'];
	rowsField: string | undefined;
}

/** The chosen output of an item. Without waiting it is always the whole run. */
export function readOutput(context: IExecuteFunctions, itemIndex: number): OutputChoice {
	const mode = context.getNodeParameter('output', itemIndex, 'run') as OutputSettings['mode'];
	if (mode !== 'rows') return { mode, rowsField: undefined };
	const field = context.getNodeParameter('rowsField', itemIndex, '', { extractValue: true });
	return { mode, rowsField: String(field ?? '').trim() || undefined };
}
