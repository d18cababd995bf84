/** An SMTP server that accepts every mail and keeps it. */
import net from 'node:net';
import type { AddressInfo } from 'node:net';

/** A mail as it was sent: headers and parts, with doubled dots and quoted-printable text decoded. */
function decodeMail(source: string): string {
	return source
		.replace(/\r\n\.\./g, '\r\n.')
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_all, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function respond(socket: net.Socket, keep: (mail: string) => void): void {
	let text = '';
	let isData = false;
	const reply = (line: string) => socket.write(`${line}\r\n`);
	socket.on('error', () => socket.destroy());
	socket.on('data', (bytes) => {
		text += bytes.toString('latin1');
		for (;;) {
			const separator = isData ? '\r\n.\r\n' : '\r\n';
			const end = text.indexOf(separator);
			if (end === -1) return;
			const line = text.slice(0, end);
			text = text.slice(end + separator.length);
			if (isData) {
				isData = false;
				keep(decodeMail(line));
				reply('250 kept');
				continue;
			}
			const command = line.slice(0, 4).toUpperCase();
			isData = command === 'DATA';
			if (command === 'QUIT') socket.end('221 bye\r\n');
			else reply(isData ? '354 go on' : '250 ok');
		}
	});
	reply('220 ready');
}

export async function startSmtpServer() {
	const mails: string[] = [];
	const sockets = new Set<net.Socket>();
	const server = net.createServer((socket) => {
		sockets.add(socket);
		respond(socket, (mail) => mails.push(mail));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		port,
		/** in the order of arrival */
		mails,
		close: async () =>
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
}
