/** What became of one HTTP exchange, and how an answer or an exception is read as such. Pure. */
import type { IDataObject } from 'n8n-workflow';
import { asEnvelope, asObject } from './contract';
import { askedPause } from './retry';
import { plainText, safeText } from './text';

/** What is known about an exchange that did not go well. Texts are safe to show. */
export interface ApiProblem {
	/** the API's code, or one of ours: NO_ANSWER, UNREACHABLE, REDIRECTED, BAD_ANSWER, NOT_SENT, HTTP_<status> */
	code: string;
	message: string;
	httpCode?: number;
	/** whether the same request may go well later */
	retryable: boolean;
	requestId?: string;
	retryAfterMs?: number;
}

export type Outcome =
	/** The server did as asked and said so. */
	| { kind: 'answered'; body: IDataObject }
	/** The server certainly did not do it; `repeatable`: it may when asked again. */
	| { kind: 'refused'; repeatable: boolean; problem: ApiProblem }
	/** The server may have done it: nothing reliable came back. */
	| { kind: 'lost'; problem: ApiProblem }
	/** Stop was pressed. The server may have done it. */
	| { kind: 'aborted' };

/** What did not go well. */
export type Failure = Exclude<Outcome, { kind: 'answered' }>;

export interface HttpAnswer {
	statusCode: number;
	headers: IDataObject;
	body: unknown;
}

/** Takes secrets out of a text. */
type Hide = (text: string) => string;

/**
 * Reads an answer.
 * @param nowMs our clock, for `Retry-After` dates when the answer has no date of its own
 * @param hide takes out of a text what must not be shown, whatever it looks like
 */
export function readAnswer(answer: HttpAnswer, nowMs: number, hide: Hide): Outcome {
	const { statusCode: status, body } = answer;
	if (status >= 200 && status < 300) {
		const object = asObject(body);
		if (object) return { kind: 'answered', body: withoutSecrets(object, hide) };
		const message = 'What came back is no answer of Extend';
		return {
			kind: 'lost',
			problem: { code: 'BAD_ANSWER', message, httpCode: status, retryable: true },
		};
	}
	const problem = readProblem(answer, nowMs, hide);
	if (status < 400) return { kind: 'refused', repeatable: false, problem };
	if (status === 425 || status === 429) return { kind: 'refused', repeatable: true, problem };
	// 503 with Extend's own envelope means turned away at the door; a bare 503 may come from a gateway
	// that had already passed the request on.
	if (status === 503 && asEnvelope(body).retryable === true)
		return { kind: 'refused', repeatable: true, problem };
	if (status === 408 || status >= 500) return { kind: 'lost', problem };
	return { kind: 'refused', repeatable: false, problem };
}

/** Why a run failed is told in words that may repeat what it was started with. All else is data. */
function withoutSecrets(body: IDataObject, hide: Hide): IDataObject {
	const { failureMessage } = body;
	if (typeof failureMessage !== 'string') return body;
	const message = hide(failureMessage);
	return message === failureMessage ? body : { ...body, failureMessage: message };
}

function readProblem(
	{ statusCode, headers, body }: HttpAnswer,
	nowMs: number,
	hide: Hide,
): ApiProblem {
	const envelope = asEnvelope(body);
	const textOf = (value: unknown) =>
		typeof value === 'string' && value !== '' ? safeText(hide(value)) : undefined;
	// An ID and nothing else: it stands at the end of a sentence.
	const requestIdIn = (value: unknown) =>
		/^[\w.:-]{1,100}$/.test(plainText(value)) ? textOf(value) : undefined;
	const redirected = statusCode < 400;
	return {
		code: redirected ? 'REDIRECTED' : (textOf(envelope.code) ?? `HTTP_${statusCode}`),
		message: redirected
			? 'The address sends on to another one, which is not followed'
			: (textOf(envelope.message) ?? ''),
		httpCode: statusCode,
		retryable: envelope.retryable ?? (statusCode === 429 || statusCode >= 500),
		requestId: requestIdIn(envelope.requestId) ?? requestIdIn(headers['x-extend-request-id']),
		retryAfterMs: askedPause(headers, nowMs),
	};
}

/** The connection was never made, so not one byte was sent. */
const NOT_CONNECTED = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'];
/** Never made either, and asking again changes nothing. */
const NO_SUCH_HOST = ['ENOTFOUND', 'ERR_INVALID_URL'];

/** What n8n refuses to send at all: a domain that the credential does not allow, a blocked address, no credential. */
const REFUSED_BY_N8N = /domain .{0,300}not allowed|domain not allowed|blocked|credential/i;

/**
 * Reads what n8n's HTTP helper threw. n8n wraps the cause in a NodeApiError, whose texts are not ours
 * and whose cause holds the request with its key: only the code of the cause is taken over.
 */
export function readException(error: unknown): Outcome {
	const code = codeOf(error);
	if (code === 'ERR_CANCELED') return { kind: 'aborted' };
	if (NOT_CONNECTED.includes(code) || NO_SUCH_HOST.includes(code)) {
		const repeatable = NOT_CONNECTED.includes(code);
		const message = `Extend could not be reached (${reasonFor(code)})`;
		return {
			kind: 'refused',
			repeatable,
			problem: { code: 'UNREACHABLE', message, retryable: true },
		};
	}
	const text = messageOf(error);
	const distrust = noTlsReason(code, text);
	if (distrust) {
		const message = `Extend could not be reached (${distrust})`;
		return {
			kind: 'refused',
			repeatable: false,
			problem: { code: 'UNREACHABLE', message, retryable: false },
		};
	}
	if (code === '' && REFUSED_BY_N8N.test(text)) {
		const problem = { code: 'NOT_SENT', message: safeText(text), retryable: false };
		return { kind: 'refused', repeatable: false, problem };
	}
	// Everything else, known or not, may have happened after the request was taken: n8n 1.x tells a broken
	// answer without any code.
	const timedOut = code === 'ECONNABORTED' || code === 'ETIMEDOUT';
	const message = timedOut
		? 'Extend did not answer in time'
		: 'The connection to Extend broke before the answer was complete';
	return { kind: 'lost', problem: { code: 'NO_ANSWER', message, retryable: true } };
}

/** Why there was no safe connection, so that nothing was sent; undefined when that is not the reason. */
function noTlsReason(code: string, text: string): string | undefined {
	if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
		return 'the certificate of the address is not trusted';
	}
	// OpenSSL's words for an answer that is no TLS; its other errors may come in mid-connection.
	if (/WRONG_VERSION_NUMBER/.test(code) || /wrong version number/i.test(text)) {
		return 'the address begins with https:// but does not answer with https';
	}
	return undefined;
}

function reasonFor(code: string): string {
	if (code === 'ECONNREFUSED') return 'the address refuses connections';
	return NO_SUCH_HOST.includes(code)
		? 'there is no such address'
		: 'the network or the server is down';
}

/** The code of a network fault, wherever n8n 1.x and 2.x keep it; empty when it is no network fault. */
function codeOf(error: unknown): string {
	const { cause, code, httpCode } = (error ?? {}) as {
		cause?: unknown;
		code?: unknown;
		httpCode?: unknown;
	};
	const inner = (cause ?? {}) as { code?: unknown; cause?: { code?: unknown } };
	for (const candidate of [inner.code, inner.cause?.code, code, httpCode]) {
		if (typeof candidate === 'string' && /^[A-Z][A-Z0-9_]+$/.test(candidate)) return candidate;
	}
	return '';
}

function messageOf(error: unknown): string {
	const { message, cause } = (error ?? {}) as { message?: unknown; cause?: { message?: unknown } };
	return `${plainText(message)} ${plainText(cause?.message)}`.trim();
}
