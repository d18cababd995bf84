/** Why a request has no response of Extend, for the reasons that the client itself knows. */
import type { Message } from '../utils/messages';
import { HTTP_MESSAGES } from './messages';
import type { ApiErrorBody, Outcome } from './outcome';

export const TIMED_OUT: ApiErrorBody = {
	code: 'NO_ANSWER',
	message: HTTP_MESSAGES.timedOut,
	retryable: true,
};

/** The outcome of a request that was not sent. */
export function notSent(error: ApiErrorBody): Outcome {
	return { kind: 'rejected', safeToRetry: false, error };
}

export const TOO_LATE = notSent({
	code: 'TIMEOUT',
	message: HTTP_MESSAGES.tooLate,
	retryable: true,
});

/** The run is no longer wanted, because the node stops with another error. Never shown: that error is. */
export const UNWANTED = notSent({ code: 'NOT_STARTED', message: '', retryable: true });

export const UNSAFE_PATH = notSent({
	code: 'NOT_FOUND',
	message: HTTP_MESSAGES.unsafePath,
	retryable: false,
});

/**
 * The outcome of a request that names no object: "not found" then means its endpoint, e.g. one in beta that the
 * organization does not have. Other outcomes are returned as they are.
 */
export function asMissingEndpoint<T extends Outcome>(outcome: T): T {
	if (outcome.kind !== 'rejected' || outcome.error.code !== 'NOT_FOUND') return outcome;
	return { ...outcome, error: { ...outcome.error, code: 'NOT_AVAILABLE' } };
}

/** Extend asked all requests to wait for longer than this one can. */
export function stillLimited(retryAfterMs: number): Outcome {
	const error: ApiErrorBody = {
		code: 'RATE_LIMIT_EXCEEDED',
		message: '',
		httpCode: 429,
		retryable: true,
		retryAfterMs,
	};
	return { kind: 'rejected', safeToRetry: true, error };
}

/** Nothing can be sent with the credential. */
export function unusableCredential({ message, hint }: Message): Outcome {
	return notSent({ code: 'NOT_SENT', message: `${message}. ${hint}`, retryable: false });
}
