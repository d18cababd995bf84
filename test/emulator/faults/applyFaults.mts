import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestFault } from './faultQueue.mts';
import { delay } from '../state/delay.mts';
import { createGatewayPage, toErrorBody, ApiError } from '../server/apiError.mts';
import type { State } from '../state/state.mts';

const JSON_TYPE = 'application/json; charset=utf-8';

const NEVER = new Promise<never>(() => {});

/**
 * Applies a fault that prevents the request from being handled. Returns true when the request needs no
 * further handling.
 */
export async function applyFaultBeforeHandling(
	state: State,
	request: FastifyRequest,
	reply: FastifyReply,
	fault: RequestFault,
): Promise<boolean> {
	if (fault.kind === 'slow' && (fault.when ?? 'after') === 'before')
		await delay(fault.ms, state.closing.signal);
	if (!('when' in fault) || !isBefore(fault)) {
		if (fault.kind !== 'status' && fault.kind !== 'html') return false;
		if (fault.when === 'after') return false;
	}
	switch (fault.kind) {
		case 'reset':
			reply.hijack();
			await waitForBytes(request, fault.afterBytes ?? 0);
			request.recorded.end = 'dropped';
			request.raw.socket.destroy();
			return true;
		case 'hang':
			reply.hijack();
			request.recorded.end = 'hanging';
			request.raw.resume();
			return true;
		case 'restart':
			reply.hijack();
			state.events.emit('restart', fault);
			return true;
		case 'status':
		case 'html':
		case 'badJson':
			if (request.isMultipart()) request.raw.resume();
			// applyFaultToResponse decides what is sent, for both timings.
			await reply.send('');
			return true;
		default:
			return false;
	}
}

const isBefore = (fault: RequestFault) => 'when' in fault && fault.when === 'before';

/** Applies a fault to a finished response and returns the payload to send instead. */
export async function applyFaultToResponse(
	state: State,
	request: FastifyRequest,
	reply: FastifyReply,
	payload: unknown,
	fault: RequestFault,
): Promise<unknown> {
	switch (fault.kind) {
		case 'status':
			return createStatusBody(request, reply, fault);
		case 'html':
			return replaceResponse(
				request,
				reply,
				fault.status,
				'text/html; charset=utf-8',
				createGatewayPage(fault.status),
			);
		case 'badJson':
			return replaceResponse(request, reply, 200, JSON_TYPE, '{"object":"extract_run","id":"exr_');
		case 'reset':
			return dropConnection(request);
		case 'hang':
			return await neverRespond(request);
		case 'restart':
			state.events.emit('restart', fault);
			return await neverRespond(request);
		case 'truncate':
			return await sendHalf(request, reply, await readPayload(payload));
		case 'drip':
			return streamBytewise(state, await readPayload(payload), fault.ms);
		case 'slow':
			if (fault.when !== 'before') await delay(fault.ms, state.closing.signal);
			return payload;
	}
}

function replaceResponse(
	request: FastifyRequest,
	reply: FastifyReply,
	status: number,
	type: string,
	body: string,
) {
	request.recorded.status = status;
	reply.code(status).header('content-type', type).removeHeader('content-length');
	return body;
}

function createStatusBody(
	request: FastifyRequest,
	reply: FastifyReply,
	fault: Extract<RequestFault, { kind: 'status' }>,
) {
	reply.headers(fault.headers ?? {});
	const {
		code,
		message = 'Scripted fault.',
		retryable = fault.status === 429 || fault.status >= 500,
	} = fault.envelope ?? {};
	const standard =
		fault.status === 429
			? 'RATE_LIMIT_EXCEEDED'
			: fault.status >= 500
				? 'INTERNAL_ERROR'
				: 'INVALID_REQUEST';
	const error = new ApiError(fault.status, code ?? standard, message, { retryable });
	const body = fault.body ?? toErrorBody(error, request.id);
	const type =
		fault.headers?.['content-type'] ??
		(typeof body === 'string' ? 'text/plain; charset=utf-8' : JSON_TYPE);
	return replaceResponse(
		request,
		reply,
		fault.status,
		type,
		typeof body === 'string' ? body : JSON.stringify(body),
	);
}

function dropConnection(request: FastifyRequest) {
	request.recorded.status = null;
	request.recorded.end = 'dropped';
	request.raw.socket.destroy();
	return '';
}

async function neverRespond(request: FastifyRequest) {
	request.recorded.status = null;
	request.recorded.end = 'hanging';
	return await NEVER;
}

/** Declares the full content length, sends the first half of the body and closes the connection. */
async function sendHalf(request: FastifyRequest, reply: FastifyReply, body: string) {
	const bytes = Buffer.from(body);
	request.recorded.end = 'dropped';
	for (const [name, value] of Object.entries(reply.getHeaders())) {
		if (value !== undefined) reply.raw.setHeader(name, value);
	}
	reply.raw.setHeader('content-length', bytes.length);
	reply.raw.writeHead(reply.statusCode);
	reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () =>
		request.raw.socket.destroySoon(),
	);
	return await NEVER;
}

/** Sends the body byte by byte, with a pause after each. */
function streamBytewise(state: State, body: string, ms: number): Readable {
	async function* bytes() {
		for (const byte of Buffer.from(body)) {
			yield Buffer.of(byte);
			if (!(await delay(ms, state.closing.signal))) return;
		}
	}
	return Readable.from(bytes());
}

/** The payload as text. Stored files are streams. */
async function readPayload(payload: unknown): Promise<string> {
	if (!(payload instanceof Readable)) return String(payload);
	const chunks: Buffer[] = [];
	for await (const chunk of payload) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('latin1');
}

/** Resolves once `bytes` bytes of the body arrived, the body ended or the client disconnected. */
async function waitForBytes({ raw }: FastifyRequest, bytes: number): Promise<void> {
	if (bytes === 0) return;
	let count = 0;
	await new Promise<void>((resolve) => {
		raw.on('data', (chunk: Buffer) => {
			count += chunk.length;
			if (count >= bytes) resolve();
		});
		raw.once('end', resolve).once('close', resolve);
	});
}
