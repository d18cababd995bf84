/** When a field needs review, for operations that do not configure the extraction themselves. */
import type { INodeProperties } from 'n8n-workflow';

export const minReviewScoreOption: INodeProperties = {
	displayName: 'Minimum Review Score',
	name: 'minReviewScore',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 5 },
	default: 3,
	description:
		"A field whose review agent score is this or lower needs review. Scores go from 1 to 5 and come with 'Review Agent'.",
};

export const reviewOptions: INodeProperties[] = [
	minReviewScoreOption,
	{
		displayName: 'Review Threshold',
		name: 'reviewThreshold',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		default: 0.8,
		description:
			'A field whose confidence is lower than this needs review. From 0 to 1; confidence is there when the extractor has citations turned on.',
	},
];
