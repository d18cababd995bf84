/** File > Download: a stored file of Extend as a file of n8n. */
import type { INodeProperties } from 'n8n-workflow';
import { clock } from '../../../shared/utils/clock';
import { downloadFile } from '../../../shared/files/download';
import { toFileJson } from '../../../shared/files/fileObject';
import { fileProperty, readFileId } from '../../parameters/reference/fileReference';
import { optionsCollection } from '../../parameters/common/optionsCollection';
import { concurrencyOption, timeoutOption } from '../../parameters/common/sharedOptions';
import { readOptions } from '../../parameters/common/readOptions';
import { outputFileProperty, readOutputField } from '../../parameters/output/outputFile';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';

const DEFAULT_TIMEOUT_S = 900;

export const description: INodeProperties[] = [
	fileProperty,
	outputFileProperty,
	optionsCollection([
		concurrencyOption('files are downloaded'),
		{
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			default: '',
			placeholder: 'e.g. invoice.pdf',
			description: 'Instead of the name that the file has in Extend',
		},
		timeoutOption(DEFAULT_TIMEOUT_S, 'How long the download of a file may take'),
	]),
];

/** One job per item. */
export function plan({ context, api }: ExecutionContext, itemIndex: number): Job[] {
	const id = readFileId(context, itemIndex);
	const field = readOutputField(context, itemIndex);
	const options = readOptions(context, itemIndex);
	const timeout = Number(options.timeout);
	const run = async () => {
		const { data, file } = await downloadFile(context, api, id, {
			fileName: String(options.fileName ?? '').trim() || undefined,
			deadline: clock.now() + (timeout > 0 ? timeout : DEFAULT_TIMEOUT_S) * 1000,
		});
		return [{ json: toFileJson(file), binary: { [field]: data } }];
	};
	return [{ itemIndexes: [itemIndex], run }];
}
