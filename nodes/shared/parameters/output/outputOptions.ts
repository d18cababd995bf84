/** The shape of items: the collection 'Output Options'. */
import type { INodeProperties } from 'n8n-workflow';
import { collection } from '../declared/collections';

const shaped = { show: { '/output': ['fields', 'rows'] } };

export const includeInputFileOption: INodeProperties = {
	displayName: 'Include Input File',
	name: 'includeInputFile',
	type: 'boolean',
	default: false,
	description: 'Whether to include the input file in the output',
};

const currencyOption: INodeProperties = {
	displayName: 'Currency',
	name: 'currency',
	type: 'options',
	default: 'columns',
	description: 'How to return amounts with a currency',
	options: [
		{
			name: 'Columns',
			value: 'columns',
			description: "The amount as a number, and its code in a second field, e.g. 'total_currency'",
		},
		{ name: 'Object', value: 'object', description: 'One object with amount and currency code' },
	],
	displayOptions: shaped,
};

const confidenceOption: INodeProperties = {
	displayName: 'Confidence',
	name: 'confidence',
	type: 'options',
	default: 'off',
	description: "How to return each field's confidence. Requires citations in the extractor.",
	options: [
		{
			name: 'Columns',
			value: 'columns',
			description: "Add a field beside each field, e.g. 'total_confidence'",
		},
		{ name: 'Off', value: 'off', description: "Don't add confidence fields" },
	],
	displayOptions: shaped,
};

/** Where the operation configures the run, it turns on what it needs. */
const ownConfidenceOption: INodeProperties = {
	...confidenceOption,
	description: "How to return each field's confidence. 'Columns' turns on 'Citations'.",
};

/** By what decides whether the run has citations. */
const CONFIDENCE_OPTIONS = { node: ownConfidenceOption, extractor: confidenceOption };

const runDetailsOption: INodeProperties = {
	displayName: 'Run Details',
	name: 'runDetails',
	type: 'options',
	default: 'object',
	description: 'Where to put the run ID, status, credits, and other details',
	options: [
		{
			name: 'Columns',
			value: 'columns',
			description: "Each detail in its own field, e.g. 'extend_run_id'",
		},
		{ name: 'None', value: 'none', description: "Don't return run details" },
		{ name: 'Object', value: 'object', description: "In the object '_extend'" },
	],
};

/** Where the mode has a default of its own, the value that loads is that default. */
const runDetailsOptions: INodeProperties[] = [
	{ ...runDetailsOption, displayOptions: { show: { '/output': ['fields'] } } },
	{ ...runDetailsOption, default: 'columns', displayOptions: { show: { '/output': ['rows'] } } },
];

/**
 * Without display options.
 * @param hasFile whether the operation has the input file
 * @param citations what decides whether the run has citations; left out: it cannot have any
 */
export function outputOptionsCollection({
	hasFile,
	citations,
}: {
	hasFile: boolean;
	citations?: keyof typeof CONFIDENCE_OPTIONS;
}): INodeProperties {
	return collection('Output Options', 'outputOptions', [
		...(citations ? [CONFIDENCE_OPTIONS[citations]] : []),
		currencyOption,
		...(hasFile
			? [{ ...includeInputFileOption, displayOptions: { show: { '/documentSource': ['binary'] } } }]
			: []),
		...runDetailsOptions,
	]);
}

/** For operations whose only choice is the file. */
export const inputFileCollection: INodeProperties = {
	...collection('Output Options', 'outputOptions', [includeInputFileOption]),
	displayOptions: { show: { documentSource: ['binary'] } },
};

/** For reading: members of OutputShape. */
export const outputShapeOptions: INodeProperties[] = [
	confidenceOption,
	currencyOption,
	runDetailsOption,
];
