/** Lists of Extend for the pickers of the editor. */
import {
	NodeApiError,
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
	type JsonObject,
} from 'n8n-workflow';
import { clock } from '../../shared/clock';
import { asListPage, type Stored } from '../../shared/contract';
import { apiProblem, Stopped, type ExtendProblem } from '../../shared/errors';
import type { Outcome } from '../../shared/outcome';
import { createPace } from '../../shared/pace';
import { createApi, type Api } from '../../shared/transport';

/** Nobody waits longer for a list to open, in ms. */
const LIST_TIMEOUT_MS = 20_000;
/** The API cannot search by name, so with a filter several pages are read until one has a hit. */
const MOST_PAGES_PER_SEARCH = 10;

/** The API for a picker. */
export async function pickerApi(context: ILoadOptionsFunctions): Promise<Api> {
	return await createApi(context, createPace());
}

/** By our clock: when a picker gives up. */
export function pickerDeadline(): number {
	return clock.now() + LIST_TIMEOUT_MS;
}

/**
 * One step through a list of named things, filtered by name. The returned token continues it, exactly where
 * this step ended. Throws NodeApiError with the sentence that the node would show.
 */
export async function searchList(
	context: ILoadOptionsFunctions,
	path: string,
	query: IDataObject,
	filter: string | undefined,
	pageCursor: string | undefined,
	toItem: (entry: Stored) => INodeListSearchItems,
): Promise<INodeListSearchResult> {
	const api = await pickerApi(context);
	const wanted = (filter ?? '').trim().toLowerCase();
	const deadline = pickerDeadline();
	let cursor = pageCursor;
	for (let pages = 1; ; pages++) {
		const outcome = await api.page(path, query, cursor, deadline);
		const page = outcome.kind === 'answered' ? asListPage(outcome.body) : undefined;
		if (!page) throw pickerError(context, outcome);
		cursor = page.nextPageToken;
		const results = page.data
			.map(toItem)
			.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
		const done = results.length > 0 || cursor === undefined || pages >= MOST_PAGES_PER_SEARCH;
		if (done) return { results, paginationToken: cursor };
	}
}

/** The error for a list that could not be read, in the words of the node. */
export function pickerError(context: ILoadOptionsFunctions, outcome: Outcome): NodeApiError {
	const { details } = problemOf(outcome);
	return new NodeApiError(context.getNode(), details as unknown as JsonObject, {
		message: details.message,
		description: details.description,
		httpCode: String(details.httpCode ?? ''),
	});
}

function problemOf(outcome: Outcome): ExtendProblem {
	if (outcome.kind === 'refused' || outcome.kind === 'lost') {
		return apiProblem(outcome.problem, 'reading the list');
	}
	const message = outcome.kind === 'aborted' ? new Stopped().message : 'The answer holds no list';
	return apiProblem({ code: 'BAD_ANSWER', message, retryable: true }, 'reading the list');
}
