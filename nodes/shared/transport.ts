/**
 * The only file that talks HTTP. Every exchange ends as one typed outcome; requests that may be repeated
 * are repeated here, at a pace common to all requests of a node run.
 *
 * Built around what n8n's helper does (n8n-core, request-helpers/authentication.js, and axios):
 * it repeats a request once after a 401, and hangs doing so with a stream on n8n 1.x, unless it is called
 * with `returnFullResponse` and `ignoreHttpStatusErrors: true`; it replaces our abort signal by that of
 * Stop; its timeout counts the upload; with redirects allowed it keeps a copy of all it sent. Hence the
 * fixed options below (invariants 4 and 13).
 */
import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { clock } from './clock';
import {
	readAnswer,
	readException,
	type ApiProblem,
	type HttpAnswer,
	type Outcome,
} from './outcome';
import type { Pace } from './pace';
import { baseUrlOf } from './regions';
import { mayRepeat, pauseBefore, type RetryPolicy } from './retry';
import { createSecrets, type Secrets } from './secrets';

/** Everything in n8n that can call Extend with the credential. */
export type ExtendContext =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IHookFunctions
	| IWebhookFunctions;

/** How long one exchange may take when nothing else is said. */
const EXCHANGE_TIMEOUT_MS = 60_000;
const PAGE_SIZE = 100;

/** A body that is made anew for every try, since a stream can be sent once. */
export interface BodySource {
	headers: IDataObject;
	body: IHttpRequestOptions['body'];
	/** Frees the stream when the exchange ends before it was read to its end. */
	release(): void;
}

export interface ApiRequest {
	method: IHttpRequestMethods;
	path: string;
	query?: IDataObject;
	body?: IDataObject | (() => Promise<BodySource>);
	policy: RetryPolicy;
	/** by our clock, in ms: no try begins and no wait ends after it */
	deadline: number;
	/** for one exchange, in ms, upload included; one minute when left out */
	timeoutMs?: number;
}

export interface Api {
	/** Sends one request, repeating it as its policy allows. Throws only what making the body throws. */
	send(request: ApiRequest): Promise<Outcome>;
	/** One page of a list, as an outcome. Tokens are bound to the query they came from. */
	page(
		path: string,
		query: IDataObject,
		pageCursor: string | undefined,
		deadline: number,
	): Promise<Outcome>;
	/** The server's clock in ms as far as its answers tell it, else our own. */
	serverNow(): number;
	/** Whether Stop was pressed. */
	stopped(): boolean;
	readonly signal: AbortSignal | undefined;
	/** what must not be shown: the key from the beginning, passwords as they are used */
	readonly secrets: Secrets;
	/** How often a request met a rate limit, and how often another fault made one be sent again. */
	readonly counts: { rateLimited: number; repeated: number };
}

/** The signal of Stop, where there is an execution that can be stopped. */
export function stopSignalOf(context: ExtendContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/**
 * The API as seen from one node run.
 * @param afterStop the clean-up path: works although Stop was pressed, when n8n's helper refuses every
 * authenticated request. n8n takes the signal from the context, so a context without one is handed in.
 */
export async function createApi(
	context: ExtendContext,
	pace: Pace,
	afterStop = false,
): Promise<Api> {
	const caller: ExtendContext = afterStop
		? Object.create(context, { getExecutionCancelSignal: { value: () => undefined } })
		: context;
	const signal = stopSignalOf(caller);
	const credential = await context.getCredentials('extendApi');
	const baseURL = baseUrlOf(credential);
	const secrets = createSecrets();
	secrets.keep(credential.apiKey);
	const counts = { rateLimited: 0, repeated: 0 };
	let serverAheadMs = 0;

	async function exchange(request: ApiRequest): Promise<Outcome> {
		const made = typeof request.body === 'function' ? await request.body() : undefined;
		const left = request.deadline - clock.now();
		try {
			const answer = (await caller.helpers.httpRequestWithAuthentication.call(caller, 'extendApi', {
				baseURL,
				url: request.path,
				method: request.method,
				qs: request.query,
				...(made ? { body: made.body, headers: made.headers } : jsonBody(request.body)),
				json: true,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: Math.max(1, Math.min(request.timeoutMs ?? EXCHANGE_TIMEOUT_MS, left)),
			})) as HttpAnswer;
			const serverTime = Date.parse(String(answer.headers.date ?? ''));
			if (!Number.isNaN(serverTime)) serverAheadMs = serverTime - clock.now();
			return readAnswer(answer, clock.now(), secrets.hide);
		} catch (error) {
			return signal?.aborted ? { kind: 'aborted' } : readException(error);
		} finally {
			made?.release();
		}
	}

	/** False when Stop was pressed or the deadline comes first. */
	async function waits(ms: number, deadline: number): Promise<boolean> {
		if (clock.now() + ms > deadline) return false;
		if (ms > 0) await clock.sleep(ms, signal);
		return !signal?.aborted;
	}

	/** Waits for a turn. False when Stop was pressed or the deadline comes first. */
	async function awaitTurn(deadline: number): Promise<boolean> {
		do {
			for (let held = pace.heldFor(); held > 0; held = pace.heldFor())
				if (!(await waits(held, deadline))) return false;
			if (!(await waits(pace.takeTurn(), deadline))) return false;
		} while (pace.heldFor() > 0);
		return true;
	}

	async function send(request: ApiRequest): Promise<Outcome> {
		if (!isStraight(request.path))
			return { kind: 'refused', repeatable: false, problem: NO_SUCH_PATH };
		let outcome: Outcome = { kind: 'refused', repeatable: false, problem: TOO_LATE };
		for (let tries = 1; ; tries++) {
			if (signal?.aborted) return { kind: 'aborted' };
			if (!(await awaitTurn(request.deadline)))
				return signal?.aborted ? { kind: 'aborted' } : outcome;
			const sentAt = pace.goesOut();
			outcome = await exchange(request);
			const limited = outcome.kind === 'refused' && outcome.problem.httpCode === 429;
			if (!limited) pace.recover();
			if (!mayRepeat(request.policy, outcome, tries)) return outcome;

			const { problem } = outcome as { problem: ApiProblem };
			const pauseMs = pauseBefore(tries, problem.retryAfterMs, clock.random());
			if (limited) {
				counts.rateLimited++;
				pace.hold(pauseMs, sentAt);
				// The pace makes this request wait like all the others.
				if (clock.now() + pauseMs > request.deadline) return outcome;
				continue;
			}
			counts.repeated++;
			if (clock.now() + pauseMs > request.deadline) return outcome;
			await clock.sleep(pauseMs, signal);
		}
	}

	return {
		send,
		async page(path, query, pageCursor, deadline) {
			const outcome = await send({
				method: 'GET',
				path,
				query: {
					maxPageSize: PAGE_SIZE,
					...query,
					...(pageCursor ? { nextPageToken: pageCursor } : {}),
				},
				policy: 'read',
				deadline,
			});
			// A list whose page leads to itself would be read for ever (invariant 46).
			const endless =
				outcome.kind === 'answered' &&
				pageCursor !== undefined &&
				outcome.body.nextPageToken === pageCursor;
			return endless ? { kind: 'lost', problem: ENDLESS_LIST } : outcome;
		},
		serverNow: () => clock.now() + serverAheadMs,
		stopped: () => signal?.aborted ?? false,
		signal,
		secrets,
		counts,
	};
}

const TOO_LATE: ApiProblem = {
	code: 'TIMEOUT',
	message: 'The time for this item was over before Extend could be asked',
	retryable: true,
};

const ENDLESS_LIST: ApiProblem = {
	code: 'BAD_ANSWER',
	message: 'The list gives the same page again and again',
	retryable: true,
};

const NO_SUCH_PATH: ApiProblem = {
	code: 'NOT_FOUND',
	message: 'An ID cannot be empty, "." or "..", so nothing was sent',
	retryable: false,
};

/**
 * Whether a path reaches the server as it is written. HTTP clients resolve `.` and `..`, however they are
 * encoded, so such an ID would lead to another path.
 */
function isStraight(path: string): boolean {
	const [, ...parts] = path.split('/');
	return parts.every((part) => part !== '' && part !== '.' && part !== '..');
}

function jsonBody(body: ApiRequest['body']): Partial<IHttpRequestOptions> {
	return body === undefined
		? {}
		: { body: body as IDataObject, headers: { 'Content-Type': 'application/json' } };
}
