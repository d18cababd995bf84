/** File > Delete: removes a stored file from Extend. */
import type { INodeProperties } from 'n8n-workflow';
import { deleteStored } from '../../../shared/calls';
import { fileProperty, readFileId } from '../../fields/fileRef';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';

export const description: INodeProperties[] = [fileProperty];

/** One job per item. */
export async function plan({ context, api }: NodeRun, itemIndex: number): Promise<Job[]> {
	const id = readFileId(context, itemIndex);
	const run = async () => {
		const doing = `deleting the file ${id}`;
		await deleteStored(api, '/files', id, { doing, about: { fileId: id } });
		return [{ json: { id, deleted: true } }];
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}
