/** A server that is not Extend: it keeps every request that reaches it, and answers as a test wants. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
	method: string;
	/** path and query as they stood in the request line */
	target: string;
	headers: IncomingHttpHeaders;
	/** all header lines, names and values one after the other, as they came */
	rawHeaders: string[];
	body: string;
}

export type Answer = (seen: Seen, response: ServerResponse) => void;

export interface Attacker {
	readonly url: string;
	readonly seen: Seen[];
	/** how the next requests are answered; an empty object after each test */
	answer: Answer;
}

const NOTHING: Answer = (_seen, response) => json(response, 200, {});

/** A server for a test file, forgetful between tests. */
export function useAttacker(): Attacker {
	const attacker = { url: '', seen: [] as Seen[], answer: NOTHING };
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('error', () => undefined);
		request.on('end', () => {
			const seen = {
				method: String(request.method),
				target: String(request.url),
				headers: request.headers,
				rawHeaders: request.rawHeaders,
				body: Buffer.concat(chunks).toString('latin1'),
			};
			attacker.seen.push(seen);
			attacker.answer(seen, response);
		});
	});
	beforeAll(async () => {
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		attacker.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	beforeEach(() => {
		attacker.seen.length = 0;
		attacker.answer = NOTHING;
	});
	afterAll(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	return attacker;
}

export function json(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** What a server may learn about a request, as text: to look for what must not be in it. */
export function learnt(seen: readonly Seen[]): string {
	return seen
		.map(({ target, rawHeaders, body }) => [target, ...rawHeaders, body].join('\n'))
		.join('\n');
}
