/** Requests that have to succeed: what was asked for comes back, everything else is thrown. */
import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';
import { clock } from './clock';
import { asListPage, type Stored } from './contract';
import { apiProblem, ExtendProblem, Stopped, type ProblemDetails } from './errors';
import type { ApiProblem, Failure, Outcome } from './outcome';
import type { RetryPolicy } from './retry';
import type { Api } from './transport';

/** How long one call may take with its repetitions, in ms, when nothing else is said. */
export const CALL_TIMEOUT_MS = 120_000;
export const PAGE_SIZE = 100;

export const NO_LIST: ApiProblem = {
	code: 'BAD_ANSWER',
	message: 'The answer holds no list',
	retryable: true,
};

export interface Call {
	method: IHttpRequestMethods;
	path: string;
	query?: IDataObject;
	body?: IDataObject;
	/**
	 * `read` (when left out) may be repeated without harm. `start`: a POST that makes something new each
	 * time; a lost answer is then a problem and not a reason to send it again.
	 */
	policy?: RetryPolicy;
	/** names the step in messages, e.g. `reading the extractor` */
	doing: string;
	/** by our clock, in ms */
	deadline?: number;
	/** for one exchange, in ms; one minute when left out */
	timeoutMs?: number;
	/** IDs for the error item */
	about?: Partial<ProblemDetails>;
}

/** The body of the answer. Throws ExtendProblem, or Stopped after Stop. */
export async function ask(api: Api, call: Call): Promise<IDataObject> {
	const outcome = await api.send({
		method: call.method,
		path: call.path,
		query: call.query,
		body: call.body,
		policy: call.policy ?? 'read',
		deadline: call.deadline ?? clock.now() + CALL_TIMEOUT_MS,
		timeoutMs: call.timeoutMs,
	});
	return answered(outcome, call.doing, call.about);
}

/**
 * A POST that makes something new each time, so it is not sent again after a lost answer.
 * Throws ExtendProblem, or Stopped after Stop.
 * @param made what may be there after a lost answer, e.g. `The extractor`
 */
export async function askOnce(
	api: Api,
	call: Omit<Call, 'method' | 'policy'> & { made: string },
): Promise<IDataObject> {
	const outcome = await api.send({
		method: 'POST',
		path: call.path,
		body: call.body,
		policy: 'start',
		deadline: call.deadline ?? clock.now() + CALL_TIMEOUT_MS,
		timeoutMs: call.timeoutMs,
	});
	if (outcome.kind !== 'lost') return answered(outcome, call.doing, call.about);
	throw new ExtendProblem({
		code: 'NO_ANSWER',
		message: `No answer came from Extend while ${call.doing}`,
		description: `${call.made} may be there all the same, so the request was not sent again. Look in the Extend dashboard before you run it again.`,
		retryable: false,
		...call.about,
	});
}

/** The answer in an outcome. Throws ExtendProblem, or Stopped after Stop. */
export function answered(
	outcome: Outcome,
	doing: string,
	about: Partial<ProblemDetails> = {},
): IDataObject {
	if (outcome.kind === 'answered') return outcome.body;
	throw problemIn(outcome, doing, about);
}

/** The error for what did not go well. */
export function problemIn(
	failure: Failure,
	doing: string,
	about: Partial<ProblemDetails> = {},
): ExtendProblem | Stopped {
	return failure.kind === 'aborted' ? new Stopped() : apiProblem(failure.problem, doing, about);
}

/**
 * Deletes something stored. When the answer is lost it is asked again, and then "not found" means that the
 * first try did it. Throws ExtendProblem, or Stopped after Stop.
 */
export async function deleteStored(
	api: Api,
	path: string,
	id: string,
	{ doing, about }: Pick<Call, 'doing' | 'about'>,
): Promise<void> {
	const request = { method: 'DELETE', path: `${path}/${encodeURIComponent(id)}` } as const;
	const deadline = clock.now() + CALL_TIMEOUT_MS;
	const first = await api.send({ ...request, policy: 'start', deadline });
	if (first.kind !== 'lost') {
		answered(first, doing, about);
		return;
	}
	const second = await api.send({ ...request, policy: 'read', deadline });
	if (second.kind === 'refused' && second.problem.httpCode === 404) return;
	answered(second, doing, about);
}

/** How a list is read. */
export interface Listing {
	limit: number | undefined;
	/** names the step in messages, e.g. `reading the list of runs` */
	doing: string;
	choose?: (page: Stored[], most: number) => Promise<Stored[]>;
}

/**
 * The entries of a list over as many pages as it takes, `limit` at most (undefined: all). The pages are
 * asked for one after the other, since a page's token comes with the page before it.
 * @param choose picks from each page what counts, where the API has no filter for it
 * Throws ExtendProblem, or Stopped after Stop.
 */
export async function listEntries(
	api: Api,
	path: string,
	query: IDataObject,
	{ limit, doing, choose }: Listing,
): Promise<Stored[]> {
	const entries: Stored[] = [];
	// The same on every page: a token is bound to the query it came from.
	const maxPageSize = choose ? PAGE_SIZE : Math.min(PAGE_SIZE, limit ?? PAGE_SIZE);
	let pageCursor: string | undefined;
	do {
		const deadline = clock.now() + CALL_TIMEOUT_MS;
		const outcome = await api.page(path, { ...query, maxPageSize }, pageCursor, deadline);
		const page = asListPage(answered(outcome, doing));
		if (!page) {
			throw apiProblem(NO_LIST, doing);
		}
		const left = limit === undefined ? Infinity : limit - entries.length;
		entries.push(...(choose ? await choose(page.data, left) : page.data));
		pageCursor = page.nextPageToken;
	} while (pageCursor !== undefined && (limit === undefined || entries.length < limit));
	return limit === undefined ? entries : entries.slice(0, limit);
}
