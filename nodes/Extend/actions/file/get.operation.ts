/** File > Get: what Extend knows about a stored file. */
import type { INodeProperties } from 'n8n-workflow';
import { request } from '../../../shared/api/requests';
import { toFileJson } from '../../../shared/files/fileObject';
import { fileProperty, readFileId } from '../../parameters/reference/fileReference';
import { optionsCollection } from '../../../shared/parameters/declared/collections';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import { OPERATION_ACTIONS } from '../messages';
import { encodePathPart } from '../../../shared/utils/urlPath';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

const downloadUrlOption: INodeProperties = {
	displayName: 'Include Download URL',
	name: 'includeDownloadUrl',
	type: 'boolean',
	default: false,
	description:
		'Whether to include a temporary URL. Anyone with the URL can open the file for 15 minutes.',
};

export const description: INodeProperties[] = [
	fileProperty,
	optionsCollection([downloadUrlOption]),
];

/** One job per item. */
export function plan({ api }: ExecutionContext, params: ItemParameters): Job[] {
	const id = readFileId(params);
	const options = params.collection('options', [downloadUrlOption]);
	const withUrl = options.includeDownloadUrl === true;
	const run = async () => {
		const file = await request(api, {
			method: 'GET',
			path: `/files/${encodePathPart(id)}`,
			action: OPERATION_ACTIONS.readFile({ id }),
			details: { fileId: id },
		});
		return [{ json: toFileJson(file, withUrl) }];
	};
	return [{ itemIndexes: [params.itemIndex], run }];
}
