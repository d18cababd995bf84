/**
 * All requests to the API of Extend. Every exchange ends as one typed outcome. Requests that are safe to repeat
 * are repeated here, at a rate common to all requests of a category (limits/categoryLimiter.ts). The only other file that
 * talks HTTP is files/externalFetch.ts, which downloads from URLs without the API key.
 *
 * The fixed options below (invariants 4 and 13) follow from how n8n's helper works (n8n-core,
 * request-helpers/authentication.js, and axios):
 * - It repeats a request once after a 401, and hangs doing so with a stream on n8n 1.x, unless it is called with
 *   `returnFullResponse` and `ignoreHttpStatusErrors: true`.
 * - It replaces our abort signal by that of Stop.
 * - Its timeout includes the upload.
 * - With redirects allowed it keeps a copy of all it sent.
 */
import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { clock } from '../utils/clock';
import type { Message } from '../utils/messages';
import { onAbort } from '../utils/async/onAbort';
import { hashAccount, readCredential } from './credential';
import {
	getRateLimit,
	readResponse,
	readException,
	type HttpResponse,
	type Outcome,
} from './outcome';
import type { RateLimiter, RequestCategory } from './limits/rateLimiter';
import { awaitSlot } from './limits/slots';
import { toJsonBody, type RequestBody } from './requestBody';
import {
	notSent,
	stillLimited,
	TIMED_OUT,
	TOO_LATE,
	unusableCredential,
	UNSAFE_PATH,
	UNWANTED,
} from './requestErrors';
import { isSafePath } from '../utils/urlPath';
import { calculateRetryDelay, fitDelay, shouldRetry } from './retry';
import { EXCHANGE_TIMEOUT_MS } from './timeouts';
import { createRedactor, type Redactor } from '../utils/redaction';

/** The contexts of n8n that can call Extend with the credential. */
export type ExtendContext =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IHookFunctions
	| IWebhookFunctions;

/** Added to n8n's own timeout, which ends idle exchanges first (ms). */
const TIMER_GRACE_MS = 250;

/** With less time left than this, a request that Extend has just refused is not sent once more (ms). */
const LAST_ATTEMPT_MS = 1000;

export interface ApiRequest {
	method: IHttpRequestMethods;
	path: string;
	query?: IDataObject;
	body?: IDataObject | (() => Promise<RequestBody>);
	/** whether it is safe to repeat; false for a POST that costs money or creates something */
	idempotent: boolean;
	/** which rate limit it counts for; by default `reads` for GET and `writes` for all others */
	category?: RequestCategory;
	/** when it is aborted, a request that waits for its slot is not sent any more */
	unlessAborted?: AbortSignal;
	/** asked before the request is repeated after a 503, which may come late; false: an earlier one had its effect */
	mayRepeat?: () => Promise<boolean>;
	/** by our clock, in ms: no attempt begins and no wait ends after it */
	deadline: number;
	/** for one exchange, in ms, upload included; EXCHANGE_TIMEOUT_MS when left out */
	timeoutMs?: number;
}

export interface ApiClient {
	/** Sends a request and repeats it as far as that is safe. Throws only what creating the body throws. */
	send(request: ApiRequest): Promise<Outcome>;
	/** The server's clock (ms), known from its responses; our own before the first one. */
	serverNow(): number;
	/** stands for all that decides which runs can be seen (`hashAccount`) */
	getAccount(): string;
	/** Whether Stop was pressed. */
	isStopped(): boolean;
	readonly signal: AbortSignal | undefined;
	/** why nothing can be sent with the credential; then every request is rejected */
	readonly credentialProblem?: Message;
	/** hides secrets: the API key from the start, passwords once they are used */
	readonly redactor: Redactor;
	/** how many times a request got a 429, and how many times one was repeated after another fault */
	readonly stats: { rateLimited: number; repeated: number };
}

/** The abort signal of Stop; undefined where there is no execution to stop. */
export function getStopSignal(context: ExtendContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/**
 * @param afterStop for cleaning up after Stop, when n8n's helper rejects every authenticated request. n8n takes
 * the abort signal from the context, so it gets a context without one.
 */
export async function createApiClient(
	context: ExtendContext,
	rateLimiter: RateLimiter,
	afterStop = false,
): Promise<ApiClient> {
	const caller: ExtendContext = afterStop
		? Object.create(context, { getExecutionCancelSignal: { value: () => undefined } })
		: context;
	const signal = getStopSignal(caller);
	const credential = await context.getCredentials('extendApi');
	const { apiKey, baseUrl, problem: credentialProblem } = readCredential(credential);
	const redactor = createRedactor();
	redactor.add(credential.apiKey, apiKey);
	const stats = { rateLimited: 0, repeated: 0 };
	let serverAheadMs = 0;

	async function exchange(request: ApiRequest): Promise<Outcome> {
		const { body } = request;
		const made = typeof body === 'function' ? await body() : undefined;
		const content = typeof body === 'function' ? made : toJsonBody(body);
		const left = request.deadline - clock.now();
		const timeoutMs = Math.max(1, Math.min(request.timeoutMs ?? EXCHANGE_TIMEOUT_MS, left));
		// n8n's timeout is one of idleness once the response has begun, so a dripping one would hold the item forever.
		const ended = new AbortController();
		let hasExpired = false;
		const stopTimer = clock.startTimer(timeoutMs + TIMER_GRACE_MS, () => {
			hasExpired = true;
			ended.abort();
		});
		const forgetStop = onAbort(signal, () => ended.abort());
		// n8n takes the signal from the context.
		const bounded: ExtendContext = Object.create(caller, {
			getExecutionCancelSignal: { value: () => ended.signal },
		});
		try {
			const answer: HttpResponse = await caller.helpers.httpRequestWithAuthentication.call(
				bounded,
				'extendApi',
				{
					baseURL: baseUrl,
					url: request.path,
					method: request.method,
					qs: request.query,
					body: content?.body,
					headers: content?.headers,
					json: true,
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
					disableFollowRedirect: true,
					timeout: timeoutMs,
				},
			);
			const serverTime = Date.parse(String(answer.headers.date ?? ''));
			if (!Number.isNaN(serverTime)) serverAheadMs = serverTime - clock.now();
			return readResponse(answer, clock.wallNow(), redactor.redact);
		} catch (error) {
			if (signal?.aborted) return { kind: 'aborted' };
			const failure = made?.getFailure?.();
			if (failure) return notSent(failure);
			if (hasExpired) return { kind: 'indeterminate', error: TIMED_OUT };
			return readException(error);
		} finally {
			stopTimer();
			forgetStop();
			made?.release();
		}
	}

	async function send(request: ApiRequest): Promise<Outcome> {
		if (credentialProblem) return unusableCredential(credentialProblem);
		if (!isSafePath(request.path)) return UNSAFE_PATH;
		const queue = rateLimiter[request.category ?? (request.method === 'GET' ? 'reads' : 'writes')];
		const { limiter } = queue;
		let outcome: Outcome | undefined;
		/** an attempt had another response than a rate limit */
		let mayBeDone = false;
		for (let attempts = 1; ; attempts++) {
			const ticket = queue.enqueue();
			if (!(await awaitSlot(limiter, ticket, request, signal))) {
				limiter.leave(ticket);
				if (signal?.aborted) return { kind: 'aborted', isUnsent: !mayBeDone };
				if (request.unlessAborted?.aborted) return UNWANTED;
				const blockedMs = limiter.getBlockedMs(clock.now());
				return outcome ?? (blockedMs > 0 ? stillLimited(blockedMs) : TOO_LATE);
			}
			limiter.recordSend(ticket, clock.now());
			outcome = await exchange(request);
			const isRateLimited = getRateLimit(outcome) !== undefined;
			// The response to the start of a run may come at its end.
			if (isRateLimited || request.category !== 'runs')
				limiter.roundTrip.observe(clock.now() - ticket.sentAt);
			mayBeDone ||= !isRateLimited;
			if (outcome.kind === 'succeeded' || (outcome.kind === 'rejected' && !isRateLimited)) {
				limiter.onAccepted(ticket, clock.now());
			}
			if (!('error' in outcome) || !shouldRetry(request.idempotent, outcome, attempts))
				return outcome;

			const { error } = outcome;
			if (error.httpCode === 503 && request.mayRepeat && !(await request.mayRepeat()))
				return { kind: 'indeterminate', error };
			const pauseMs = calculateRetryDelay(attempts, error.retryAfterMs, clock.random());
			const now = clock.now();
			const left = request.deadline - now;
			if (isRateLimited) {
				stats.rateLimited++;
				limiter.onRateLimited(ticket, pauseMs, error.retryAfterMs !== undefined, now);
			} else stats.repeated++;
			if (left < LAST_ATTEMPT_MS && pauseMs > left) return outcome;
			// After a 429 the rate limiter makes this request wait like all the others of its category.
			if (!isRateLimited) await clock.sleep(fitDelay(pauseMs, left), signal);
		}
	}

	return {
		send,
		serverNow: () => clock.now() + serverAheadMs,
		getAccount: () => hashAccount(credential),
		isStopped: () => signal?.aborted ?? false,
		signal,
		credentialProblem,
		redactor,
		stats,
	};
}
