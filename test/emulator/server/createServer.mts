import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { authenticate } from './authentication.mts';
import { registerControlRoutes } from './controlRoutes.mts';
import { applyFaultToResponse, applyFaultBeforeHandling } from '../faults/applyFaults.mts';
import { createId } from '../state/ids.mts';
import { RateLimiter } from './rateLimiter.mts';
import { ApiError, createGatewayPage, toErrorBody, invalidRequest } from './apiError.mts';
import { registerSampleRoutes } from './sampleRoutes.mts';
import { registerResources } from '../resources/index.mts';
import { connectWebhooks } from '../webhooks/publishEvents.mts';
import type { RequestFault } from '../faults/faultQueue.mts';
import type { RecordedRequest, State } from '../state/state.mts';

declare module 'fastify' {
	interface FastifyRequest {
		/** the entry in `emulator.requests` */
		recorded: RecordedRequest;
		fault?: RequestFault;
	}
}

/** Whether a path is outside the API: no key, faults or limits apply. */
const isInternalPath = (path: string) => /^\/(__emulator|__files|samples)(\/|$)/.test(path);

/** Creates the HTTP server without listening. */
export function createServer(state: State): FastifyInstance {
	const app = fastify({
		genReqId: () => createId('req'),
		bodyLimit: 32 * 1024 * 1024,
		forceCloseConnections: true,
		routerOptions: { ignoreTrailingSlash: true },
	});
	const limits = new RateLimiter(state);
	connectWebhooks(state);

	app.register(multipart, { limits: { fileSize: Infinity, files: 1, fieldSize: 1024 * 1024 } });
	// Clients send a JSON content type even without a body, so an empty body counts as missing.
	app.removeContentTypeParser('application/json');
	app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
		try {
			done(null, text === '' ? undefined : JSON.parse(String(text)));
		} catch {
			done(invalidRequest('The body is not valid JSON'));
		}
	});

	app.addHook('onRequest', async (request, reply) => {
		recordRequest(state, request);
		reply.header('x-extend-request-id', request.id);
		const version = request.headers['x-extend-api-version'];
		if (version) reply.header('x-extend-api-version', version);
	});
	app.addHook('preHandler', async (request, reply) => {
		if (request.body !== undefined && !request.isMultipart()) request.recorded.body = request.body;
		if (isInternalPath(request.recorded.path) && !request.recorded.path.startsWith('/__files/'))
			return;
		request.fault = state.faults.take(request.recorded);
		if (request.fault) {
			request.recorded.fault = request.fault.kind;
			if (await applyFaultBeforeHandling(state, request, reply, request.fault)) return reply;
		}
		if (isInternalPath(request.recorded.path)) return undefined;
		authenticate(state, request);
		limits.check(request);
		return undefined;
	});
	app.addHook('onSend', async (request, reply, payload) => {
		request.recorded.status = reply.statusCode;
		const sent = request.fault
			? await applyFaultToResponse(state, request, reply, payload, request.fault)
			: payload;
		request.recorded.end ??= 'answered';
		return sent;
	});
	app.addHook('onResponse', async (request, reply) => {
		state.writeLog(
			`${request.method} ${request.recorded.path} ${reply.statusCode} ${Math.round(reply.elapsedTime)} ms`,
		);
	});
	app.setErrorHandler((error, request, reply) => sendError(state, error, request, reply));
	app.setNotFoundHandler((request) => {
		throw new ApiError(404, 'NOT_FOUND', `No route ${request.method} ${request.recorded.path}.`);
	});

	app.register(async (scope) => {
		registerResources(scope, state);
		registerControlRoutes(scope, state);
		registerSampleRoutes(scope);
	});
	return app;
}

function recordRequest(state: State, request: FastifyRequest) {
	const { pathname, searchParams } = new URL(request.url, 'http://emulator');
	const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
	request.recorded = {
		method: request.method,
		path: pathname,
		query: Object.fromEntries(searchParams),
		headers: Object.fromEntries(headers),
		status: null,
		at: Date.now(),
	};
	if (!isInternalPath(pathname)) state.requests.push(request.recorded);
}

function sendError(state: State, error: unknown, request: FastifyRequest, reply: FastifyReply) {
	const apiError = toApiError(state, error);
	if (apiError.more.drop) {
		request.raw.socket.destroy();
		return reply.hijack();
	}
	if (apiError.more.gateway) {
		for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
		return reply
			.code(apiError.status)
			.type('text/html; charset=utf-8')
			.send(createGatewayPage(apiError.status));
	}
	// A rejected upload is read to its end, otherwise the client may never see the response.
	if (request.isMultipart()) request.raw.resume();
	return reply
		.code(apiError.status)
		.headers(apiError.more.headers ?? {})
		.send(toErrorBody(apiError, request.id));
}

function toApiError(state: State, error: unknown): ApiError {
	if (error instanceof ApiError) return error;
	const { statusCode, message, stack } = error as {
		statusCode?: number;
		message?: string;
		stack?: string;
	};
	if (statusCode && statusCode < 500)
		return new ApiError(
			statusCode === 413 ? 413 : 400,
			'INVALID_REQUEST',
			message ?? 'Invalid request',
		);
	state.writeLog(stack ?? String(error));
	return new ApiError(500, 'INTERNAL_ERROR', 'An unexpected error occurred.', { retryable: true });
}
