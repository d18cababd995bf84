/** The collection 'Extraction Options': how a document is extracted (Extend docs: extraction configuration). */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { buildConfig, flattenBundles } from '../common/buildConfig';
import { bundle, collection } from '../../../shared/parameters/declared/collections';
import { additionalConfigOption } from '../common/additionalConfig';
import {
	BASE_PROCESSOR_PATHS,
	baseProcessorOption,
	multimodalOption,
} from '../common/sharedOptions';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

/** Where each setting goes in the configuration. */
const PATHS: Readonly<Record<string, string>> = {
	...BASE_PROCESSOR_PATHS,
	advancedMultimodalEnabled: 'advancedOptions.advancedMultimodalEnabled',
	arrayStrategy: 'advancedOptions.arrayStrategy.type',
	'chunkingOptions.chunkSelectionStrategy':
		'advancedOptions.chunkingOptions.chunkSelectionStrategy',
	'chunkingOptions.chunkingStrategy': 'advancedOptions.chunkingOptions.chunkingStrategy',
	'chunkingOptions.customSemanticChunkingRules':
		'advancedOptions.chunkingOptions.customSemanticChunkingRules',
	'chunkingOptions.pageChunkSize': 'advancedOptions.chunkingOptions.pageChunkSize',
	'citations.arrayCitationStrategy': 'advancedOptions.arrayCitationStrategy',
	'citations.citationMode': 'advancedOptions.citationMode',
	'citations.citationsEnabled': 'advancedOptions.citationsEnabled',
	currentDateEnabled: 'advancedOptions.currentDateEnabled',
	excelSheetSelectionStrategy: 'advancedOptions.excelSheetSelectionStrategy',
	modelReasoningInsightsEnabled: 'advancedOptions.modelReasoningInsightsEnabled',
	reviewAgent: 'advancedOptions.reviewAgent.enabled',
};

const citationsOption = bundle(
	'Citations',
	'citations',
	'Return the page position and confidence of each value. Takes slightly longer.',
	[
		{
			displayName: 'Detail',
			name: 'citationMode',
			type: 'options',
			default: 'off',
			description: 'How precisely a citation points to the source',
			options: [
				{ name: 'Off', value: 'off', description: 'No citations and no confidence' },
				{ name: 'Line', value: 'line', description: 'The line of the value' },
				{ name: 'Word', value: 'word', description: 'The words of the value' },
				{ name: 'Block', value: 'block', description: 'The block around the value' },
			],
		},
		{
			displayName: 'Table Citations',
			name: 'arrayCitationStrategy',
			type: 'options',
			default: '',
			description: 'Where citations in tables point to',
			options: [
				{ name: 'Default', value: '', description: 'Let Extend decide' },
				{ name: 'Each Cell', value: 'property' },
				{ name: 'Each Row', value: 'item' },
			],
		},
	],
);

const chunkingOption = bundle(
	'Long Document Chunking',
	'chunkingOptions',
	'How to divide long documents into chunks',
	[
		{
			displayName: 'Strategy',
			name: 'chunkingStrategy',
			type: 'options',
			default: '',
			description: 'Where to divide the document',
			options: [
				{ name: 'Default', value: '', description: 'Let Extend decide' },
				{ name: 'Contextual', value: 'contextual' },
				{ name: 'Semantic', value: 'semantic' },
				{ name: 'Standard', value: 'standard' },
			],
		},
		{
			displayName: 'Pages per Chunk',
			name: 'pageChunkSize',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			placeholder: 'e.g. 5',
			description: 'Number of pages in each chunk. Extend decides when this is 0.',
		},
		{
			displayName: 'Value Selection',
			name: 'chunkSelectionStrategy',
			type: 'options',
			default: '',
			description: 'Which value to keep when several chunks contain one',
			options: [
				{ name: 'Confidence', value: 'confidence' },
				{ name: 'Default', value: '', description: 'Let Extend decide' },
				{ name: 'Intelligent', value: 'intelligent' },
				{ name: 'Take First', value: 'take_first' },
				{ name: 'Take Last', value: 'take_last' },
			],
		},
		{
			displayName: 'Semantic Rules',
			name: 'customSemanticChunkingRules',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. Start a new chunk at each invoice',
			description: 'Guidance for where a new chunk starts',
		},
	],
);

const extractionOptions: INodeProperties[] = [
	additionalConfigOption,
	baseProcessorOption('extraction', 'The model that extracts the data', 'e.g. 4.10.0', [
		{
			name: 'Operator',
			value: 'extraction_operator',
			description: 'Works in several steps. Best for complex documents. Single file only.',
		},
	]),
	chunkingOption,
	citationsOption,
	{
		displayName: 'Current Date',
		name: 'currentDateEnabled',
		type: 'boolean',
		default: false,
		description: "Whether to tell the model today's date. Off by default.",
	},
	{
		displayName: 'Excel Sheet Selection',
		name: 'excelSheetSelectionStrategy',
		type: 'options',
		default: 'intelligent',
		description: 'Which sheets of an Excel file to process',
		options: [
			{ name: 'All', value: 'all' },
			{ name: 'First', value: 'first' },
			{ name: 'Intelligent', value: 'intelligent' },
			{ name: 'Last', value: 'last' },
		],
	},
	{
		displayName: 'Large Tables',
		name: 'arrayStrategy',
		type: 'options',
		default: '',
		description: 'How to extract tables with hundreds of rows',
		options: [
			{ name: 'Default', value: '', description: 'Let Extend decide' },
			{ name: 'Heuristics', value: 'large_array_heuristics' },
			{
				name: 'Max Context',
				value: 'large_array_max_context',
				description: 'Slower. Uses extra credits.',
			},
			{ name: 'Overlap Context', value: 'large_array_overlap_context' },
		],
	},
	multimodalOption,
	{
		displayName: 'Reasoning Insights',
		name: 'modelReasoningInsightsEnabled',
		type: 'boolean',
		default: false,
		description: "Whether to return the model's reasoning for each value. Off by default.",
	},
	{
		displayName: 'Review Agent',
		name: 'reviewAgent',
		type: 'boolean',
		default: false,
		description:
			'Whether to score each value from 1 to 5 with a second model. Uses extra credits. Off by default.',
	},
];

/** Without display options. */
export const extractionOptionsCollection: INodeProperties = collection(
	'Extraction Options',
	'extractionOptions',
	extractionOptions,
);

export interface ExtractionOptions {
	/** only what is set */
	config: IDataObject;
	/** 'Additional Config (JSON)', as it was entered */
	additionalConfig: unknown;
	/** whether citations are turned on or off here, so that nothing else does */
	setsCitations: boolean;
}

/** The settings of an item as parts of the configuration. Throws NodeOperationError. */
export function readExtractionOptions(params: ItemParameters): ExtractionOptions {
	const rules = { acceptsUnknownChoices: true };
	const values = flattenBundles(params.collection('extractionOptions', extractionOptions, rules));
	const mode = values['citations.citationMode'];
	if (mode !== undefined) values['citations.citationsEnabled'] = mode !== 'off';
	if (mode === 'off') delete values['citations.citationMode'];
	// The API knows no chunks of zero pages.
	if (values['chunkingOptions.pageChunkSize'] === 0) delete values['chunkingOptions.pageChunkSize'];
	return {
		config: buildConfig(values, PATHS),
		additionalConfig: values.additionalConfig,
		setsCitations: mode !== undefined,
	};
}
