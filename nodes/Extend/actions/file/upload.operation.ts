/** File > Upload: files of n8n to Extend. */
import type { INodeProperties } from 'n8n-workflow';
import { clock } from '../../../shared/utils/clock';
import { toFileJson } from '../../../shared/files/fileObject';
import { uploadFile } from '../../../shared/files/upload';
import { passwordOption } from '../../parameters/document/fileOptions';
import { binaryFieldProperty } from '../../parameters/document/documentProperties';
import { optionsCollection } from '../../../shared/parameters/declared/collections';
import { readCollection } from '../../parameters/common/readDeclared';
import { readRunOptions } from '../../parameters/run/readRunOptions';
import { runOptionsNamed } from '../../parameters/run/runOptions';
import { readBinarySources } from '../../parameters/document/readSources';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';

const uploadOptions: INodeProperties[] = [
	{
		displayName: 'Convert to PDF',
		name: 'convertToPdf',
		type: 'boolean',
		default: false,
		description: 'Whether to also convert images, Excel, and HTML files to PDF. Off by default.',
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. invoice.pdf',
		description: 'Overrides the name of the uploaded file. Only applies to a single file.',
	},
	passwordOption,
];

export const description: INodeProperties[] = [
	{ ...binaryFieldProperty, displayOptions: {} },
	optionsCollection(runOptionsNamed('concurrency', 'timeout'), uploadOptions),
];

/** One job per file. */
export async function plan({ context, api }: ExecutionContext, itemIndex: number): Promise<Job[]> {
	const options = readCollection(context, itemIndex, 'options', uploadOptions);
	const password = String(options.password ?? '') || undefined;
	api.redactor.add(password);
	const { timeoutMs } = readRunOptions(context, itemIndex);
	const { sources } = await readBinarySources(context, itemIndex);
	const name = String(options.fileName ?? '').trim();
	return sources.map((source) => ({
		itemIndexes: [itemIndex],
		run: async () => {
			const named = name !== '' && sources.length === 1 ? { ...source, fileName: name } : source;
			const file = await uploadFile(context, api, named, {
				password,
				deadline: clock.now() + timeoutMs,
				query: options.convertToPdf === true ? { convertToPdf: true } : {},
			});
			return [{ json: toFileJson(file) }];
		},
	}));
}
