/** What comes out: parameters shared by all operations that return runs. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { OutputSettings } from '../../../shared/output/types';
import { rowsFieldProperty } from '../../../shared/parameters/rowsField';
import { readOutputShape, readReviewOptions } from './readShape';

/** The choice of 'Output' that every operation on documents offers. */
export const RAW_OUTPUT = {
	name: 'Raw',
	value: 'run',
	description: 'The complete run as returned by Extend',
};

const OUTPUTS = [
	{
		name: 'Fields',
		value: 'fields',
		description: "Each field as a top-level value, with run details in '_extend'",
	},
	{
		name: 'Table Rows',
		value: 'rows',
		description: 'One item per table row, for spreadsheets and databases',
	},
	RAW_OUTPUT,
];

const ANY_RUN_OUTPUTS = [
	{
		...OUTPUTS[0],
		description: "Each result field as a top-level value, with run details in '_extend'",
	},
	{ ...OUTPUTS[1], description: 'One item per table row, split document, or parsed chunk' },
	RAW_OUTPUT,
];

/** What 'rows' are for each type of batch; classify runs have none. */
const BATCH_ROWS: Readonly<Record<string, typeof OUTPUTS>> = {
	extract_run: [OUTPUTS[1]],
	workflow_run: [OUTPUTS[1]],
	split_run: [
		{ name: 'One Item per Document', value: 'rows', description: 'One item per document found' },
	],
	parse_run: [
		{ name: 'One Item per Chunk', value: 'rows', description: 'One item per page or section' },
	],
	classify_run: [],
};

/** An agent gets the result at the top, or everything. */
const TOOL_OUTPUTS = [{ ...OUTPUTS[0], name: 'Simplified' }, RAW_OUTPUT];

const outputProperty: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	noDataExpression: true,
	default: 'fields',
	description: 'What each output item contains',
	options: OUTPUTS,
};

const forTools: INodeProperties = {
	...outputProperty,
	options: TOOL_OUTPUTS,
	displayOptions: { show: { '@tool': [true] } },
};

/** For operations that return runs of any kind and status. Shown whether or not the node waits. */
export const anyRunOutputProperties: INodeProperties[] = [
	{ ...outputProperty, options: ANY_RUN_OUTPUTS, displayOptions: { hide: { '@tool': [true] } } },
	forTools,
	rowsFieldProperty,
];

/** For operations that may not wait for the run; they then return the started run as it is. */
export const outputProperties: INodeProperties[] = onlyWhenWaiting([
	{ ...outputProperty, displayOptions: { hide: { '@tool': [true] } } },
	forTools,
	rowsFieldProperty,
]);

/** For batches, whose runs all have one type. */
export function batchOutputProperties(runType: string): INodeProperties[] {
	const rows = BATCH_ROWS[runType];
	const options = [ANY_RUN_OUTPUTS[0], ...rows, RAW_OUTPUT];
	const hasTables = rows.some(({ name }) => name === OUTPUTS[1].name);
	return [
		{ ...outputProperty, options, displayOptions: { hide: { '@tool': [true] } } },
		forTools,
		...(hasTables ? [rowsFieldProperty] : []),
	];
}

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

/** How the items of a run look. Throws NodeOperationError. */
export function readOutputSettings(
	context: IExecuteFunctions,
	itemIndex: number,
): Pick<OutputSettings, 'mode' | 'rowsField' | 'review' | 'shape'> {
	const mode = context.getNodeParameter('output', itemIndex, 'fields') as OutputSettings['mode'];
	const review = readReviewOptions(context, itemIndex);
	const shape = readOutputShape(context, itemIndex);
	if (mode !== 'rows') return { mode, review, shape };
	const field = context.getNodeParameter('rowsField', itemIndex, '', { extractValue: true });
	return { mode, rowsField: String(field ?? '').trim() || undefined, review, shape };
}
