/** Extractor > Publish Version: the draft becomes a version that never changes. */
import type { INodeProperties } from 'n8n-workflow';
import { postOnce } from '../../../shared/api/requests';
import { createItemKey } from '../../../shared/runs/idempotencyKey';
import { optionsCollection } from '../../../shared/parameters/declared/collections';
import { resourcePicker, readResourceId } from '../../../shared/parameters/resourcePicker';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import { OPERATION_ACTIONS, RESOURCE_LABELS } from '../messages';
import { encodePathPart } from '../../../shared/utils/urlPath';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

const descriptionOption: INodeProperties = {
	displayName: 'Description',
	name: 'description',
	type: 'string',
	default: '',
	placeholder: 'e.g. Added the due date',
	description: "What's new in this version",
};

export const description: INodeProperties[] = [
	{ ...resourcePicker('extractor'), description: 'The extractor to publish' },
	{
		displayName: 'Release Type',
		name: 'releaseType',
		type: 'options',
		noDataExpression: true,
		default: 'minor',
		description: 'Which part of the version number to increase',
		options: [
			{ name: 'Major', value: 'major', description: 'For changes to the output fields, e.g. 2.0' },
			{
				name: 'Minor',
				value: 'minor',
				description: 'For changes that keep the output fields, e.g. 1.1',
			},
		],
	},
	optionsCollection([descriptionOption]),
];

/** One job per item. */
export function plan({ api, runIndex }: ExecutionContext, params: ItemParameters): Job[] {
	const id = readResourceId(params, 'extractor');
	const releaseType = params.text('releaseType', 'minor');
	const options = params.collection('options', [descriptionOption]);
	const text = String(options.description ?? '').trim();
	const path = `/extractors/${encodePathPart(id)}/versions`;
	const key = createItemKey(params, runIndex, path, { releaseType, text });
	const run = async () => {
		const version = await postOnce(api, {
			path,
			key,
			isSame: runIndex !== undefined,
			body: () => ({ releaseType, ...(text ? { description: text } : {}) }),
			action: OPERATION_ACTIONS.publishVersion({ id }),
			resourceLabel: RESOURCE_LABELS.version,
		});
		return [{ json: version }];
	};
	return [{ itemIndexes: [params.itemIndex], run }];
}
