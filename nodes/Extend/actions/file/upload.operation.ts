/** File > Upload: files of n8n to Extend. */
import type { INodeProperties } from 'n8n-workflow';
import { clock } from '../../../shared/utils/clock';
import { toText } from '../../../shared/utils/sanitize';
import { toFileJson } from '../../../shared/files/fileObject';
import { uploadFile } from '../../../shared/files/upload';
import { passwordOption } from '../../parameters/document/fileOptions';
import { binaryFieldProperty } from '../../parameters/document/documentProperties';
import { optionsCollection } from '../../../shared/parameters/declared/collections';
import { readRunOptions } from '../../parameters/run/readRunOptions';
import { runOptionsNamed } from '../../parameters/run/runOptions';
import { readBinarySources } from '../../parameters/document/readSources';
import { addFileHints, createSkippedItems } from '../../execution/document/skippedFiles';
import type { ExecutionContext } from '../../execution/executionContext';
import type { ItemIndexes, Job } from '../../execution/types';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

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
export async function plan(execution: ExecutionContext, params: ItemParameters): Promise<Job[]> {
	const { context, api, hints, uploads } = execution;
	const options = params.collection('options', uploadOptions);
	const password = String(options.password ?? '') || undefined;
	api.redactor.add(password);
	const { timeoutMs } = readRunOptions(params);
	const name = toText(options.fileName).trim();
	const found = await readBinarySources(params, name);
	addFileHints(hints, found);
	const itemIndexes: ItemIndexes = [params.itemIndex];
	if (found.sources.length === 0) {
		const items = createSkippedItems(found.skipped, { dropSkippedItems: false });
		return [{ itemIndexes, run: () => items }];
	}
	return found.sources.map((source) => ({
		itemIndexes,
		run: async () => {
			const deadline = clock.now() + timeoutMs;
			const query = options.convertToPdf === true ? { convertToPdf: true } : {};
			const file = await uploads.run(
				async () => await uploadFile(context, api, source, { password, deadline, query }),
			);
			return [{ json: toFileJson(file) }];
		},
	}));
}
