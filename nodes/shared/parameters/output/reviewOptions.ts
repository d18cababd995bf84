/** When a field needs review: the collection 'Review Options'. */
import type { INodeProperties } from 'n8n-workflow';
import { collection } from '../declared/collections';
import { fieldPicker } from '../fieldPicker';
import { checksOption, onFailedCheckOption } from './checkOptions';

const scoreThresholdOption: INodeProperties = {
	displayName: 'Review Score Threshold',
	name: 'reviewScoreThreshold',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 5 },
	default: 3,
	description: 'Flag fields with this Review Agent score (1 to 5) or lower',
};

const confidenceThresholdOption: INodeProperties = {
	displayName: 'Confidence Threshold',
	name: 'confidenceThreshold',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
	default: 0.8,
	description:
		'Flag fields with a confidence below this value (0 to 1). Requires citations in the extractor.',
};

const fieldRulesOption: INodeProperties = {
	displayName: 'Field Rules',
	name: 'fieldRules',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Rule' },
	placeholder: 'Add Rule',
	default: {},
	description: 'Thresholds for single fields, and whether to flag missing values',
	options: [
		{
			displayName: 'Rule',
			name: 'rule',
			values: [
				fieldPicker({ displayName: 'Field', name: 'field', description: 'The field or column' }),
				{
					...confidenceThresholdOption,
					default: '',
					placeholder: 'e.g. 0.95',
					description: 'Flag a confidence below this value. Defaults to the general threshold.',
				},
				{
					...scoreThresholdOption,
					default: '',
					placeholder: 'e.g. 4',
					description: 'Flag this score or lower. Defaults to the general threshold.',
				},
				{
					displayName: 'If Missing',
					name: 'ifMissing',
					type: 'options',
					default: 'ok',
					description: "What to do when the document doesn't contain the field",
					options: [
						{ name: 'Accept', value: 'ok', description: "Don't flag the missing value" },
						{ name: 'Review', value: 'review', description: 'Flag the document for review' },
					],
				},
			],
		},
	],
};

/** Read by an expression as well, which sees no expressions in it. */
export const REVIEW_OUTPUT: INodeProperties = {
	displayName: 'Needs Review Output',
	name: 'needsReviewOutput',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description: 'Whether to return documents that need review in a second output',
	displayOptions: { hide: { '@tool': [true] } },
};

/** Where the operation configures the run, the threshold turns on what it needs. */
const ownThresholdOption: INodeProperties = {
	...confidenceThresholdOption,
	description: "Flag fields with a confidence below this value (0 to 1). Turns on 'Citations'.",
};

/**
 * Without display options.
 * @param configuresRun whether the operation configures the extraction, and so turns on citations
 * @param raisesErrors whether a document can become an error
 */
export function reviewOptionsCollection({
	configuresRun,
	raisesErrors = true,
}: {
	configuresRun: boolean;
	raisesErrors?: boolean;
}) {
	return collection('Review Options', 'reviewOptions', [
		configuresRun ? ownThresholdOption : confidenceThresholdOption,
		fieldRulesOption,
		scoreThresholdOption,
		checksOption,
		...(raisesErrors ? [onFailedCheckOption, REVIEW_OUTPUT] : []),
	]);
}

/** What the second output changes, shown below the collection once it is on. */
const reviewOutputNotice: INodeProperties = {
	displayName:
		"Confidence measures how well text was read. 'Review Agent' also scores values, for extra credits. The error output is now the last one. Reconnect it.",
	name: 'reviewOutputNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { '/reviewOptions.needsReviewOutput': [true] } },
};

/** The collection with what belongs to it, for operations whose documents can have the second output. */
export function reviewProperties(options: { configuresRun: boolean }): INodeProperties[] {
	return [reviewOptionsCollection(options), reviewOutputNotice];
}

/** For reading: members of ReviewSettings. */
export const reviewOptions: INodeProperties[] = [
	confidenceThresholdOption,
	fieldRulesOption,
	scoreThresholdOption,
	checksOption,
	onFailedCheckOption,
	REVIEW_OUTPUT,
];
