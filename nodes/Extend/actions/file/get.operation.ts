/** File > Get: what Extend knows about a stored file. */
import type { INodeProperties } from 'n8n-workflow';
import { request } from '../../../shared/api/requests';
import { toFileJson } from '../../../shared/files/fileObject';
import { fileProperty, readFileId } from '../../parameters/reference/fileReference';
import { optionsCollection } from '../../parameters/common/optionsCollection';
import { readOptions } from '../../parameters/common/readOptions';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import { OPERATION_ACTIONS } from '../messages';
import { encodePathPart } from '../../../shared/utils/urlPath';

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
export async function plan({ context, api }: ExecutionContext, itemIndex: number): Promise<Job[]> {
	const id = readFileId(context, itemIndex);
	const withUrl = readOptions(context, itemIndex).includeDownloadUrl === true;
	const run = async () => {
		const file = await request(api, {
			method: 'GET',
			path: `/files/${encodePathPart(id)}`,
			action: OPERATION_ACTIONS.readFile({ id }),
			details: { fileId: id },
		});
		return [{ json: toFileJson(file, withUrl) }];
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}
