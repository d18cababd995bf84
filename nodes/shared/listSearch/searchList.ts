/** Lists of Extend for the dropdowns of the editor. */
import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { isFailedPage, pages } from '../api/pagination';
import { toError } from '../api/requests';
import { toNodeError } from '../errors/toNodeError';
import { createApiClient, type ApiClient } from '../http/client';
import { createRateLimiter } from '../http/limits/rateLimiter';
import type { ApiObject } from '../http/responses';
import { DROPDOWN_TIMEOUT_MS } from '../http/timeouts';
import { clock } from '../utils/clock';
import { LIST_ACTIONS } from './messages';

/** The API cannot search by name, so pages are read until one has a match. */
const MAX_PAGES_PER_SEARCH = 10;

/** The API for a dropdown. */
export async function openListApi(context: ILoadOptionsFunctions): Promise<ApiClient> {
	return await createApiClient(context, createRateLimiter());
}

/**
 * One step through a list of named objects, filtered by name. The returned token continues it where this step
 * ended. Throws the error that the node would show.
 */
export async function searchList(
	context: ILoadOptionsFunctions,
	path: string,
	query: IDataObject,
	filter: string | undefined,
	pageCursor: string | undefined,
	toItem: (entry: ApiObject) => INodeListSearchItems,
): Promise<INodeListSearchResult> {
	const api = await openListApi(context);
	const wanted = (filter ?? '').trim().toLowerCase();
	const deadline = clock.now() + DROPDOWN_TIMEOUT_MS;
	let pageCount = 0;
	for await (const page of pages(api, path, query, { deadline, cursor: pageCursor })) {
		if (isFailedPage(page)) {
			throw toNodeError(context.getNode(), toError(page, LIST_ACTIONS.readList));
		}
		pageCount += 1;
		const results = page.data
			.map(toItem)
			.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
		if (results.length > 0 || pageCount >= MAX_PAGES_PER_SEARCH) {
			return { results, paginationToken: page.nextPageToken };
		}
	}
	return { results: [] };
}
