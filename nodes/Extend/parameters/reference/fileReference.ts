/** The picker of a stored file. */
import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { extractId } from '../../../shared/parameters/resourcePicker';

export const fileProperty: INodeProperties = {
	...resourceLocator({
		displayName: 'File',
		name: 'file',
		description: 'A file that is stored in Extend',
		searchListMethod: 'searchFiles',
		listPlaceholder: 'Select a file...',
		idName: 'By ID',
		idPlaceholder: 'e.g. file_xK9mLPqRtN3vS8wF5hB2c',
		required: true,
	}),
};

/** The ID of the chosen file. Throws NodeOperationError when it is empty. */
export function readFileId(context: IExecuteFunctions, itemIndex: number): string {
	const value = context.getNodeParameter('file', itemIndex, '', { extractValue: true });
	const id = extractId(String(value ?? ''));
	if (id !== '') return id;
	throw new NodeOperationError(context.getNode(), `'File' is empty [item ${itemIndex}]`, {
		itemIndex,
		description: 'Select a file, or enter its ID.',
	});
}
