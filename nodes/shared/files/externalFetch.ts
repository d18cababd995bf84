/**
 * Downloads from URLs that came with a response or an event: files, results, signed payloads. Without the API
 * key, without redirects, as streams. The second of the two files that talk HTTP: requests to the API are in
 * http/client.ts.
 */
import type { IHttpRequestOptions } from 'n8n-workflow';
import { clock } from '../utils/clock';
import { readRetryAfter } from '../http/retryAfter';
import { getStopSignal, type ExtendContext } from '../http/client';
import { DOWNLOAD_REASONS } from './messages';

/** The body that n8n's helper returns for `encoding: 'stream'`. */
export interface ExternalStream extends AsyncIterable<Uint8Array> {
	destroy(): void;
	on(event: 'error', listener: (error: Error) => void): void;
}

export interface ExternalResponse {
	headers: Record<string, unknown>;
	body: ExternalStream;
	/**
	 * Ends the exchange, whether the body was read completely or not. Destroying the body is not enough: axios wraps
	 * it, and a wrapper that waits for data neither ends nor releases the connection.
	 */
	close(): void;
}

/** Why a download failed. The message contains neither the URL nor its signature. */
export class ExternalFetchError extends Error {
	constructor(
		message: string,
		/** whether a further attempt may succeed */
		readonly retryable: boolean,
		readonly httpCode?: number,
		/** the `Retry-After` of the response (ms) */
		readonly retryAfterMs?: number,
	) {
		super(message);
		this.name = 'ExternalFetchError';
	}
}

/**
 * Requests a URL that `checkExternalUrl` accepted. The caller reads the body and closes the response.
 * Throws ExternalFetchError when there is no response, and for every status that is not 2xx.
 * @param timeoutMs until the response starts
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
		// Uncompressed: the announced length is that of the file, and a small response cannot expand.
		headers: { 'Accept-Encoding': 'identity' },
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: Math.max(1, timeoutMs),
		abortSignal: stop ? AbortSignal.any([abort.signal, stop]) : abort.signal,
	};
	const response: Omit<ExternalResponse, 'close'> & { statusCode: number } = await context.helpers
		.httpRequest(request)
		.catch(() => {
			// The error of the HTTP client contains the URL with its signature.
			throw new ExternalFetchError(DOWNLOAD_REASONS.noAnswer, true);
		});
	const { headers, body, statusCode } = response;
	// No-op 'error' listener: a stream error after the consumer is done would otherwise crash n8n.
	body.on('error', () => undefined);
	const close = () => {
		abort.abort();
		body.destroy();
	};
	if (statusCode >= 200 && statusCode < 300) return { headers, body, close };
	close();
	const message = DOWNLOAD_REASONS.badStatus({ status: statusCode });
	const retryAfterMs = readRetryAfter(headers, clock.wallNow());
	throw new ExternalFetchError(message, true, statusCode, retryAfterMs);
}

/**
 * Reads a whole body into memory. Throws ExternalFetchError; one that is not retryable for more than `maxBytes`.
 * @param maxBytes after decompression
 * @param deadline by our clock, in ms
 */
export async function readBody(
	{ headers, body, close }: ExternalResponse,
	maxBytes: number,
	deadline: number,
): Promise<Buffer> {
	const stopTimer = clock.startTimer(deadline - clock.now(), close);
	const chunks: Uint8Array[] = [];
	let failure: ExternalFetchError | undefined;
	let size = 0;
	try {
		if (Number(headers['content-length'] ?? 0) > maxBytes) failure = tooLargeError(maxBytes);
		else {
			for await (const chunk of body) {
				size += chunk.length;
				if (size > maxBytes) failure = tooLargeError(maxBytes);
				if (failure) break;
				chunks.push(chunk);
			}
		}
	} catch {
		failure = new ExternalFetchError(DOWNLOAD_REASONS.incomplete, true);
	} finally {
		stopTimer();
		close();
	}
	if (failure) throw failure;
	return Buffer.concat(chunks);
}

function tooLargeError(maxBytes: number): ExternalFetchError {
	const megabytes = Math.floor(maxBytes / 1_000_000);
	return new ExternalFetchError(DOWNLOAD_REASONS.tooLarge({ megabytes }), false);
}
