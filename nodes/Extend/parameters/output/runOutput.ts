/** What comes out: parameters shared by all operations that return runs. */
import type { INodeProperties } from 'n8n-workflow';
import type { RunObject } from '../../../shared/http/responses';
import { rowsFieldProperty } from '../../../shared/parameters/rowsField';

/** The choice of 'Output' that every operation on documents offers. */
export const RAW_OUTPUT = {
	name: 'Raw',
	value: 'run',
	description: 'The complete run as returned by Extend',
};

const FIELDS_OUTPUT = {
	name: 'Fields',
	value: 'fields',
	description: "Each field as a top-level value, with run details in '_extend'",
};

const ROWS_OUTPUT = {
	name: 'Table Rows',
	value: 'rows',
	description: 'One item per table row, for spreadsheets and databases',
};

const ANY_FIELDS_OUTPUT = {
	...FIELDS_OUTPUT,
	description: "Each result field as a top-level value, with run details in '_extend'",
};

const ANY_ROWS_OUTPUT = {
	...ROWS_OUTPUT,
	description: 'One item per table row, split document, or parsed chunk',
};

/** What 'rows' are for each type of batch; classify runs have none. */
const BATCH_ROWS: Readonly<Partial<Record<RunObject, typeof ROWS_OUTPUT>>> = {
	extract_run: ROWS_OUTPUT,
	workflow_run: ROWS_OUTPUT,
	split_run: {
		name: 'One Item per Document',
		value: 'rows',
		description: 'One item per document found',
	},
	parse_run: {
		name: 'One Item per Chunk',
		value: 'rows',
		description: 'One item per page or section',
	},
};

/** An agent gets the result at the top, or everything. */
const TOOL_OUTPUTS = [{ ...FIELDS_OUTPUT, name: 'Simplified' }, RAW_OUTPUT];

const outputProperty: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	noDataExpression: true,
	default: 'fields',
	description: 'What each output item contains',
	options: [FIELDS_OUTPUT, ROWS_OUTPUT, RAW_OUTPUT],
};

const forTools: INodeProperties = {
	...outputProperty,
	options: TOOL_OUTPUTS,
	displayOptions: { show: { '@tool': [true] } },
};

/** For operations that return runs of any kind and status. Shown whether or not the node waits. */
export const anyRunOutputProperties: INodeProperties[] = [
	{
		...outputProperty,
		options: [ANY_FIELDS_OUTPUT, ANY_ROWS_OUTPUT, RAW_OUTPUT],
		displayOptions: { hide: { '@tool': [true] } },
	},
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
export function batchOutputProperties(runType: RunObject): INodeProperties[] {
	const rows = BATCH_ROWS[runType];
	const options = [ANY_FIELDS_OUTPUT, ...(rows ? [rows] : []), RAW_OUTPUT];
	return [
		{ ...outputProperty, options, displayOptions: { hide: { '@tool': [true] } } },
		forTools,
		...(rows === ROWS_OUTPUT ? [rowsFieldProperty] : []),
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
