/** When a field needs review, for operations that do not configure the extraction. */
import type { INodeProperties } from 'n8n-workflow';
import { minReviewScoreOption, reviewThresholdOption } from '../common/sharedOptions';

export const reviewOptions: INodeProperties[] = [
	minReviewScoreOption,
	reviewThresholdOption('confidence is there when the extractor has citations turned on'),
];
