/** What is said about files that are not processed. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Hints } from '../../../shared/errors/hints';
import type { ItemSources, SkippedFile } from '../../parameters/document/readSources';

/** The hints about what was chosen of an item. */
export function addFileHints(
	hints: Hints,
	{ skipped, onlyField }: Omit<ItemSources, 'sources'>,
): void {
	for (const { fileName, fieldName } of skipped) {
		if (fileName === null) hints.add('noMatchingFile', fieldName);
		else hints.add('skipped', fileName);
	}
	if (onlyField !== undefined) hints.add('onlyField', onlyField);
}

/**
 * An item whose files are all skipped still gives an item, so that it is not lost, unless it is to be dropped.
 * @param details what else is known about the files
 */
export function createSkippedItems(
	skipped: Array<Omit<SkippedFile, 'fieldName'> & { fieldName: string | null }>,
	{ dropSkippedItems }: { dropSkippedItems: boolean },
	details: IDataObject = {},
): INodeExecutionData[] {
	if (dropSkippedItems) return [];
	return [{ json: { _extend: { ...details, skipped } } }];
}
