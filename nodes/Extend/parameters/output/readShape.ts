/** Reads how items look, and what needs review. */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { ReviewSettings } from '../../../shared/output/review';
import type { OutputShape } from '../../../shared/output/types';
import {
	includeInputFileOption,
	outputShapeOptions,
} from '../../../shared/parameters/output/outputOptions';
import { reviewOptions } from '../../../shared/parameters/output/reviewOptions';
import { readCollection } from '../common/readDeclared';

/** Throws NodeOperationError. */
export function readReviewOptions(context: IExecuteFunctions, itemIndex: number): ReviewSettings {
	return readCollection(context, itemIndex, 'reviewOptions', reviewOptions);
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
