/** File > Get: what Extend knows about a stored file. */
import type { INodeProperties } from 'n8n-workflow';
import { ask } from '../../../shared/calls';
import { fileObject } from '../../../shared/fileObject';
import { fileProperty, readFileId } from '../../fields/fileRef';
import { optionsCollection, rawOptions } from '../../fields/options';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';

export const description: INodeProperties[] = [
	fileProperty,
	optionsCollection([
		{
			displayName: 'Include Download URL',
			name: 'includeDownloadUrl',
			type: 'boolean',
			default: true,
			description:
				'Whether to return the address of the file. For 15 minutes everyone who has it can open the file.',
		},
	]),
];

/** One job per item. */
export async function plan({ context, api }: NodeRun, itemIndex: number): Promise<Job[]> {
	const id = readFileId(context, itemIndex);
	const withUrl = rawOptions(context, itemIndex).includeDownloadUrl === true;
	const run = async () => {
		const file = await ask(api, {
			method: 'GET',
			path: `/files/${encodeURIComponent(id)}`,
			doing: `reading the file ${id}`,
			about: { fileId: id },
		});
		return [{ json: fileObject(file, withUrl) }];
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}
