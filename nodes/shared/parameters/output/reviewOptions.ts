/** When a field needs review: the collection 'Review Options'. */
import type { INodeProperties } from 'n8n-workflow';
import { collection } from '../declared/collections';

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

/** Where the operation configures the run, the threshold turns on what it needs. */
const ownThresholdOption: INodeProperties = {
	...confidenceThresholdOption,
	description: "Flag fields with a confidence below this value (0 to 1). Turns on 'Citations'.",
};

/**
 * Without display options.
 * @param configuresRun whether the operation configures the extraction, and so turns on citations
 */
export function reviewOptionsCollection({ configuresRun }: { configuresRun: boolean }) {
	return collection('Review Options', 'reviewOptions', [
		configuresRun ? ownThresholdOption : confidenceThresholdOption,
		scoreThresholdOption,
	]);
}

/** For reading: members of ReviewSettings. */
export const reviewOptions: INodeProperties[] = [confidenceThresholdOption, scoreThresholdOption];
