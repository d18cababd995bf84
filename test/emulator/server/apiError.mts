import type { Extend } from 'extend-ai';

/** An error response. Handlers throw it and the error handler sends it. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly more: {
			retryable?: boolean;
			docUrl?: string;
			headers?: Record<string, string>;
			/** a run that the request started and that goes on */
			runId?: string;
			/** Drop the connection instead of responding. */
			drop?: boolean;
			/** Answer as the load balancer does: with a page instead of the API's body and headers. */
			gateway?: boolean;
		} = {},
	) {
		super(message);
	}
}

/** A well-formed request with invalid content. `path` is its location, e.g. `config.schema.properties.x`. */
export const invalidRequest = (message: string, path?: string) =>
	new ApiError(400, 'INVALID_REQUEST', path ? `${message}; Path: ${path}` : message, {
		docUrl: 'https://docs.extend.ai/2026-02-09/general/error-handling',
	});

export const notFound = (what: string) => new ApiError(404, 'NOT_FOUND', `${what} not found.`);

/** The page that a load balancer sends instead of the API. */
export const createGatewayPage = (status: number) =>
	`<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1><p>gateway</p></body></html>`;

/** Returns the flat error body that the API sends. The SDK does not know `runId` yet. */
export const toErrorBody = (
	error: ApiError,
	requestId: string,
): Extend.ApiError & { runId?: string } => ({
	code: error.code,
	message: error.message,
	retryable: error.more.retryable ?? false,
	requestId,
	...(error.more.runId ? { runId: error.more.runId } : {}),
	...(error.more.docUrl ? { docUrl: error.more.docUrl } : {}),
});
