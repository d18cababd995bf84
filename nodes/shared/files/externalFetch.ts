/**
 * GET from addresses that came with an answer or an event: files, results, signed payloads. Without the API
 * key, without redirects, as a stream. All other HTTP is in transport.ts.
 */
import type { IHttpRequestOptions } from 'n8n-workflow';
import { clock } from '../utils/clock';
import { readRetryAfter } from '../http/retryAfter';
import { getStopSignal, type ExtendContext } from '../http/client';

/** What n8n's helper gives for `encoding: 'stream'`. */
export interface ExternalStream extends AsyncIterable<Uint8Array> {
	destroy(): void;
	on(event: 'error', listener: (error: Error) => void): void;
}

export interface ExternalResponse {
	headers: Record<string, unknown>;
	body: ExternalStream;
	/**
	 * Ends the exchange, whether the body was read to its end or not. Destroying the body does not: axios wraps
	 * it, and a wrapper that waits for more neither ends nor lets go of the connection.
	 */
	close(): void;
}

/** Why an address gave nothing. The message holds neither the address nor its signature. */
export class ExternalFetchError extends Error {
	constructor(
		message: string,
		/** whether asking again can help */
		readonly retryable: boolean,
		readonly httpCode?: number,
		/** how long the address asks to wait before (ms) */
		readonly retryAfterMs?: number,
	) {
		super(message);
		this.name = 'ExternalFetchError';
	}
}

/**
 * Opens an address that `foreignUrl` has let through; the caller reads the body and closes the answer.
 * @param timeoutMs until the answer begins
 * Throws ExternalFetchError for every answer that is not 2xx, and when there is none.
 */
export async function openExternal(
	context: ExtendContext,
	url: string,
	timeoutMs: number,
): Promise<ExternalResponse> {
	const abort = new AbortController();
	const stop = getStopSignal(context);
	const request: IHttpRequestOptions = {
		method: 'GET',
		url,
		// Uncompressed, so that the announced length is that of the file, and small answers stay small.
		headers: { 'Accept-Encoding': 'identity' },
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: Math.max(1, timeoutMs),
		abortSignal: stop ? AbortSignal.any([abort.signal, stop]) : abort.signal,
	};
	const answer = (await context.helpers.httpRequest(request).catch(() => {
		// The error of the HTTP client holds the address with its signature.
		throw new ExternalFetchError('the download address did not answer', true);
	})) as Pick<ExternalResponse, 'headers' | 'body'> & { statusCode: number };
	const { headers, body, statusCode } = answer;
	// Who reads the body sees its errors. One that comes after that would end the process of n8n.
	body.on('error', () => undefined);
	const close = () => {
		abort.abort();
		body.destroy();
	};
	if (statusCode >= 200 && statusCode < 300) return { headers, body, close };
	close();
	const message = `the download address answered with status ${statusCode}`;
	const retryAfterMs = readRetryAfter(headers, clock.wallNow());
	throw new ExternalFetchError(message, true, statusCode, retryAfterMs);
}

/**
 * Reads a body to its end.
 * @param maxBytes after decompression; more throws a ExternalFetchError that no repetition cures
 * @param deadline by our clock, in ms
 */
export async function readBody(
	{ headers, body, close }: ExternalResponse,
	maxBytes: number,
	deadline: number,
): Promise<Buffer> {
	const stopAlarm = clock.startTimer(deadline - clock.now(), close);
	const chunks: Uint8Array[] = [];
	let problem: ExternalFetchError | undefined;
	let size = 0;
	try {
		if (Number(headers['content-length'] ?? 0) > maxBytes) problem = tooLargeError(maxBytes);
		else {
			for await (const chunk of body) {
				size += chunk.length;
				if (size > maxBytes) problem = tooLargeError(maxBytes);
				if (problem) break;
				chunks.push(chunk);
			}
		}
	} catch {
		problem = new ExternalFetchError('the download did not come to its end', true);
	} finally {
		stopAlarm();
		close();
	}
	if (problem) throw problem;
	return Buffer.concat(chunks);
}

function tooLargeError(maxBytes: number): ExternalFetchError {
	const megabytes = Math.floor(maxBytes / 1_000_000);
	return new ExternalFetchError(`the download is larger than ${megabytes} MB`, false);
}
