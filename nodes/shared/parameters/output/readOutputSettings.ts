/** How the items of a run look, and what needs review: the same parameters in both nodes. */
import type { ReviewSettings } from '../../output/judging/types';
import type { OutputSettings } from '../../output/types';
import type { NodeParameters } from '../nodeParameters';
import { outputShapeOptions } from './outputOptions';
import { reviewOptions } from './reviewOptions';
import { toReviewSettings } from './reviewSettings';

const MODES = ['fields', 'rows', 'run'] as const;

/** Throws NodeOperationError. Members are absent where the default of the output mode holds. */
export function readOutputSettings(
	params: NodeParameters,
): Pick<OutputSettings, 'mode' | 'rowsField' | 'review' | 'shape'> {
	const mode = params.choice('output', MODES, 'fields');
	const review = readReviewOptions(params);
	const shape = params.collection('outputOptions', outputShapeOptions);
	if (mode !== 'rows') return { mode, review, shape };
	return { mode, rowsField: params.picked('rowsField') || undefined, review, shape };
}

function readReviewOptions(params: NodeParameters): ReviewSettings {
	const values = params.collection('reviewOptions', reviewOptions);
	const timeZone = params.context.getTimezone();
	return params.check('Review Options', () => toReviewSettings(values, timeZone));
}
