/** Extractor > Get: an extractor with its configuration. */
import type { INodeProperties } from 'n8n-workflow';
import { ask } from '../../../shared/calls';
import { readVersion } from '../../../shared/savedConfig';
import { picker, readPicked, versionPicker } from '../../fields/pickers';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';

export const description: INodeProperties[] = [
	{ ...picker('extractor'), description: 'The extractor to get' },
	{
		...versionPicker('extractor'),
		default: { mode: 'list', value: 'draft', cachedResultName: 'Draft' },
		description:
			"The draft comes with the extractor as 'draftVersion'. Another version is added as 'version'.",
	},
];

/** One job per item. */
export async function plan({ context, api }: NodeRun, itemIndex: number): Promise<Job[]> {
	const { id, version } = readPicked(context, itemIndex, 'extractor');
	const run = async () => {
		const extractor = await ask(api, {
			method: 'GET',
			path: `/extractors/${encodeURIComponent(id)}`,
			doing: `reading the extractor ${id}`,
		});
		if (version === 'draft') return [{ json: extractor }];
		return [{ json: { ...extractor, version: await readVersion(api, 'extractor', id, version) } }];
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}
