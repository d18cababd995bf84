import type { Extend } from 'extend-ai';

/** An answer of 400 or more, thrown by handlers and turned into the error envelope in one place. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly more: {
			retryable?: boolean;
			docUrl?: string;
			headers?: Record<string, string>;
			/** The connection is dropped instead of answered. */
			drop?: boolean;
		} = {},
	) {
		super(message);
	}
}

/** The body was understood and is not acceptable; `path` is where, e.g. `config.schema.properties.x`. */
export const invalidRequest = (message: string, path?: string) =>
	new ApiError(400, 'INVALID_REQUEST', path ? `${message}; Path: ${path}` : message, {
		docUrl: 'https://docs.extend.ai/2026-02-09/general/error-handling',
	});

export const notFound = (what: string) => new ApiError(404, 'NOT_FOUND', `${what} not found.`);

/** The flat error body of the API. */
export const toErrorBody = (problem: ApiError, requestId: string): Extend.ApiError => ({
	code: problem.code,
	message: problem.message,
	retryable: problem.more.retryable ?? false,
	requestId,
	...(problem.more.docUrl ? { docUrl: problem.more.docUrl } : {}),
});
