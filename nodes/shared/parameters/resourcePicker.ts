/** The pickers of what is saved in Extend: extractors, classifiers, splitters, workflows, their versions. */
import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { resourceLocator } from './resourceLocator';

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
	versionPlaceholder: string;
	latest: string;
}

const PICKER_LABELS: Readonly<Record<ResourceType, PickerLabels>> = {
	extractor: {
		displayName: 'Extractor',
		article: 'an',
		description: 'The extractor that knows which fields to find',
		search: 'searchExtractors',
		searchVersions: 'searchExtractorVersions',
		idPlaceholder: 'e.g. ex_Xj8mK2pL9nR4vT7qY5wZ',
		versionPlaceholder: 'e.g. 1.0',
		latest: 'Latest Published',
	},
	classifier: {
		displayName: 'Classifier',
		article: 'a',
		description: 'The classifier that knows which kinds of documents there are',
		search: 'searchClassifiers',
		searchVersions: 'searchClassifierVersions',
		idPlaceholder: 'e.g. cl_Xj8mK2pL9nR4vT7qY5wZ',
		versionPlaceholder: 'e.g. 1.0',
		latest: 'Latest Published',
	},
	splitter: {
		displayName: 'Splitter',
		article: 'a',
		description: 'The splitter that knows which documents a file can hold',
		search: 'searchSplitters',
		searchVersions: 'searchSplitterVersions',
		idPlaceholder: 'e.g. spl_Xj8mK2pL9nR4vT7qY5wZ',
		versionPlaceholder: 'e.g. 1.0',
		latest: 'Latest Published',
	},
	workflow: {
		displayName: 'Workflow',
		article: 'a',
		description: 'The workflow of Extend that the document goes through',
		search: 'searchWorkflows',
		searchVersions: 'searchWorkflowVersions',
		idPlaceholder: 'e.g. workflow_Bk3mX8nQ2vL7pR5tY9wZ',
		versionPlaceholder: 'e.g. 3',
		latest: 'Latest Deployed',
	},
};

/** The picker of one kind, without conditions; the parameter has the name of the kind. */
export function resourcePicker(kind: ResourceType): INodeProperties {
	const { displayName, article, description, search, idPlaceholder } = PICKER_LABELS[kind];
	return resourceLocator({
		displayName,
		name: kind,
		description,
		searchListMethod: search,
		listPlaceholder: `Select ${article} ${kind}...`,
		idName: 'By ID',
		idPlaceholder,
		required: true,
	});
}

/** The picker of the version of what `picker` chose: `extractorVersion`, `classifierVersion` … */
export function versionPicker(kind: ResourceType): INodeProperties {
	const { searchVersions, versionPlaceholder, latest } = PICKER_LABELS[kind];
	return {
		...resourceLocator({
			displayName: 'Version',
			name: `${kind}Version`,
			description: `Which version of the ${kind} to use`,
			searchListMethod: searchVersions,
			listPlaceholder: latest,
			idName: 'By Version',
			idPlaceholder: versionPlaceholder,
			dependsOn: [`${kind}.value`],
		}),
		default: { mode: 'list', value: 'latest', cachedResultName: latest },
	};
}

/** The chosen ID. Throws NodeOperationError when it is empty; `otherwise` says what else could be done. */
export function readResourceId(
	context: IExecuteFunctions,
	itemIndex: number,
	kind: ResourceType,
	otherwise = 'enter its ID',
): string {
	const { displayName } = PICKER_LABELS[kind];
	const value = context.getNodeParameter(kind, itemIndex, '', { extractValue: true });
	const id = extractId(String(value ?? ''));
	if (id !== '') return id;
	throw new NodeOperationError(context.getNode(), `'${displayName}' is empty [item ${itemIndex}]`, {
		itemIndex,
		description: `Select one, or ${otherwise}.`,
	});
}

/** The chosen ID and version. Throws NodeOperationError when the ID is empty. */
export function readResourceRef(
	context: IExecuteFunctions,
	itemIndex: number,
	kind: ResourceType,
	otherwise?: string,
): ResourceRef {
	const id = readResourceId(context, itemIndex, kind, otherwise);
	const version = context.getNodeParameter(`${kind}Version`, itemIndex, 'latest', {
		extractValue: true,
	});
	return { id, version: String(version ?? '').trim() || 'latest' };
}

/** The ID in what was pasted: itself, or the part of a dashboard address that is one. */
export function extractId(pasted: string): string {
	const text = pasted.trim();
	if (!text.includes('/')) return text;
	const parts = text.split(/[/?#]/).filter((part) => part !== '');
	return parts.reverse().find((part) => /^[a-z]+_[A-Za-z0-9_-]+$/.test(part)) ?? text;
}
