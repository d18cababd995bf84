/** The outcome of one HTTP exchange, read from its response or from the exception of n8n's helper. Pure. */
import type { IDataObject } from 'n8n-workflow';
import { parseErrorEnvelope } from './responses';
import { isRecord, toObject, toOpen, type JsonRecord } from '../utils/objects';
import { HTTP_MESSAGES } from './messages';
import { readRetryAfter } from './retryAfter';
import { toText, sanitizeText } from '../utils/sanitize';
import { stripInvisible } from '../utils/unicode';
import type { OpenUnion } from '../utils/types';
import type { ExchangeCode } from './types';

/** Why an exchange failed. Its texts are sanitized and free of secrets. */
export interface ApiErrorBody {
	code: OpenUnion<ExchangeCode>;
	message: string;
	httpCode?: number;
	/** whether the same request may succeed later */
	retryable: boolean;
	requestId?: string;
	/** the run that exists in spite of the error: a synchronous request that took too long, or whose run failed */
	runId?: string;
	retryAfterMs?: number;
}

export type Outcome =
	/** The server confirmed that it did what was requested. */
	| { kind: 'succeeded'; body: IDataObject }
	/** The server certainly did not do it. `safeToRetry`: it may do it when the request is repeated. */
	| { kind: 'rejected'; safeToRetry: boolean; error: ApiErrorBody }
	/** The server may have done it: no reliable response came. */
	| { kind: 'indeterminate'; error: ApiErrorBody }
	/** Stop was pressed. The server may have done it, unless `isUnsent`: it was still waiting for the rate limit. */
	| { kind: 'aborted'; isUnsent?: boolean };

export type FailedOutcome = Exclude<Outcome, { kind: 'succeeded' }>;

export interface HttpResponse {
	statusCode: number;
	headers: IDataObject;
	body: unknown;
}

/** Replaces the secrets in a text (`Redactor.redact`). */
type Redact = (text: string, longOnly?: boolean) => string;

/** Of a text from outside, more than this is not looked at. */
const MAX_READ_LENGTH = 100_000;

/** @param nowMs our clock, for `Retry-After` dates when the response has no date of its own */
export function readResponse(response: HttpResponse, nowMs: number, redact: Redact): Outcome {
	const { statusCode: status, body } = response;
	if (status >= 200 && status < 300) {
		const object = toObject(body);
		if (object) return { kind: 'succeeded', body: redactRun(object, redact) };
		const message = HTTP_MESSAGES.notFromExtend;
		return {
			kind: 'indeterminate',
			error: { code: 'BAD_ANSWER', message, httpCode: status, retryable: true },
		};
	}
	const error = readErrorBody(response, nowMs, redact);
	if (status < 400) return { kind: 'rejected', safeToRetry: false, error };
	if (status === 425 || status === 429) return { kind: 'rejected', safeToRetry: true, error };
	// A 503 with Extend's error envelope was rejected before processing and is safe to retry. A bare 503 may come
	// from a gateway that already forwarded the request.
	if (status === 503 && parseErrorEnvelope(body)?.retryable === true)
		return { kind: 'rejected', safeToRetry: true, error };
	if (status === 408 || status >= 500) return { kind: 'indeterminate', error };
	return { kind: 'rejected', safeToRetry: false, error };
}

/**
 * The texts of a run that become part of an error may repeat a secret that it was started with. Everything else is
 * data.
 */
function redactRun(body: IDataObject, redact: Redact): IDataObject {
	const changed: IDataObject = {};
	for (const name of ['failureReason', 'failureMessage', 'dashboardUrl']) {
		const text = body[name];
		if (typeof text !== 'string') continue;
		const redacted = redact(text, name === 'dashboardUrl');
		if (redacted !== text) changed[name] = redacted;
	}
	return Object.keys(changed).length === 0 ? body : { ...body, ...changed };
}

function readErrorBody(
	{ statusCode, headers, body }: HttpResponse,
	nowMs: number,
	redact: Redact,
): ApiErrorBody {
	const envelope = parseErrorEnvelope(body) ?? {};
	const toSafeText = (value: unknown) =>
		typeof value === 'string' && value !== ''
			? // Before secrets are looked for: what is invisible could stand within one.
				sanitizeText(redact(stripInvisible(value.slice(0, MAX_READ_LENGTH))))
			: undefined;
	// Only what looks like an ID: it is appended to a message.
	const toId = (value: unknown) =>
		/^[\w.:-]{1,100}$/.test(toText(value)) ? toSafeText(value) : undefined;
	const redirected = statusCode < 400;
	const code = redirected ? 'REDIRECTED' : getErrorCode(statusCode, body);
	const safeCode = toSafeText(code);
	return {
		code: safeCode === undefined ? `HTTP_${statusCode}` : toOpen(safeCode),
		message: redirected ? HTTP_MESSAGES.redirected : (toSafeText(envelope.message) ?? ''),
		httpCode: statusCode,
		retryable: envelope.retryable ?? isRetryableStatus(statusCode),
		requestId: toId(envelope.requestId) ?? toId(headers['x-extend-request-id']),
		runId: toId(envelope.runId),
		retryAfterMs: readRetryAfter(headers, nowMs),
	};
}

/**
 * The code of an error. Whatever the status, a body that is not from Extend says nothing about a key or an ID. A rate
 * limit is the exception: one of a gateway is waited for, too.
 */
function getErrorCode(status: number, body: unknown): ApiErrorBody['code'] {
	const envelope = parseErrorEnvelope(body);
	if (!envelope && status !== 429) return 'BAD_ANSWER';
	return envelope?.code ? toOpen(envelope.code) : `HTTP_${status}`;
}

function isRetryableStatus(status: number): boolean {
	return status === 408 || status === 425 || status === 429 || status >= 500;
}

/** Whether Extend itself said that it does not have the object: a 404 of a proxy says nothing about it. */
export function isNotFound(outcome: Outcome): boolean {
	return outcome.kind === 'rejected' && isNotFoundError(outcome.error);
}

/** The same for the error of an outcome, or the details of an error made of it. */
export function isNotFoundError({ code, httpCode }: { code: string; httpCode?: number }): boolean {
	return httpCode === 404 && code !== ('BAD_ANSWER' satisfies ExchangeCode);
}

/** No connection was made, so nothing was sent. */
const CONNECTION_CODES = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'];
/** No connection was made either, and a retry cannot succeed. */
const ADDRESS_CODES = ['ENOTFOUND', 'ERR_INVALID_URL'];

/** Why n8n does not send a request: a domain that the credential does not allow, a blocked address, no credential. */
const REFUSED_BY_N8N = /domain .{0,300}not allowed|domain not allowed|blocked|credential/i;

/**
 * The outcome for an exception of n8n's HTTP helper. n8n wraps the cause in a NodeApiError. Its cause holds the
 * request with the API key, so only the code of the cause is used.
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
	const tlsReason = getTlsReason(code, text);
	if (tlsReason) {
		const message = HTTP_MESSAGES.unreachable({ reason: tlsReason });
		return {
			kind: 'rejected',
			safeToRetry: false,
			error: { code: 'UNREACHABLE', message, retryable: false },
		};
	}
	if (code === '' && REFUSED_BY_N8N.test(text)) {
		const message = sanitizeText(text);
		return {
			kind: 'rejected',
			safeToRetry: false,
			error: { code: 'NOT_SENT', message, retryable: false },
		};
	}
	// Everything else, known or not, may have happened after the server accepted the request: n8n 1.x reports a
	// broken response without any code.
	const timedOut = code === 'ECONNABORTED' || code === 'ETIMEDOUT';
	const message = timedOut ? HTTP_MESSAGES.timedOut : HTTP_MESSAGES.connectionBroke;
	return { kind: 'indeterminate', error: { code: 'NO_ANSWER', message, retryable: true } };
}

/** Why no TLS connection was made, so that nothing was sent; undefined when TLS is not the reason. */
function getTlsReason(code: string, text: string): string | undefined {
	if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
		return HTTP_MESSAGES.untrustedCertificate;
	}
	// OpenSSL's error for a response that is no TLS. Its other errors may occur during a connection.
	if (/WRONG_VERSION_NUMBER/.test(code) || /wrong version number/i.test(text)) {
		return HTTP_MESSAGES.noTls;
	}
	return undefined;
}

function getUnreachableReason(code: string): string {
	if (code === 'ECONNREFUSED') return HTTP_MESSAGES.connectionRefused;
	return ADDRESS_CODES.includes(code) ? HTTP_MESSAGES.unknownHost : HTTP_MESSAGES.networkDown;
}

/** The code of a network error, from any of the places where n8n 1.x and 2.x keep it; empty for other errors. */
function getNetworkCode(error: unknown): string {
	const { cause, code, httpCode } = toReadable(error);
	const { cause: innerCause, code: innerCode } = toReadable(cause);
	for (const candidate of [innerCode, toReadable(innerCause).code, code, httpCode]) {
		if (typeof candidate === 'string' && /^[A-Z][A-Z0-9_]+$/.test(candidate)) return candidate;
	}
	return '';
}

function getMessageText(error: unknown): string {
	const { message, cause } = toReadable(error);
	// n8n wraps an error in one of the same text.
	return [...new Set([toText(message), toText(toReadable(cause).message)])].join(' ').trim();
}

/** The value with members that can be read, whatever was thrown. */
function toReadable(error: unknown): JsonRecord {
	return isRecord(error) ? error : {};
}

/** The error of an outcome that is a rate limit. */
export function getRateLimit(outcome: Outcome): ApiErrorBody | undefined {
	return outcome.kind === 'rejected' && outcome.error.httpCode === 429 ? outcome.error : undefined;
}
