/** https:// servers with an untrusted certificate or without TLS. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TlsServer {
	url: string;
	/** requests that reached the server */
	requests: number;
	close(): Promise<void>;
}

/** A new self-signed certificate each time. */
function createSelfSignedCertificate(): { key: Buffer; cert: Buffer } {
	const folder = mkdtempSync(path.join(tmpdir(), 'extend-tls-'));
	const [keyFile, certFile] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name));
	const args =
		'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1';
	try {
		execFileSync('openssl', [...args.split(' '), '-keyout', keyFile, '-out', certFile], {
			stdio: 'ignore',
		});
		return { key: readFileSync(keyFile), cert: readFileSync(certFile) };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

export type TlsFault = 'untrusted' | 'plain HTTP' | 'cut in the handshake';

/** Starts a server with this fault on a free port. */
export async function startTlsServer(fault: TlsFault): Promise<TlsServer> {
	const it = { url: '', requests: 0, close: async () => await closeAll() };
	const answer: http.RequestListener = (_request, response) => {
		it.requests++;
		response.end('{}');
	};
	const server = createFaultyServer(fault, answer);
	const sockets = new Set<net.Socket>();
	server.on('connection', (socket: net.Socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
	});
	const closeAll = async () => {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	};
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	it.url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return it;
}

function createFaultyServer(fault: TlsFault, answer: http.RequestListener): net.Server {
	if (fault === 'untrusted') return https.createServer(createSelfSignedCertificate(), answer);
	if (fault === 'plain HTTP') return http.createServer(answer);
	return net.createServer((socket) => socket.once('data', () => socket.destroy()));
}
