import type { ItemParameters } from '../../../shared/parameters/nodeParameters';
import { includeInputFileOption } from '../../../shared/parameters/output/outputOptions';
import type { NonEmpty } from '../../../shared/utils/objects';
import { readFileOptions } from '../../parameters/document/fileOptions';
import { readRunOptions } from '../../parameters/run/readRunOptions';
import { readWaitForCompletion } from '../../parameters/run/waitForCompletion';
import type { ExecutionContext } from '../executionContext';
import { getItemIndexes } from '../types';
import { readMetadata } from './documentMetadata';
import type { DocumentSettings } from './types';

/** What is different in a batch. */
interface BatchRules {
	/** the default of 'Timeout', in seconds */
	timeoutS: number;
	/** the most documents that it can have */
	maxDocuments: number;
}

/**
 * How the documents of items are handled; the first item decides for all of them. From now on its password is hidden,
 * also when a run is resumed for which no file is sent. Throws NodeOperationError.
 */
export function readDocumentSettings(
	execution: ExecutionContext,
	items: NonEmpty<ItemParameters>,
	batch?: BatchRules,
): DocumentSettings {
	const [first] = items;
	const { password, dropSkippedItems } = readFileOptions(first);
	execution.api.redactor.add(password);
	const options = readRunOptions(first, { timeoutS: batch?.timeoutS });
	const { includeInputFile } = first.collection('outputOptions', [includeInputFileOption]);
	// In a batch, the metadata says to which item a result belongs.
	const addKey = batch !== undefined || options.addKey;
	return {
		...options,
		addKey,
		metadata: readMetadata(execution, first, { ...options, addKey }, batch?.maxDocuments),
		password,
		dropSkippedItems,
		includeInputFile: includeInputFile === true,
		itemIndexes: getItemIndexes(items),
		waitForCompletion: readWaitForCompletion(first),
	};
}
