/** The pickers of what is saved in Extend: extractors, classifiers, splitters, workflows, their versions. */
import type { INodeProperties } from 'n8n-workflow';
import { PICKER_MESSAGES } from './messages';
import { readPickedId } from './requiredId';
import { resourceLocator } from './resourceLocator';
import type { ItemParameters } from './nodeParameters';

export type ResourceType = 'extractor' | 'classifier' | 'splitter' | 'workflow';

/** What is chosen: an ID and `latest`, `draft` or a published version such as `1.0`. */
export interface ResourceRef {
	id: string;
	version: string;
}

interface PickerLabels {
	displayName: string;
	article: 'a' | 'an';
	description: string;
	/** methods under `methods.listSearch` */
	search: string;
	searchVersions: string;
	idPlaceholder: string;
	urlPlaceholder: string;
	versionPlaceholder: string;
	latest: string;
}

const PICKER_LABELS: Readonly<Record<ResourceType, PickerLabels>> = {
	extractor: {
		displayName: 'Extractor',
		article: 'an',
		description: 'The extractor to use',
		search: 'searchExtractors',
		searchVersions: 'searchExtractorVersions',
		idPlaceholder: 'e.g. ex_Xj8mK2pL9nR4vT7qY5wZ',
		urlPlaceholder: 'e.g. https://dashboard.extend.ai/extractors/ex_Xj8mK2pL9nR4vT7qY5wZ',
		versionPlaceholder: 'e.g. 1.0',
		latest: 'Latest Published',
	},
	classifier: {
		displayName: 'Classifier',
		article: 'a',
		description: 'The classifier to use',
		search: 'searchClassifiers',
		searchVersions: 'searchClassifierVersions',
		idPlaceholder: 'e.g. cl_Xj8mK2pL9nR4vT7qY5wZ',
		urlPlaceholder: 'e.g. https://dashboard.extend.ai/classifiers/cl_Xj8mK2pL9nR4vT7qY5wZ',
		versionPlaceholder: 'e.g. 1.0',
		latest: 'Latest Published',
	},
	splitter: {
		displayName: 'Splitter',
		article: 'a',
		description: 'The splitter to use',
		search: 'searchSplitters',
		searchVersions: 'searchSplitterVersions',
		idPlaceholder: 'e.g. spl_Xj8mK2pL9nR4vT7qY5wZ',
		urlPlaceholder: 'e.g. https://dashboard.extend.ai/splitters/spl_Xj8mK2pL9nR4vT7qY5wZ',
		versionPlaceholder: 'e.g. 1.0',
		latest: 'Latest Published',
	},
	workflow: {
		displayName: 'Extend Workflow',
		article: 'an',
		description: 'The Extend workflow to run',
		search: 'searchWorkflows',
		searchVersions: 'searchWorkflowVersions',
		idPlaceholder: 'e.g. workflow_Bk3mX8nQ2vL7pR5tY9wZ',
		urlPlaceholder: 'e.g. https://dashboard.extend.ai/workflows/workflow_Bk3mX8nQ2vL7pR5tY9wZ',
		versionPlaceholder: 'e.g. 3',
		latest: 'Latest Deployed',
	},
};

/** As they stand inside a sentence. */
export const LABELS_IN_TEXT: Readonly<Record<ResourceType, string>> = {
	extractor: 'extractor',
	classifier: 'classifier',
	splitter: 'splitter',
	workflow: 'Extend workflow',
};

/** The picker of a resource. The parameter is named after its type. Without display options. */
export function resourcePicker(type: ResourceType): INodeProperties {
	const { displayName, article, description, search, idPlaceholder, urlPlaceholder } =
		PICKER_LABELS[type];
	return resourceLocator({
		displayName,
		name: type,
		description,
		searchListMethod: search,
		listPlaceholder: `Select ${article} ${LABELS_IN_TEXT[type]}...`,
		idName: 'By ID',
		idPlaceholder,
		invalidId: PICKER_MESSAGES.invalidId,
		urlPlaceholder,
		required: true,
	});
}

/** The picker of the version of the chosen resource (`extractorVersion` …). Without display options. */
export function versionPicker(type: ResourceType): INodeProperties {
	const { displayName, searchVersions, versionPlaceholder, latest } = PICKER_LABELS[type];
	return {
		...resourceLocator({
			displayName: `${displayName} Version`,
			name: `${type}Version`,
			description: `The version to use. Defaults to ${latest}.`,
			searchListMethod: searchVersions,
			listPlaceholder: latest,
			idName: 'By Version',
			idPlaceholder: versionPlaceholder,
			dependsOn: [`${type}.value`],
		}),
		default: { mode: 'list', value: 'latest', cachedResultName: latest },
	};
}

/**
 * The chosen ID. Throws NodeOperationError when it is empty.
 * @param alternative what else the user could do then, after "Select one, or"
 */
export function readResourceId(
	params: ItemParameters,
	type: ResourceType,
	alternative: string = PICKER_MESSAGES.enterId,
): string {
	const { displayName } = PICKER_LABELS[type];
	const empty = PICKER_MESSAGES.empty({ displayName, alternative });
	return readPickedId(params, type, empty);
}

/** The chosen ID and version. Throws NodeOperationError when the ID is empty. */
export function readResourceRef(
	params: ItemParameters,
	type: ResourceType,
	alternative?: string,
): ResourceRef {
	const id = readResourceId(params, type, alternative);
	return { id, version: params.picked(`${type}Version`) || 'latest' };
}
