/** Extractor > Publish Version: the draft becomes a version that never changes. */
import type { INodeProperties } from 'n8n-workflow';
import { askOnce } from '../../../shared/calls';
import { optionsCollection, rawOptions } from '../../fields/options';
import { picker, readPickedId } from '../../fields/pickers';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';

export const description: INodeProperties[] = [
	{ ...picker('extractor'), description: 'The extractor to publish' },
	{
		displayName: 'Release Type',
		name: 'releaseType',
		type: 'options',
		noDataExpression: true,
		default: 'minor',
		description: 'Which part of the version number goes up',
		options: [
			{ name: 'Major', value: 'major', description: 'The result has another form, as in 2.0' },
			{ name: 'Minor', value: 'minor', description: 'The result has the same form, as in 1.1' },
		],
	},
	optionsCollection([
		{
			displayName: 'Description',
			name: 'description',
			type: 'string',
			default: '',
			placeholder: 'e.g. Finds the due date',
			description: 'What is new in this version',
		},
	]),
];

/** One job per item. */
export async function plan({ context, api }: NodeRun, itemIndex: number): Promise<Job[]> {
	const id = readPickedId(context, itemIndex, 'extractor');
	const releaseType = context.getNodeParameter('releaseType', itemIndex, 'minor') as string;
	const text = String(rawOptions(context, itemIndex).description ?? '').trim();
	const run = async () => {
		const version = await askOnce(api, {
			path: `/extractors/${encodeURIComponent(id)}/versions`,
			body: { releaseType, ...(text ? { description: text } : {}) },
			doing: `publishing a version of the extractor ${id}`,
			made: 'The version',
		});
		return [{ json: version }];
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}
