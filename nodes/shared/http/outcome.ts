/** What became of one HTTP exchange, and how an answer or an exception is read as such. Pure. */
import type { IDataObject } from 'n8n-workflow';
import { parseErrorEnvelope } from './responses';
import { toObject } from '../utils/objects';
import { HTTP_MESSAGES } from './messages';
import { readRetryAfter } from './retryAfter';
import { toText, sanitizeText } from '../utils/sanitize';

/** What is known about an exchange that did not go well. Texts are safe to show. */
export interface ApiErrorBody {
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
	| { kind: 'succeeded'; body: IDataObject }
	/** The server certainly did not do it; `safeToRetry`: it may when asked again. */
	| { kind: 'rejected'; safeToRetry: boolean; error: ApiErrorBody }
	/** The server may have done it: nothing reliable came back. */
	| { kind: 'indeterminate'; error: ApiErrorBody }
	/** Stop was pressed. The server may have done it. */
	| { kind: 'aborted' };

/** What did not go well. */
export type FailedOutcome = Exclude<Outcome, { kind: 'succeeded' }>;

export interface HttpResponse {
	statusCode: number;
	headers: IDataObject;
	body: unknown;
}

/** Takes secrets out of a text. */
type Redact = (text: string) => string;

/**
 * Reads an answer.
 * @param nowMs our clock, for `Retry-After` dates when the answer has no date of its own
 * @param hide takes out of a text what must not be shown, whatever it looks like
 */
export function readResponse(answer: HttpResponse, nowMs: number, hide: Redact): Outcome {
	const { statusCode: status, body } = answer;
	if (status >= 200 && status < 300) {
		const object = toObject(body);
		if (object) return { kind: 'succeeded', body: redactFailureMessage(object, hide) };
		const message = HTTP_MESSAGES.notFromExtend;
		return {
			kind: 'indeterminate',
			error: { code: 'BAD_ANSWER', message, httpCode: status, retryable: true },
		};
	}
	const error = readErrorBody(answer, nowMs, hide);
	if (status < 400) return { kind: 'rejected', safeToRetry: false, error };
	if (status === 425 || status === 429) return { kind: 'rejected', safeToRetry: true, error };
	// 503 with Extend's own envelope means turned away at the door; a bare 503 may come from a gateway
	// that had already passed the request on.
	if (status === 503 && parseErrorEnvelope(body).retryable === true)
		return { kind: 'rejected', safeToRetry: true, error };
	if (status === 408 || status >= 500) return { kind: 'indeterminate', error };
	return { kind: 'rejected', safeToRetry: false, error };
}

/** Why a run failed is told in words that may repeat what it was started with. All else is data. */
function redactFailureMessage(body: IDataObject, hide: Redact): IDataObject {
	const { failureMessage } = body;
	if (typeof failureMessage !== 'string') return body;
	const message = hide(failureMessage);
	return message === failureMessage ? body : { ...body, failureMessage: message };
}

function readErrorBody(
	{ statusCode, headers, body }: HttpResponse,
	nowMs: number,
	hide: Redact,
): ApiErrorBody {
	const envelope = parseErrorEnvelope(body);
	const textOf = (value: unknown) =>
		typeof value === 'string' && value !== '' ? sanitizeText(hide(value)) : undefined;
	// An ID and nothing else: it stands at the end of a sentence.
	const requestIdIn = (value: unknown) =>
		/^[\w.:-]{1,100}$/.test(toText(value)) ? textOf(value) : undefined;
	const redirected = statusCode < 400;
	return {
		code: redirected ? 'REDIRECTED' : (textOf(envelope.code) ?? `HTTP_${statusCode}`),
		message: redirected ? HTTP_MESSAGES.redirected : (textOf(envelope.message) ?? ''),
		httpCode: statusCode,
		retryable: envelope.retryable ?? (statusCode === 429 || statusCode >= 500),
		requestId: requestIdIn(envelope.requestId) ?? requestIdIn(headers['x-extend-request-id']),
		retryAfterMs: readRetryAfter(headers, nowMs),
	};
}

/** The connection was never made, so not one byte was sent. */
const CONNECTION_CODES = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'];
/** Never made either, and asking again changes nothing. */
const ADDRESS_CODES = ['ENOTFOUND', 'ERR_INVALID_URL'];

/** What n8n refuses to send at all: a domain that the credential does not allow, a blocked address, no credential. */
const REFUSED_BY_N8N = /domain .{0,300}not allowed|domain not allowed|blocked|credential/i;

/**
 * Reads what n8n's HTTP helper threw. n8n wraps the cause in a NodeApiError, whose texts are not ours
 * and whose cause holds the request with its key: only the code of the cause is taken over.
 */
export function readException(error: unknown): Outcome {
	const code = getNetworkCode(error);
	if (code === 'ERR_CANCELED') return { kind: 'aborted' };
	if (CONNECTION_CODES.includes(code) || ADDRESS_CODES.includes(code)) {
		const safeToRetry = CONNECTION_CODES.includes(code);
		const message = HTTP_MESSAGES.unreachable({ reason: getUnreachableReason(code) });
		return {
			kind: 'rejected',
			safeToRetry,
			error: { code: 'UNREACHABLE', message, retryable: true },
		};
	}
	const text = getMessageText(error);
	const distrust = getTlsReason(code, text);
	if (distrust) {
		const message = HTTP_MESSAGES.unreachable({ reason: distrust });
		return {
			kind: 'rejected',
			safeToRetry: false,
			error: { code: 'UNREACHABLE', message, retryable: false },
		};
	}
	if (code === '' && REFUSED_BY_N8N.test(text)) {
		const error = { code: 'NOT_SENT', message: sanitizeText(text), retryable: false };
		return { kind: 'rejected', safeToRetry: false, error };
	}
	// Everything else, known or not, may have happened after the request was taken: n8n 1.x tells a broken
	// answer without any code.
	const timedOut = code === 'ECONNABORTED' || code === 'ETIMEDOUT';
	const message = timedOut ? HTTP_MESSAGES.timedOut : HTTP_MESSAGES.connectionBroke;
	return { kind: 'indeterminate', error: { code: 'NO_ANSWER', message, retryable: true } };
}

/** Why there was no safe connection, so that nothing was sent; undefined when that is not the reason. */
function getTlsReason(code: string, text: string): string | undefined {
	if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
		return HTTP_MESSAGES.untrustedCertificate;
	}
	// OpenSSL's words for an answer that is no TLS; its other errors may come in mid-connection.
	if (/WRONG_VERSION_NUMBER/.test(code) || /wrong version number/i.test(text)) {
		return HTTP_MESSAGES.noTls;
	}
	return undefined;
}

function getUnreachableReason(code: string): string {
	if (code === 'ECONNREFUSED') return HTTP_MESSAGES.connectionRefused;
	return ADDRESS_CODES.includes(code) ? HTTP_MESSAGES.unknownHost : HTTP_MESSAGES.networkDown;
}

/** The code of a network fault, wherever n8n 1.x and 2.x keep it; empty when it is no network fault. */
function getNetworkCode(error: unknown): string {
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

function getMessageText(error: unknown): string {
	const { message, cause } = (error ?? {}) as { message?: unknown; cause?: { message?: unknown } };
	return `${toText(message)} ${toText(cause?.message)}`.trim();
}
