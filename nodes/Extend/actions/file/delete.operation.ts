/** File > Delete: removes a stored file from Extend. */
import type { INodeProperties } from 'n8n-workflow';
import { deleteObject } from '../../../shared/api/requests';
import { fileProperty, readFileId } from '../../parameters/reference/fileReference';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import { OPERATION_ACTIONS } from '../messages';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const description: INodeProperties[] = [fileProperty];

/** One job per item. */
export function plan({ api }: ExecutionContext, params: ItemParameters): Job[] {
	const id = readFileId(params);
	const run = async () => {
		const action = OPERATION_ACTIONS.deleteFile({ id });
		await deleteObject(api, '/files', id, { action, details: { fileId: id } });
		return [{ json: { id, deleted: true } }];
	};
	return [{ itemIndexes: [params.itemIndex], run }];
}
