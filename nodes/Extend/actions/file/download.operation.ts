/** File > Download: a stored file of Extend as a file of n8n. */
import type { INodeProperties } from 'n8n-workflow';
import { clock } from '../../../shared/utils/clock';
import { toNumber } from '../../../shared/utils/sanitize';
import { downloadFile } from '../../../shared/files/download';
import { toFileJson } from '../../../shared/files/fileObject';
import { fileProperty, readFileId } from '../../parameters/reference/fileReference';
import { optionsCollection } from '../../../shared/parameters/declared/collections';
import { concurrencyOption, timeoutOption } from '../../parameters/common/sharedOptions';
import { outputFileProperty, readOutputField } from '../../parameters/output/outputFile';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

const DEFAULT_TIMEOUT_S = 900;

const downloadOptions: INodeProperties[] = [
	concurrencyOption('files to download'),
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. invoice.pdf',
		description: 'Overrides the name of the file in Extend',
	},
	timeoutOption(DEFAULT_TIMEOUT_S, 'Maximum time to download a file'),
];

export const description: INodeProperties[] = [
	fileProperty,
	outputFileProperty,
	optionsCollection(downloadOptions),
];

/** One job per item. */
export function plan({ context, api }: ExecutionContext, params: ItemParameters): Job[] {
	const id = readFileId(params);
	const field = readOutputField(params);
	const options = params.collection('options', downloadOptions);
	const timeoutS = toNumber(options.timeout) ?? DEFAULT_TIMEOUT_S;
	const run = async () => {
		const { data, file } = await downloadFile(context, api, id, {
			fileName: String(options.fileName ?? '').trim() || undefined,
			deadline: clock.now() + timeoutS * 1000,
		});
		return [{ json: toFileJson(file), binary: { [field]: data } }];
	};
	return [{ itemIndexes: [params.itemIndex], run }];
}
