/** The lists behind the pickers of what is saved in Extend. */
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { extractId, type ResourceType } from '../parameters/resourcePicker';
import { searchList } from './searchList';

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	pageCursor?: string,
) => Promise<INodeListSearchResult>;

/** Extractors, classifiers …, newest first, searchable by name or ID. */
export function searchResources(kind: ResourceType): Search {
	return async function (filter, pageCursor) {
		return await searchList(this, `/${kind}s`, {}, filter, pageCursor, ({ id, name }) => ({
			name: String(name ?? id),
			value: id,
			description: id,
		}));
	};
}

/** The ID that is chosen in the node, or an empty text. */
export function getChosenId(context: ILoadOptionsFunctions, kind: ResourceType): string {
	return extractId(String(context.getCurrentNodeParameter(kind, { extractValue: true }) ?? ''));
}

/** Latest, draft, and the published versions of what is chosen, newest first. */
export function searchVersions(kind: ResourceType): Search {
	const latest = kind === 'workflow' ? 'Latest Deployed' : 'Latest Published';
	return async function (filter, pageCursor) {
		const wanted = (filter ?? '').trim().toLowerCase();
		const fixed = [
			{ name: latest, value: 'latest' },
			{ name: 'Draft', value: 'draft' },
		].filter(({ name }) => name.toLowerCase().includes(wanted));
		const id = getChosenId(this, kind);
		if (id === '') return { results: fixed };

		const path = `/${kind}s/${encodeURIComponent(id)}/versions`;
		const page = await searchList(this, path, {}, filter, pageCursor, (entry) => ({
			name: [entry.version, entry.description ?? entry.name]
				.filter((text) => typeof text === 'string')
				.join(' - '),
			value: String(entry.version ?? entry.id),
		}));
		// The list begins with the draft, which stands in the fixed part.
		const published = page.results.filter(({ value }) => value !== 'draft');
		return {
			results: pageCursor === undefined ? [...fixed, ...published] : published,
			paginationToken: page.paginationToken,
		};
	};
}
