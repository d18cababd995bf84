/**
 * GET from addresses that came with an answer or an event: files, results, signed payloads. Without the API
 * key, without redirects, as a stream. All other HTTP is in transport.ts.
 */
import type { IHttpRequestOptions } from 'n8n-workflow';
import { clock } from './clock';
import type { ExtendContext } from './transport';

/** What n8n's helper gives for `encoding: 'stream'`. */
export interface ForeignStream extends AsyncIterable<Uint8Array> {
	destroy(): void;
	on(event: 'error', listener: (error: Error) => void): void;
}

export interface ForeignAnswer {
	headers: Record<string, unknown>;
	body: ForeignStream;
}

/** Why an address gave nothing. The message holds neither the address nor its signature. */
export class ForeignProblem extends Error {
	constructor(
		message: string,
		/** whether asking again can help */
		readonly retryable: boolean,
		readonly httpCode?: number,
	) {
		super(message);
		this.name = 'ForeignProblem';
	}
}

/**
 * Opens an address that `foreignUrl` has let through; the caller reads or destroys the body.
 * @param timeoutMs until the answer begins
 * Throws ForeignProblem for every answer that is not 2xx, and when there is none.
 */
export async function openForeign(
	context: ExtendContext,
	url: string,
	timeoutMs: number,
): Promise<ForeignAnswer> {
	const request: IHttpRequestOptions = {
		method: 'GET',
		url,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: Math.max(1, timeoutMs),
	};
	const answer = (await context.helpers.httpRequest(request).catch(() => {
		// The error of the HTTP client holds the address with its signature.
		throw new ForeignProblem('the download address did not answer', true);
	})) as ForeignAnswer & { statusCode: number };
	// Who reads the body sees its errors. One that comes after that would end the process of n8n.
	answer.body.on('error', () => undefined);
	if (answer.statusCode >= 200 && answer.statusCode < 300) return answer;
	answer.body.destroy();
	const status = answer.statusCode;
	throw new ForeignProblem(`the download address answered with status ${status}`, true, status);
}

/**
 * Reads a body to its end.
 * @param maxBytes after decompression; more throws a ForeignProblem that no repetition cures
 * @param deadline by our clock, in ms
 */
export async function readLimited(
	{ headers, body }: ForeignAnswer,
	maxBytes: number,
	deadline: number,
): Promise<Buffer> {
	const stopAlarm = clock.alarm(deadline - clock.now(), () => body.destroy());
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
		body.destroy();
	}
	if (problem) throw problem;
	return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): ForeignProblem {
	const megabytes = Math.floor(maxBytes / 1_000_000);
	return new ForeignProblem(`the download is larger than ${megabytes} MB`, false);
}
