/**
 * GET from addresses that came with an answer or an event: files, results, signed payloads. Without the API
 * key, without redirects, as a stream. All other HTTP is in transport.ts.
 */
import type { IHttpRequestOptions } from 'n8n-workflow';
import { clock } from './clock';
import { askedPause } from './retry';
import { stopSignalOf, type ExtendContext } from './transport';

/** What n8n's helper gives for `encoding: 'stream'`. */
export interface ForeignStream extends AsyncIterable<Uint8Array> {
	destroy(): void;
	on(event: 'error', listener: (error: Error) => void): void;
}

export interface ForeignAnswer {
	headers: Record<string, unknown>;
	body: ForeignStream;
	/**
	 * Ends the exchange, whether the body was read to its end or not. Destroying the body does not: axios wraps
	 * it, and a wrapper that waits for more neither ends nor lets go of the connection.
	 */
	close(): void;
}

/** Why an address gave nothing. The message holds neither the address nor its signature. */
export class ForeignProblem extends Error {
	constructor(
		message: string,
		/** whether asking again can help */
		readonly retryable: boolean,
		readonly httpCode?: number,
		/** how long the address asks to wait before (ms) */
		readonly retryAfterMs?: number,
	) {
		super(message);
		this.name = 'ForeignProblem';
	}
}

/**
 * Opens an address that `foreignUrl` has let through; the caller reads the body and closes the answer.
 * @param timeoutMs until the answer begins
 * Throws ForeignProblem for every answer that is not 2xx, and when there is none.
 */
export async function openForeign(
	context: ExtendContext,
	url: string,
	timeoutMs: number,
): Promise<ForeignAnswer> {
	const abort = new AbortController();
	const stop = stopSignalOf(context);
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
		throw new ForeignProblem('the download address did not answer', true);
	})) as Pick<ForeignAnswer, 'headers' | 'body'> & { statusCode: number };
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
	const retryAfterMs = askedPause(headers, clock.now());
	throw new ForeignProblem(message, true, statusCode, retryAfterMs);
}

/**
 * Reads a body to its end.
 * @param maxBytes after decompression; more throws a ForeignProblem that no repetition cures
 * @param deadline by our clock, in ms
 */
export async function readLimited(
	{ headers, body, close }: ForeignAnswer,
	maxBytes: number,
	deadline: number,
): Promise<Buffer> {
	const stopAlarm = clock.alarm(deadline - clock.now(), close);
	const chunks: Uint8Array[] = [];
	let problem: ForeignProblem | undefined;
	let size = 0;
	try {
		if (Number(headers['content-length'] ?? 0) > maxBytes) problem = tooLarge(maxBytes);
		else {
			for await (const chunk of body) {
				size += chunk.length;
				if (size > maxBytes) problem = tooLarge(maxBytes);
				if (problem) break;
				chunks.push(chunk);
			}
		}
	} catch {
		problem = new ForeignProblem('the download did not come to its end', true);
	} finally {
		stopAlarm();
		close();
	}
	if (problem) throw problem;
	return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): ForeignProblem {
	const megabytes = Math.floor(maxBytes / 1_000_000);
	return new ForeignProblem(`the download is larger than ${megabytes} MB`, false);
}
