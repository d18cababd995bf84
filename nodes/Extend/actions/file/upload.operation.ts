/** File > Upload: files of n8n to Extend. */
import type { INodeProperties } from 'n8n-workflow';
import { clock } from '../../../shared/utils/clock';
import { toFileJson } from '../../../shared/files/fileObject';
import { uploadFile } from '../../../shared/files/upload';
import { binaryFieldProperty } from '../../parameters/document/documentProperties';
import { optionsCollection } from '../../parameters/common/optionsCollection';
import { readOptions } from '../../parameters/common/readOptions';
import { readRunOptions } from '../../parameters/run/readRunOptions';
import { runOptionsNamed } from '../../parameters/run/runOptions';
import { readBinarySources } from '../../parameters/document/readSources';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';

export const description: INodeProperties[] = [
	{ ...binaryFieldProperty, displayOptions: {} },
	optionsCollection(runOptionsNamed('concurrency', 'timeout'), [
		{
			displayName: 'Convert to PDF',
			name: 'convertToPdf',
			type: 'boolean',
			default: true,
			description: 'Whether Extend also turns images, Excel and HTML files into PDF',
		},
		{
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			default: '',
			placeholder: 'e.g. invoice.pdf',
			description: 'Instead of the name that the file has in n8n. For a single file.',
		},
		{
			displayName: 'File Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Opens a protected document. It is sent to Extend and appears nowhere else.',
		},
	]),
];

/** One job per file. */
export async function plan({ context, api }: ExecutionContext, itemIndex: number): Promise<Job[]> {
	const options = readOptions(context, itemIndex);
	const { password, timeoutMs } = readRunOptions(options);
	api.redactor.add(password);
	const { sources } = await readBinarySources(context, itemIndex, {});
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
