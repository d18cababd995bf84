/** Options for the configuration of an extractor (Extend docs: extraction configuration). */
import type { INodeProperties } from 'n8n-workflow';
import {
	advancedMultimodalOption,
	baseProcessorOption,
	baseVersionOption,
	configJsonOption,
	minReviewScoreOption,
	overrideConfigOption,
	pagesOption,
	reviewThresholdOption,
} from '../common/sharedOptions';

/** Options that go into the configuration, and where. Everything not listed here is about the run. */
export const CONFIG_PATHS: Readonly<Record<string, string>> = {
	advancedMultimodalEnabled: 'advancedOptions.advancedMultimodalEnabled',
	arrayCitationStrategy: 'advancedOptions.arrayCitationStrategy',
	arrayStrategy: 'advancedOptions.arrayStrategy.type',
	baseProcessor: 'baseProcessor',
	baseVersion: 'baseVersion',
	chunkSelectionStrategy: 'advancedOptions.chunkingOptions.chunkSelectionStrategy',
	chunkingStrategy: 'advancedOptions.chunkingOptions.chunkingStrategy',
	citationMode: 'advancedOptions.citationMode',
	citationsEnabled: 'advancedOptions.citationsEnabled',
	currentDateEnabled: 'advancedOptions.currentDateEnabled',
	customSemanticChunkingRules: 'advancedOptions.chunkingOptions.customSemanticChunkingRules',
	excelSheetSelectionStrategy: 'advancedOptions.excelSheetSelectionStrategy',
	modelReasoningInsightsEnabled: 'advancedOptions.modelReasoningInsightsEnabled',
	pageChunkSize: 'advancedOptions.chunkingOptions.pageChunkSize',
	reviewAgent: 'advancedOptions.reviewAgent.enabled',
};

const withExtractor = { show: { '/extractUsing': ['extractor'] } };
const withoutExtractor = { show: { '/extractUsing': ['config', 'infer'] } };

export const extractOptions: INodeProperties[] = [
	advancedMultimodalOption,
	baseProcessorOption('extraction', [
		{
			name: 'Operator',
			value: 'extraction_operator',
			description: 'Works in several steps, for the hardest documents; one file only',
		},
	]),
	baseVersionOption('e.g. 4.8.0'),
	{
		displayName: 'Chunk Selection',
		name: 'chunkSelectionStrategy',
		type: 'options',
		default: 'intelligent',
		description: 'Which part of a long document wins when several give a value',
		options: [
			{ name: 'Confidence', value: 'confidence' },
			{ name: 'Intelligent', value: 'intelligent' },
			{ name: 'Take First', value: 'take_first' },
			{ name: 'Take Last', value: 'take_last' },
		],
	},
	{
		displayName: 'Chunking',
		name: 'chunkingStrategy',
		type: 'options',
		default: 'standard',
		description: 'How long documents are cut into parts',
		options: [
			{ name: 'Contextual', value: 'contextual' },
			{ name: 'Semantic', value: 'semantic' },
			{ name: 'Standard', value: 'standard' },
		],
	},
	{
		displayName: 'Chunking Rules',
		name: 'customSemanticChunkingRules',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		description: 'In your own words: where a new part begins',
	},
	{
		displayName: 'Citation Detail',
		name: 'citationMode',
		type: 'options',
		default: 'line',
		description: 'How exactly a citation points into the page',
		options: [
			{ name: 'Block', value: 'block' },
			{ name: 'Line', value: 'line' },
			{ name: 'Word', value: 'word' },
		],
	},
	{
		displayName: 'Citations',
		name: 'citationsEnabled',
		type: 'boolean',
		default: true,
		description:
			'Whether each value says where on the page it stands and how sure it is; takes a little longer',
	},
	{ ...configJsonOption, displayOptions: withoutExtractor },
	{
		displayName: 'Current Date',
		name: 'currentDateEnabled',
		type: 'boolean',
		default: true,
		description: "Whether the model knows today's date",
	},
	{
		displayName: 'Excel Sheet Selection',
		name: 'excelSheetSelectionStrategy',
		type: 'options',
		default: 'intelligent',
		description: 'Which sheets of a workbook are read',
		options: [
			{ name: 'All', value: 'all' },
			{ name: 'First', value: 'first' },
			{ name: 'Intelligent', value: 'intelligent' },
			{ name: 'Last', value: 'last' },
		],
	},
	{
		displayName: 'Excel Sheets',
		name: 'excelSheetRanges',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1-3, 5',
		description: 'Read only these sheets, counted from 1',
	},
	{
		displayName: 'Large Table Strategy',
		name: 'arrayStrategy',
		type: 'options',
		default: 'large_array_heuristics',
		description: 'For tables of hundreds of rows',
		options: [
			{ name: 'Heuristics', value: 'large_array_heuristics' },
			{
				name: 'Max Context',
				value: 'large_array_max_context',
				description: 'Slower and costs extra credits',
			},
			{ name: 'Overlap Context', value: 'large_array_overlap_context' },
		],
	},
	minReviewScoreOption,
	{
		...overrideConfigOption('the saved extractor for this run'),
		displayOptions: withExtractor,
	},
	pagesOption,
	{
		displayName: 'Pages per Chunk',
		name: 'pageChunkSize',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 5,
		description: 'How many pages a part of a long document has',
	},
	{
		displayName: 'Reasoning Insights',
		name: 'modelReasoningInsightsEnabled',
		type: 'boolean',
		default: true,
		description: 'Whether each value comes with the reasons of the model',
	},
	{
		displayName: 'Review Agent',
		name: 'reviewAgent',
		type: 'boolean',
		default: true,
		description:
			'Whether a second model checks each value and scores it from 1 to 5; costs extra credits',
	},
	reviewThresholdOption("setting it turns on 'Citations', which confidence needs"),
	{
		displayName: 'Table Citations',
		name: 'arrayCitationStrategy',
		type: 'options',
		default: 'item',
		description: 'What a citation in a table points to',
		options: [
			{ name: 'Each Cell', value: 'property' },
			{ name: 'Each Row', value: 'item' },
		],
	},
];
