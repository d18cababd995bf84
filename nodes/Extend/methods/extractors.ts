import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { idIn } from '../fields/processor';
import { searchList } from './lists';

/** Extractors, newest first, searchable by name or ID. */
export async function searchExtractors(
	this: ILoadOptionsFunctions,
	filter?: string,
	pageCursor?: string,
): Promise<INodeListSearchResult> {
	return await searchList(this, '/extractors', {}, filter, pageCursor, ({ id, name }) => ({
		name: String(name ?? id),
		value: id,
		description: id,
	}));
}

/** The extractor that is chosen in the node, or an empty text. */
export function chosenExtractor(context: ILoadOptionsFunctions): string {
	return idIn(String(context.getCurrentNodeParameter('extractor', { extractValue: true }) ?? ''));
}

/** Latest, draft, and the published versions of the chosen extractor, newest first. */
export async function searchExtractorVersions(
	this: ILoadOptionsFunctions,
	filter?: string,
	pageCursor?: string,
): Promise<INodeListSearchResult> {
	const id = chosenExtractor(this);
	const fixed = [
		{ name: 'Latest Published', value: 'latest' },
		{ name: 'Draft', value: 'draft' },
	].filter(({ name }) => name.toLowerCase().includes((filter ?? '').trim().toLowerCase()));
	if (id === '') return { results: fixed };

	const path = `/extractors/${encodeURIComponent(id)}/versions`;
	const page = await searchList(this, path, {}, filter, pageCursor, (entry) => ({
		name: [entry.version, entry.description].filter((text) => typeof text === 'string').join(' - '),
		value: String(entry.version ?? entry.id),
	}));
	// The list begins with the draft, which stands in the fixed part.
	const published = page.results.filter(({ value }) => value !== 'draft');
	return {
		results: pageCursor === undefined ? [...fixed, ...published] : published,
		paginationToken: page.paginationToken,
	};
}
