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
import { clock } from '../utils/clock';
import {
	readResponse,
	readException,
	type ApiErrorBody,
	type HttpResponse,
	type Outcome,
} from './outcome';
import type { RateLimiter } from './rateLimiter';
import { getBaseUrl } from './regions';
import { HTTP_MESSAGES } from './messages';
import { calculateRetryDelay, shouldRetry } from './retry';
import { EXCHANGE_TIMEOUT_MS } from './timeouts';
import { createRedactor, type Redactor } from '../utils/redaction';

/** Everything in n8n that can call Extend with the credential. */
export type ExtendContext =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IHookFunctions
	| IWebhookFunctions;

/** n8n's own timeout, which knows the difference between idle and slow, comes first (ms). */
const TIMER_GRACE_MS = 250;

/** A body that is made anew for every try, since a stream can be sent once. */
export interface RequestBody {
	headers: IDataObject;
	body: IHttpRequestOptions['body'];
	/** Frees the stream when the exchange ends before it was read to its end. */
	release(): void;
}

export interface ApiRequest {
	method: IHttpRequestMethods;
	path: string;
	query?: IDataObject;
	body?: IDataObject | (() => Promise<RequestBody>);
	/** whether it may be repeated without harm; false for a POST that costs money or creates something */
	idempotent: boolean;
	/** by our clock, in ms: no try begins and no wait ends after it */
	deadline: number;
	/** for one exchange, in ms, upload included; one minute when left out */
	timeoutMs?: number;
}

export interface ApiClient {
	/** Sends one request, repeating it as far as that is safe. Throws only what making the body throws. */
	send(request: ApiRequest): Promise<Outcome>;
	/** The server's clock in ms as far as its answers tell it, else our own. */
	serverNow(): number;
	/** Whether Stop was pressed. */
	isStopped(): boolean;
	readonly signal: AbortSignal | undefined;
	/** what must not be shown: the key from the beginning, passwords as they are used */
	readonly redactor: Redactor;
	/** How often a request met a rate limit, and how often another fault made one be sent again. */
	readonly stats: { rateLimited: number; repeated: number };
}

/** The signal of Stop, where there is an execution that can be stopped. */
export function getStopSignal(context: ExtendContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/**
 * The API as seen from one node run.
 * @param afterStop the clean-up path: works although Stop was pressed, when n8n's helper refuses every
 * authenticated request. n8n takes the signal from the context, so a context without one is handed in.
 */
export async function createApiClient(
	context: ExtendContext,
	pace: RateLimiter,
	afterStop = false,
): Promise<ApiClient> {
	const caller: ExtendContext = afterStop
		? Object.create(context, { getExecutionCancelSignal: { value: () => undefined } })
		: context;
	const signal = getStopSignal(caller);
	const credential = await context.getCredentials('extendApi');
	const baseURL = getBaseUrl(credential);
	const redactor = createRedactor();
	redactor.add(credential.apiKey);
	const stats = { rateLimited: 0, repeated: 0 };
	let serverAheadMs = 0;

	async function exchange(request: ApiRequest): Promise<Outcome> {
		const made = typeof request.body === 'function' ? await request.body() : undefined;
		const left = request.deadline - clock.now();
		const timeoutMs = Math.max(1, Math.min(request.timeoutMs ?? EXCHANGE_TIMEOUT_MS, left));
		// n8n's timeout is one of idleness once the response has begun, so a dripping one would hold the item forever.
		const expired = new AbortController();
		const stopTimer = clock.startTimer(timeoutMs + TIMER_GRACE_MS, () => expired.abort());
		// n8n takes the signal from the context.
		const bounded: ExtendContext = Object.create(caller, {
			getExecutionCancelSignal: {
				value: () => (signal ? AbortSignal.any([signal, expired.signal]) : expired.signal),
			},
		});
		try {
			const answer = (await caller.helpers.httpRequestWithAuthentication.call(
				bounded,
				'extendApi',
				{
					baseURL,
					url: request.path,
					method: request.method,
					qs: request.query,
					...(made ? { body: made.body, headers: made.headers } : jsonBody(request.body)),
					json: true,
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
					disableFollowRedirect: true,
					timeout: timeoutMs,
				},
			)) as HttpResponse;
			const serverTime = Date.parse(String(answer.headers.date ?? ''));
			if (!Number.isNaN(serverTime)) serverAheadMs = serverTime - clock.now();
			return readResponse(answer, clock.wallNow(), redactor.redact);
		} catch (error) {
			if (signal?.aborted) return { kind: 'aborted' };
			if (expired.signal.aborted) return { kind: 'indeterminate', error: TIMED_OUT };
			return readException(error);
		} finally {
			stopTimer();
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
			for (let held = pace.blockedForMs(); held > 0; held = pace.blockedForMs())
				if (!(await waits(held, deadline))) return false;
			if (!(await waits(pace.reserveSlot(), deadline))) return false;
		} while (pace.blockedForMs() > 0);
		return true;
	}

	async function send(request: ApiRequest): Promise<Outcome> {
		if (!isSafePath(request.path))
			return { kind: 'rejected', safeToRetry: false, error: NO_SUCH_PATH };
		let outcome: Outcome = { kind: 'rejected', safeToRetry: false, error: TOO_LATE };
		for (let tries = 1; ; tries++) {
			if (signal?.aborted) return { kind: 'aborted' };
			if (!(await awaitTurn(request.deadline)))
				return signal?.aborted ? { kind: 'aborted' } : outcome;
			const sentAt = pace.recordSend();
			outcome = await exchange(request);
			const limited = outcome.kind === 'rejected' && outcome.error.httpCode === 429;
			if (!limited) pace.onSuccess();
			if (!shouldRetry(request.idempotent, outcome, tries)) return outcome;

			const { error } = outcome as { error: ApiErrorBody };
			const pauseMs = calculateRetryDelay(tries, error.retryAfterMs, clock.random());
			if (limited) {
				stats.rateLimited++;
				pace.onRateLimited(pauseMs, sentAt);
				// The pace makes this request wait like all the others.
				if (clock.now() + pauseMs > request.deadline) return outcome;
				continue;
			}
			stats.repeated++;
			if (clock.now() + pauseMs > request.deadline) return outcome;
			await clock.sleep(pauseMs, signal);
		}
	}

	return {
		send,
		serverNow: () => clock.now() + serverAheadMs,
		isStopped: () => signal?.aborted ?? false,
		signal,
		redactor,
		stats,
	};
}

const TIMED_OUT: ApiErrorBody = {
	code: 'NO_ANSWER',
	message: HTTP_MESSAGES.timedOut,
	retryable: true,
};

const TOO_LATE: ApiErrorBody = {
	code: 'TIMEOUT',
	message: HTTP_MESSAGES.tooLate,
	retryable: true,
};

const NO_SUCH_PATH: ApiErrorBody = {
	code: 'NOT_FOUND',
	message: HTTP_MESSAGES.unsafePath,
	retryable: false,
};

/**
 * Whether a path reaches the server as it is written. HTTP clients resolve `.` and `..`, however they are
 * encoded, so such an ID would lead to another path.
 */
function isSafePath(path: string): boolean {
	const [, ...parts] = path.split('/');
	return parts.every((part) => part !== '' && part !== '.' && part !== '..');
}

function jsonBody(body: ApiRequest['body']): Partial<IHttpRequestOptions> {
	return body === undefined
		? {}
		: { body: body as IDataObject, headers: { 'Content-Type': 'application/json' } };
}
