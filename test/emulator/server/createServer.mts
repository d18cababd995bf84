import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { allowRequest } from './authentication.mts';
import { controlRoutes } from './controlRoutes.mts';
import { hitAfter, hitBefore } from '../faults/applyFaults.mts';
import { newId } from '../state/ids.mts';
import { Limits } from './rateLimiter.mts';
import { Problem, envelope, invalid } from './apiError.mts';
import { sampleRoutes } from './sampleRoutes.mts';
import { registerResources } from '../resources/index.mts';
import { connectWebhooks } from '../webhooks/publishEvents.mts';
import type { RequestFault } from '../faults/faultQueue.mts';
import type { SeenRequest, State } from '../state/state.mts';

declare module 'fastify' {
	interface FastifyRequest {
		/** the entry of this request in `emulator.requests` */
		seen: SeenRequest;
		fault?: RequestFault;
	}
}

/** Paths that are no part of the API: no key, no faults, no limits. */
const isOwn = (path: string) => /^\/(__emulator|__files|samples)(\/|$)/.test(path);

/** The HTTP side of the emulator, not listening yet. */
export function buildServer(state: State): FastifyInstance {
	const app = fastify({
		genReqId: () => newId('req'),
		bodyLimit: 32 * 1024 * 1024,
		forceCloseConnections: true,
		routerOptions: { ignoreTrailingSlash: true },
	});
	const limits = new Limits(state);
	connectWebhooks(state);

	app.register(multipart, { limits: { fileSize: Infinity, files: 1, fieldSize: 1024 * 1024 } });
	// An empty JSON body is a body that was left out: clients send the type on calls without one.
	app.removeContentTypeParser('application/json');
	app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
		try {
			done(null, text === '' ? undefined : JSON.parse(String(text)));
		} catch {
			done(invalid('The body is not valid JSON'));
		}
	});

	app.addHook('onRequest', async (request, reply) => {
		look(state, request);
		reply.header('x-extend-request-id', request.id);
		const version = request.headers['x-extend-api-version'];
		if (version) reply.header('x-extend-api-version', version);
	});
	app.addHook('preHandler', async (request, reply) => {
		if (request.body !== undefined && !request.isMultipart()) request.seen.body = request.body;
		if (isOwn(request.seen.path) && !request.seen.path.startsWith('/__files/')) return;
		request.fault = state.faults.take(request.method, request.seen.path);
		if (request.fault) {
			request.seen.fault = request.fault.kind;
			if (await hitBefore(state, request, reply, request.fault)) return reply;
		}
		if (isOwn(request.seen.path)) return undefined;
		allowRequest(state, request);
		limits.count(request);
		return undefined;
	});
	app.addHook('onSend', async (request, reply, payload) => {
		request.seen.status = reply.statusCode;
		return request.fault ? await hitAfter(state, request, reply, payload, request.fault) : payload;
	});
	app.addHook('onResponse', async (request, reply) => {
		state.say(
			`${request.method} ${request.seen.path} ${reply.statusCode} ${Math.round(reply.elapsedTime)} ms`,
		);
	});
	app.setErrorHandler((error, request, reply) => answerProblem(state, error, request, reply));
	app.setNotFoundHandler((request) => {
		throw new Problem(404, 'NOT_FOUND', `No route ${request.method} ${request.seen.path}.`);
	});

	app.register(async (scope) => {
		registerResources(scope, state);
		controlRoutes(scope, state);
		sampleRoutes(scope);
	});
	return app;
}

function look(state: State, request: FastifyRequest) {
	const { pathname, searchParams } = new URL(request.url, 'http://emulator');
	const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
	request.seen = {
		method: request.method,
		path: pathname,
		query: Object.fromEntries(searchParams),
		headers: Object.fromEntries(headers),
		status: null,
		at: Date.now(),
	};
	if (!isOwn(pathname)) state.requests.push(request.seen);
}

function answerProblem(state: State, error: unknown, request: FastifyRequest, reply: FastifyReply) {
	const problem = asProblem(state, error);
	if (problem.more.drop) {
		request.raw.socket.destroy();
		return reply.hijack();
	}
	// An upload that is refused early is still read to its end, or the client may never see the answer.
	if (request.isMultipart()) request.raw.resume();
	return reply
		.code(problem.status)
		.headers(problem.more.headers ?? {})
		.send(envelope(problem, request.id));
}

function asProblem(state: State, error: unknown): Problem {
	if (error instanceof Problem) return error;
	const { statusCode, message, stack } = error as {
		statusCode?: number;
		message?: string;
		stack?: string;
	};
	if (statusCode && statusCode < 500)
		return new Problem(
			statusCode === 413 ? 413 : 400,
			'INVALID_REQUEST',
			message ?? 'Invalid request',
		);
	state.say(stack ?? String(error));
	return new Problem(500, 'INTERNAL_ERROR', 'An unexpected error occurred.', { retryable: true });
}
