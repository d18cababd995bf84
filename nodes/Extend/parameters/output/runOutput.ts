/** The output: parameters shared by all operations that return runs. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { OutputSettings } from '../../../shared/output/extractRun';
import { rowsFieldProperty } from '../../../shared/parameters/rowsField';

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

const ANY_RUN_OUTPUTS = [
	OUTPUTS[0],
	{
		...OUTPUTS[1],
		name: 'Result Fields',
		description:
			"The result at the top of the item, such as the fields of an extract run, everything else under '_extend'. Run the node once to see your fields.",
	},
	{
		...OUTPUTS[2],
		description:
			'One item per row of a table, part of a split or chunk of a parse. Run the node once to see your fields.',
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

/** For operations that return runs of any kind and status. Shown whether or not the node waits. */
export const anyRunOutputProperties: INodeProperties[] = [
	{ ...outputProperty, options: ANY_RUN_OUTPUTS, displayOptions: { hide: { '@tool': [true] } } },
	{
		...outputProperty,
		options: ANY_RUN_OUTPUTS,
		default: 'fields',
		displayOptions: { show: { '@tool': [true] } },
	},
	rowsFieldProperty,
];

/** For operations that may not wait for the run; they then return the started run as it is. */
export const outputProperties: INodeProperties[] = onlyWhenWaiting([
	{ ...outputProperty, displayOptions: { hide: { '@tool': [true] } } },
	{ ...outputProperty, default: 'fields', displayOptions: { show: { '@tool': [true] } } },
	rowsFieldProperty,
]);

/** The same parameters, hidden while 'Wait for Completion' is off. */
export function onlyWhenWaiting(properties: INodeProperties[]): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			hide: { ...property.displayOptions?.hide, waitForCompletion: [false] },
		},
	}));
}

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
