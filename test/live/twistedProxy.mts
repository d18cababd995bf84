/** An Extend that behaves otherwise: a proxy before the emulator that changes what it answers. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';

export interface ProxiedResponse {
	method: string;
	/** with its query */
	path: string;
	status: number;
	headers: Record<string, string>;
	body: IDataObject;
}

export interface TwistedProxy {
	url: string;
	close(): Promise<void>;
}

/**
 * @param twistPath changes what is asked for
 * @param twist changes the response in place
 */
export async function openTwistedProxy(
	target: string,
	twist: (response: ProxiedResponse) => void,
	twistPath: (path: string) => string = (path) => path,
): Promise<TwistedProxy> {
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = 'GET', url = '/' } = request;
			const answer = async () => {
				const forwarded = await fetch(`${target}${twistPath(url)}`, {
					method,
					headers: toHeaders(request.headers),
					body: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
				});
				const twisted: ProxiedResponse = {
					method,
					path: url,
					status: forwarded.status,
					headers: { 'content-type': 'application/json' },
					body: (await forwarded.json()) as IDataObject,
				};
				twist(twisted);
				response.sendDate = twisted.headers.date !== 'none';
				delete twisted.headers.date;
				response.writeHead(twisted.status, twisted.headers).end(JSON.stringify(twisted.body));
			};
			answer().catch((error: Error) => response.writeHead(599).end(error.message));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function toHeaders(headers: IncomingHttpHeaders): Record<string, string> {
	const kept = Object.entries(headers).filter(
		([name]) => !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name),
	);
	return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}
