/** Lists of the API, page by page. The only place that follows page tokens. */
import type { IDataObject } from 'n8n-workflow';
import type { ApiClient } from '../http/client';
import type { ApiErrorBody, FailedOutcome, Outcome } from '../http/outcome';
import { parseListPage, type ListPage } from '../http/responses';
import { CALL_TIMEOUT_MS } from '../http/timeouts';
import { clock } from '../utils/clock';
import { API_MESSAGES } from './messages';

/** Entries on a page, unless the query says otherwise (assumption: page-size). */
export const PAGE_SIZE = 100;

const NOT_A_LIST: ApiErrorBody = {
	code: 'BAD_ANSWER',
	message: API_MESSAGES.notAList,
	retryable: true,
};

const ENDLESS_LIST: ApiErrorBody = {
	code: 'BAD_ANSWER',
	message: API_MESSAGES.endlessList,
	retryable: true,
};

const LONG_LIST: ApiErrorBody = {
	code: 'BAD_ANSWER',
	message: API_MESSAGES.longList,
	retryable: true,
};

export interface PageOptions {
	/** by our clock (ms), for all pages together; when left out, each page has the time of one call */
	deadline?: number;
	/** token of the first page; when left out, the list starts at its beginning */
	cursor?: string;
}

/**
 * The pages of a list, one after the other, since a page's token comes with the page before it. A page that
 * cannot be read is given as its failed outcome and ends the list. Never throws.
 */
export async function* pages(
	api: ApiClient,
	path: string,
	query: IDataObject,
	{ deadline, cursor: first }: PageOptions = {},
): AsyncGenerator<ListPage | FailedOutcome, void> {
	const seen = new Set<string>();
	let cursor = first;
	do {
		if (cursor !== first && deadline !== undefined && clock.now() >= deadline) {
			return yield { kind: 'indeterminate', error: LONG_LIST };
		}
		const outcome = await requestPage(api, path, query, cursor, deadline);
		if (outcome.kind !== 'succeeded') return yield outcome;
		const page = parseListPage(outcome.body);
		if (!page) return yield { kind: 'indeterminate', error: NOT_A_LIST };
		// Pages that lead to each other would be read forever (invariant 46).
		if (cursor !== undefined) seen.add(cursor);
		if (page.nextPageToken !== undefined && seen.has(page.nextPageToken)) {
			return yield { kind: 'indeterminate', error: ENDLESS_LIST };
		}
		yield page;
		cursor = page.nextPageToken;
	} while (cursor !== undefined);
}

/** Whether a page could not be read. */
export function isFailedPage(page: ListPage | FailedOutcome): page is FailedOutcome {
	return 'kind' in page;
}

/** A token is bound to the query it came from, so every page is asked for with the same query. */
async function requestPage(
	api: ApiClient,
	path: string,
	query: IDataObject,
	cursor: string | undefined,
	deadline = clock.now() + CALL_TIMEOUT_MS,
): Promise<Outcome> {
	return await api.send({
		method: 'GET',
		path,
		query: { maxPageSize: PAGE_SIZE, ...query, ...(cursor ? { nextPageToken: cursor } : {}) },
		idempotent: true,
		deadline,
	});
}
