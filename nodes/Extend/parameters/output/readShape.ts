/** Reads how items look, and what needs review. */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { ReviewSettings } from '../../../shared/output/judging/types';
import type { OutputShape } from '../../../shared/output/types';
import {
	includeInputFileOption,
	outputShapeOptions,
} from '../../../shared/parameters/output/outputOptions';
import { reviewOptions } from '../../../shared/parameters/output/reviewOptions';
import { toReviewSettings } from '../../../shared/parameters/output/reviewSettings';
import { readCollection } from '../common/readDeclared';
import { readParameter } from '../common/readParameter';

/** Throws NodeOperationError. */
export function readReviewOptions(context: IExecuteFunctions, itemIndex: number): ReviewSettings {
	const values = readCollection(context, itemIndex, 'reviewOptions', reviewOptions);
	return readParameter(context, itemIndex, 'Review Options', () =>
		toReviewSettings(values, context.getTimezone()),
	);
}

/**
 * Whether the output needs confidences, which come only with citations (Extend docs: extraction response format).
 * Throws NodeOperationError.
 */
export function needsCitations(context: IExecuteFunctions, itemIndex: number): boolean {
	const { confidenceThreshold, fieldRules, needsReviewOutput } = readReviewOptions(
		context,
		itemIndex,
	);
	if (confidenceThreshold !== undefined || fieldRules !== undefined || needsReviewOutput)
		return true;
	const { confidence } = readOutputShape(context, itemIndex);
	return confidence === 'columns' && context.getNodeParameter('output', itemIndex, '') !== 'run';
}

/** Throws NodeOperationError. Members are absent where the default of the output mode holds. */
export function readOutputShape(context: IExecuteFunctions, itemIndex: number): OutputShape {
	return readCollection(context, itemIndex, 'outputOptions', outputShapeOptions);
}

/** Throws NodeOperationError. */
export function readIncludeInputFile(context: IExecuteFunctions, itemIndex: number): boolean {
	const options = readCollection(context, itemIndex, 'outputOptions', [includeInputFileOption]);
	return options.includeInputFile === true;
}
