/** Receives the deliveries of Extend, behind an address that somebody leads to this machine. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clock } from '../../nodes/shared/utils/clock';

const LOOK_PAUSE_MS = 250;

export interface ReceivedDelivery {
	headers: Record<string, string | string[] | undefined>;
	rawBody: Buffer;
	/** by the machine's clock, in ms */
	at: number;
}

export interface WebhookReceiver {
	/** the address that Extend is told */
	url: string;
	/** The first delivery that fits, or undefined when none came in time. */
	waitFor(
		fits: (delivery: ReceivedDelivery) => boolean,
		ms: number,
	): Promise<ReceivedDelivery | undefined>;
	close(): Promise<void>;
}

/** @param publicUrl undefined: the address on this machine, for an emulator */
export async function openWebhookReceiver(
	port: number,
	publicUrl: string | undefined,
): Promise<WebhookReceiver> {
	const received: ReceivedDelivery[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { headers } = request;
			received.push({ headers, rawBody: Buffer.concat(chunks), at: clock.wallNow() });
			response.end();
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject).listen(port, '127.0.0.1', resolve);
	});
	const local = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url: publicUrl ?? local,
		async waitFor(fits, ms) {
			const end = clock.now() + ms;
			for (;;) {
				const found = received.find(fits);
				if (found || clock.now() > end) return found;
				await clock.sleep(LOOK_PAUSE_MS);
			}
		},
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
