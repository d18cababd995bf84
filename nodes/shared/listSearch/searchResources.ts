/** The lists of the pickers of saved resources and their versions. */
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { extractId } from '../parameters/requiredId';
import type { ResourceType } from '../parameters/resourcePicker';
import { EMPTY_LISTS, EMPTY_OPTIONAL_LISTS } from './messages';
import { searchList } from './searchList';
import { encodePathPart } from '../utils/urlPath';

type SearchMethod = (
	this: ILoadOptionsFunctions,
	filter?: string,
	pageCursor?: string,
) => Promise<INodeListSearchResult>;

/** Extractors, classifiers …, newest first, searchable by name or ID. */
export function searchResources(type: ResourceType): SearchMethod {
	return async function (filter, pageCursor) {
		const list = await searchList(this, `/${type}s`, {}, filter, pageCursor, ({ id, name }) => ({
			name: String(name ?? id),
			value: id,
			description: id,
		}));
		const isEmpty = list.results.length === 0 && !filter && !pageCursor && !list.paginationToken;
		// The editor has no text of its own for this, and whoever opens an empty list needs to know what to do.
		return isEmpty ? { results: [{ name: getEmptyText(this, type), value: '' }] } : list;
	};
}

/** The parameters that offer to work without a saved resource. */
const USING_PARAMETERS = {
	extractor: 'extractUsing',
	classifier: 'classifyUsing',
	splitter: 'splitUsing',
} as const;

function getEmptyText(context: ILoadOptionsFunctions, type: ResourceType): string {
	if (type === 'workflow') return EMPTY_LISTS.workflow;
	const isOptional = context.getCurrentNodeParameter(USING_PARAMETERS[type]) !== undefined;
	return (isOptional ? EMPTY_OPTIONAL_LISTS : EMPTY_LISTS)[type];
}

/** The ID that is chosen in the node, or an empty text. */
export function getChosenId(context: ILoadOptionsFunctions, type: ResourceType): string {
	return extractId(String(context.getCurrentNodeParameter(type, { extractValue: true }) ?? ''));
}

/** Latest, draft, and the published versions of the chosen resource, newest first. */
export function searchVersions(type: ResourceType): SearchMethod {
	const latest = type === 'workflow' ? 'Latest Deployed' : 'Latest Published';
	return async function (filter, pageCursor) {
		const wanted = (filter ?? '').trim().toLowerCase();
		const fixed = [
			{ name: latest, value: 'latest' },
			{ name: 'Draft', value: 'draft' },
		].filter(({ name }) => name.toLowerCase().includes(wanted));
		const id = getChosenId(this, type);
		if (id === '') return { results: fixed };

		const path = `/${type}s/${encodePathPart(id)}/versions`;
		const page = await searchList(this, path, {}, filter, pageCursor, (entry) => ({
			name: [entry.version, entry.description ?? entry.name]
				.filter((text) => typeof text === 'string')
				.join(' - '),
			value: String(entry.version ?? entry.id),
		}));
		// Extend lists the draft first; it is one of the fixed entries.
		const published = page.results.filter(({ value }) => value !== 'draft');
		return {
			results: pageCursor === undefined ? [...fixed, ...published] : published,
			paginationToken: page.paginationToken,
		};
	};
}
