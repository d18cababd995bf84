/** The picker of a stored file. */
import type { INodeProperties } from 'n8n-workflow';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { readPickedId } from '../../../shared/parameters/requiredId';
import { REFERENCE_MESSAGES } from './messages';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const fileProperty: INodeProperties = {
	...resourceLocator({
		displayName: 'File',
		name: 'file',
		description: 'The file in Extend',
		searchListMethod: 'searchFiles',
		listPlaceholder: 'Select a file...',
		idName: 'By ID',
		idPlaceholder: 'e.g. file_xK9mLPqRtN3vS8wF5hB2c',
		required: true,
	}),
};

/** The ID of the chosen file. Throws NodeOperationError when it is empty. */
export function readFileId(params: ItemParameters): string {
	return readPickedId(params, 'file', REFERENCE_MESSAGES.emptyFile);
}
