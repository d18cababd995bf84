import type { IExecuteFunctions } from 'n8n-workflow';
import { readFileOptions } from '../../parameters/document/fileOptions';
import { readIncludeInputFile } from '../../parameters/output/readShape';
import { readRunOptions } from '../../parameters/run/readRunOptions';
import { readWaitForCompletion } from '../../parameters/run/waitForCompletion';
import type { ItemIndexes } from '../types';
import type { DocumentSettings } from './types';

/**
 * How the documents of items are handled; the first item decides for all of them. Throws NodeOperationError.
 * @param timeoutS the default of 'Timeout', in seconds
 */
export function readDocumentSettings(
	context: IExecuteFunctions,
	itemIndexes: ItemIndexes,
	timeoutS?: number,
): DocumentSettings {
	const [first] = itemIndexes;
	const { password, dropSkippedItems } = readFileOptions(context, first);
	return {
		...readRunOptions(context, first, { timeoutS }),
		password,
		dropSkippedItems,
		includeInputFile: readIncludeInputFile(context, first),
		itemIndexes,
		waitForCompletion: readWaitForCompletion(context, first),
	};
}
