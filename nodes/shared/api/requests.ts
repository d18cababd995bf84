/** Requests that have to succeed: returns what was asked for and throws everything else. */
import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';
import { AbortedError, ExtendApiError, toApiError, type ErrorDetails } from '../errors/apiError';
import type { ApiClient } from '../http/client';
import { isNotFound, type ApiErrorBody, type FailedOutcome, type Outcome } from '../http/outcome';
import { parseApiObject, type ApiObject } from '../http/responses';
import { asMissingEndpoint } from '../http/requestErrors';
import { CALL_TIMEOUT_MS } from '../http/timeouts';
import { clock } from '../utils/clock';
import type { Message } from '../utils/messages';
import { creations, deletions, UNANSWERED } from './creations';
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

/** The object of the response. Throws ExtendApiError, or AbortedError after Stop. */
export async function request(api: ApiClient, options: RequestOptions): Promise<IDataObject> {
	return unwrapObject(await send(api, options), options.action, options.details);
}

export interface CreationOptions extends Omit<RequestOptions, 'method' | 'idempotent' | 'body'> {
	/** called just before the request is sent */
	body: () => IDataObject | Promise<IDataObject>;
	/** names what may exist after an indeterminate outcome, e.g. `The extractor` */
	resourceLabel: string;
	/** identifies the creation across attempts (`createItemKey`); undefined: nothing identifies it */
	key: string | undefined;
	/** whether another request with the key means the same creation, and not one more */
	isSame: boolean;
}

/**
 * A POST that creates something each time, so it is not sent again after an indeterminate outcome, neither now nor
 * by a further attempt of n8n's Retry On Fail. What an earlier attempt created is returned.
 * Throws ExtendApiError, or AbortedError after Stop.
 */
export async function postOnce(api: ApiClient, options: CreationOptions): Promise<IDataObject> {
	const { action, details, resourceLabel, key, isSame } = options;
	const known = key === undefined ? undefined : creations.get(key);
	if (isSame && known?.kind === 'created') return { ...known.body };
	const mayExist = API_MESSAGES.mayExist({ action, resource: resourceLabel });
	if (known?.kind === 'unanswered') throw mayExistError(mayExist, details);
	const body = await options.body();
	const outcome = requireObject(
		await send(api, { ...options, body, method: 'POST', idempotent: false }),
	);
	if (key !== undefined && outcome.kind !== 'rejected') {
		creations.set(
			key,
			outcome.kind === 'succeeded' ? { kind: 'created', body: outcome.body } : UNANSWERED,
		);
	}
	if (outcome.kind === 'indeterminate') throw mayExistError(mayExist, details);
	return unwrap(outcome, action, details);
}

function mayExistError(message: Message, details?: Partial<ErrorDetails>): ExtendApiError {
	return new ExtendApiError('NO_ANSWER', message, { retryable: false, ...details });
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

/** The object of a succeeded outcome: all objects of Extend have an ID. Throws like `unwrap`. */
export function unwrapObject(
	outcome: Outcome,
	action: string,
	details?: Partial<ErrorDetails>,
): IDataObject {
	return unwrap(requireObject(outcome), action, details);
}

/** The outcome, which is indeterminate when the body is none of Extend's objects: any server may send JSON. */
function requireObject(outcome: Outcome): Outcome {
	if (outcome.kind !== 'succeeded' || parseApiObject(outcome.body)) return outcome;
	return { kind: 'indeterminate', error: NO_OBJECT };
}

const NO_OBJECT: ApiErrorBody = {
	code: 'BAD_ANSWER',
	message: API_MESSAGES.noObject,
	retryable: true,
};

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
 * the first one succeeded. So it does when a further attempt of n8n's Retry On Fail deletes it again. What Extend has
 * purged is gone as well. Throws ExtendApiError, or AbortedError after Stop.
 */
export async function deleteObject(
	api: ApiClient,
	path: string,
	id: string,
	{ action, details }: Pick<RequestOptions, 'action' | 'details'>,
): Promise<void> {
	const deletion = { method: 'DELETE', path: `${path}/${encodePathPart(id)}` } as const;
	const deadline = clock.now() + CALL_TIMEOUT_MS;
	let outcome = requireObject(await api.send({ ...deletion, idempotent: false, deadline }));
	if (outcome.kind !== 'rejected') deletions.set(deletion.path, true);
	if (outcome.kind === 'indeterminate') {
		outcome = requireObject(await api.send({ ...deletion, idempotent: true, deadline }));
	}
	const isPurged = outcome.kind === 'rejected' && outcome.error.code === 'FILE_PURGED';
	const isGone = isPurged || (isNotFound(outcome) && deletions.get(deletion.path) === true);
	if (!isGone) unwrap(outcome, action, details);
}

export interface ListOptions {
	/** undefined: all entries */
	limit: number | undefined;
	/** names the step in messages, e.g. `reading the list of runs` */
	action: string;
	/** by our clock (ms), for all pages together, where nothing else can end the list */
	deadline?: number;
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
	{ limit = Infinity, action, deadline, filterPage }: ListOptions,
): Promise<ApiObject[]> {
	const entries: ApiObject[] = [];
	const maxPageSize = filterPage ? PAGE_SIZE : Math.min(PAGE_SIZE, limit);
	for await (const page of pages(api, path, { ...query, maxPageSize }, { deadline })) {
		if (isFailedPage(page)) {
			const namesObject = Object.keys(query).some((name) => name.endsWith('Id'));
			throw toError(namesObject ? page : asMissingEndpoint(page), action);
		}
		const chosen = filterPage ? await filterPage(page.data, limit - entries.length) : page.data;
		for (const entry of chosen) entries.push(entry);
		if (entries.length >= limit) break;
	}
	return entries.slice(0, limit);
}
