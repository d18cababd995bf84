/** Requests that have to succeed: returns what was asked for and throws everything else. */
import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';
import { AbortedError, ExtendApiError, toApiError, type ErrorDetails } from '../errors/apiError';
import type { ApiClient } from '../http/client';
import type { FailedOutcome, Outcome } from '../http/outcome';
import type { ApiObject } from '../http/responses';
import { CALL_TIMEOUT_MS } from '../http/timeouts';
import { clock } from '../utils/clock';
import { API_MESSAGES } from './messages';
import { isFailedPage, PAGE_SIZE, pages } from './pagination';
import { encodePathPart } from '../utils/urlPath';

export interface RequestOptions {
	method: IHttpRequestMethods;
	path: string;
	query?: IDataObject;
	body?: IDataObject;
	/** false for a POST that creates something each time, so it is not retried after an indeterminate outcome */
	idempotent?: boolean;
	/** names the step in messages, e.g. `reading the extractor` */
	action: string;
	/** by our clock, in ms */
	deadline?: number;
	/** for one exchange, in ms; one minute when left out */
	timeoutMs?: number;
	/** IDs for the error item */
	details?: Partial<ErrorDetails>;
}

/** The response's body. Throws ExtendApiError, or AbortedError after Stop. */
export async function request(api: ApiClient, options: RequestOptions): Promise<IDataObject> {
	return unwrap(await send(api, options), options.action, options.details);
}

/**
 * A POST that creates something each time, so it is not sent again after an indeterminate outcome.
 * Throws ExtendApiError, or AbortedError after Stop.
 * @param options `resourceLabel` names what may exist after an indeterminate outcome, e.g. `The extractor`
 */
export async function postOnce(
	api: ApiClient,
	options: Omit<RequestOptions, 'method' | 'idempotent'> & { resourceLabel: string },
): Promise<IDataObject> {
	const { action, details, resourceLabel } = options;
	const outcome = await send(api, { ...options, method: 'POST', idempotent: false });
	if (outcome.kind !== 'indeterminate') return unwrap(outcome, action, details);
	const message = API_MESSAGES.mayExist({ action, resource: resourceLabel });
	throw new ExtendApiError('NO_ANSWER', message, { retryable: false, ...details });
}

async function send(
	api: ApiClient,
	{ method, path, query, body, idempotent = true, deadline, timeoutMs }: RequestOptions,
): Promise<Outcome> {
	return await api.send({
		method,
		path,
		query,
		body,
		idempotent,
		deadline: deadline ?? clock.now() + CALL_TIMEOUT_MS,
		timeoutMs,
	});
}

/** The body of a succeeded outcome. Throws ExtendApiError, or AbortedError after Stop. */
export function unwrap(
	outcome: Outcome,
	action: string,
	details: Partial<ErrorDetails> = {},
): IDataObject {
	if (outcome.kind === 'succeeded') return outcome.body;
	throw toError(outcome, action, details);
}

/** The error for a failed outcome. */
export function toError(
	failure: FailedOutcome,
	action: string,
	details: Partial<ErrorDetails> = {},
): ExtendApiError | AbortedError {
	return failure.kind === 'aborted'
		? new AbortedError()
		: toApiError(failure.error, action, details);
}

/**
 * Deletes an object. After an indeterminate outcome the request is repeated, and "not found" then means that
 * the first one succeeded. Throws ExtendApiError, or AbortedError after Stop.
 */
export async function deleteObject(
	api: ApiClient,
	path: string,
	id: string,
	{ action, details }: Pick<RequestOptions, 'action' | 'details'>,
): Promise<void> {
	const deletion = { method: 'DELETE', path: `${path}/${encodePathPart(id)}` } as const;
	const deadline = clock.now() + CALL_TIMEOUT_MS;
	const first = await api.send({ ...deletion, idempotent: false, deadline });
	if (first.kind !== 'indeterminate') {
		unwrap(first, action, details);
		return;
	}
	const second = await api.send({ ...deletion, idempotent: true, deadline });
	if (second.kind === 'rejected' && second.error.httpCode === 404) return;
	unwrap(second, action, details);
}

export interface ListOptions {
	/** undefined: all entries */
	limit: number | undefined;
	/** names the step in messages, e.g. `reading the list of runs` */
	action: string;
	/** picks the entries of a page that count, where the API has no filter for it; `limit` of them at most */
	filterPage?: (page: ApiObject[], limit: number) => ApiObject[] | Promise<ApiObject[]>;
}

/**
 * The entries of a list over as many pages as it takes. Throws ExtendApiError, or AbortedError after Stop.
 */
export async function listAll(
	api: ApiClient,
	path: string,
	query: IDataObject,
	{ limit = Infinity, action, filterPage }: ListOptions,
): Promise<ApiObject[]> {
	const entries: ApiObject[] = [];
	const maxPageSize = filterPage ? PAGE_SIZE : Math.min(PAGE_SIZE, limit);
	for await (const page of pages(api, path, { ...query, maxPageSize })) {
		if (isFailedPage(page)) throw toError(page, action);
		const chosen = filterPage ? await filterPage(page.data, limit - entries.length) : page.data;
		for (const entry of chosen) entries.push(entry);
		if (entries.length >= limit) break;
	}
	return entries.slice(0, limit);
}
