/** What Document > Classify uses, with its settings (Extend docs: classification configuration). */
import type { INodeProperties } from 'n8n-workflow';
import { multimodalOption } from '../common/sharedOptions';
import type { ClassesText } from './classesConfig';

const classifyOptions: INodeProperties[] = [
	{
		displayName: 'Context',
		name: 'context',
		type: 'options',
		default: 'default',
		description: 'How much of the document the model considers',
		options: [
			{ name: 'Default', value: 'default', description: 'Enough for most documents' },
			{
				name: 'Max',
				value: 'max',
				description: 'As much as possible. Best for long documents.',
			},
		],
	},
	{
		displayName: 'Memory',
		name: 'memoryEnabled',
		type: 'boolean',
		default: false,
		description: 'Whether to use similar documents from the past as examples. Off by default.',
	},
	multimodalOption,
];

export const CLASSIFY_TEXT: ClassesText = {
	kind: 'classifier',
	task: 'classification',
	using: 'classifyUsing',
	usingName: 'Classify Using',
	savedName: 'Saved Classifier',
	savedDescription: 'Use a classifier from the Extend dashboard',
	inlineDescription: 'List the document types in this node',
	outputsMethod: 'getClassifierTypes',
	classesKey: 'classifications',
	rulesKey: 'classificationRules',
	rulesName: 'Classification Rules',
	rulesPlaceholder: 'e.g. Treat a reminder as an invoice',
	identifiers: false,
	collectionName: 'classificationOptions',
	collectionLabel: 'Classification Options',
	modelDescription: 'The model that classifies the document',
	versionPlaceholder: 'e.g. 1.2.0',
	models: [
		{
			name: 'Instant',
			value: 'classification_instant',
			description: 'Fastest and cheapest. Returns a confidence score.',
		},
		{
			name: 'Standard',
			value: 'classification_standard',
			description: 'Balances accuracy, speed, and cost',
		},
	],
	options: classifyOptions,
	paths: {
		advancedMultimodalEnabled: 'advancedOptions.advancedMultimodalEnabled',
		context: 'advancedOptions.context',
		memoryEnabled: 'advancedOptions.memoryEnabled',
	},
};
