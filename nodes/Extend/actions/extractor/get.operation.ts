/** Extractor > Get: an extractor with its configuration. */
import type { INodeProperties } from 'n8n-workflow';
import { request } from '../../../shared/api/requests';
import { readVersion } from '../../../shared/api/processorVersions';
import {
	resourcePicker,
	readResourceRef,
	versionPicker,
} from '../../../shared/parameters/resourcePicker';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import { OPERATION_ACTIONS } from '../messages';
import { encodePathPart } from '../../../shared/utils/urlPath';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const description: INodeProperties[] = [
	{ ...resourcePicker('extractor'), description: 'The extractor to get' },
	{
		...versionPicker('extractor'),
		default: { mode: 'list', value: 'draft', cachedResultName: 'Draft' },
		description: "The version to return. A published version is added to the output as 'version'.",
	},
];

/** One job per item. */
export function plan({ api }: ExecutionContext, params: ItemParameters): Job[] {
	const { id, version } = readResourceRef(params, 'extractor');
	const run = async () => {
		const extractor = await request(api, {
			method: 'GET',
			path: `/extractors/${encodePathPart(id)}`,
			action: OPERATION_ACTIONS.readExtractor({ id }),
		});
		if (version === 'draft') return [{ json: extractor }];
		return [{ json: { ...extractor, version: await readVersion(api, 'extractor', id, version) } }];
	};
	return [{ itemIndexes: [params.itemIndex], run }];
}
