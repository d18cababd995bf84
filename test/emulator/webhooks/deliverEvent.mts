import { createHmac } from 'node:crypto';
import { createId } from '../state/ids.mts';
import { delay } from '../state/delay.mts';
import type { State } from '../state/state.mts';
import { createPresignedUrl } from '../server/presignedUrls.mts';
import { isLoopbackUrl } from './urlChecks.mts';
import type { Delivery, StoredEndpoint } from './store.mts';

/** Payload size from which the format `url` uses a URL if the endpoint sets no threshold (not published). */
const DEFAULT_URL_THRESHOLD_BYTES = 256 * 1024;
const PAYLOAD_URL_LIFETIME_MS = 60 * 60_000;

/** The part of a delivery that a test forges. */
export type Tamper = 'signature' | 'timestamp' | 'secret' | 'body';
export interface ForgedDelivery {
	eventId?: string;
	tamper?: Tamper;
	/** signed Unix time in seconds; default: now */
	timestamp?: number;
}

/** Extend's signature: hex HMAC-SHA256 over `v0:TIMESTAMP:BODY`, keyed with the entire secret. */
export const signPayload = (secret: string, timestamp: string, body: string) =>
	createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');

/** Returns the payload, or a reference to it if it is too large for the endpoint. */
function packPayload(state: State, { advancedOptions }: StoredEndpoint, payload: object): object {
	const { format, urlThresholdBytes = DEFAULT_URL_THRESHOLD_BYTES } =
		advancedOptions?.payload ?? {};
	const json = JSON.stringify(payload);
	if (format !== 'url' || Buffer.byteLength(json) <= urlThresholdBytes) return payload;
	const id = createId('payload');
	state.payloads.set(id, payload);
	const { id: runId, metadata } = payload as { id?: string; metadata?: unknown };
	return {
		object: 'signed_data_url',
		id: runId,
		data: createPresignedUrl(state, `payloads/${id}`, PAYLOAD_URL_LIFETIME_MS),
		...(metadata ? { metadata } : {}),
	};
}

function createSignedHeaders(
	endpoint: StoredEndpoint,
	body: string,
	{ tamper, timestamp }: ForgedDelivery,
) {
	const now = Math.floor(Date.now() / 1000);
	const stamp = String(timestamp ?? (tamper === 'timestamp' ? now - 3600 : now));
	const secret = tamper === 'secret' ? createId('wss') : endpoint.signingSecret;
	const signature = signPayload(secret, stamp, body);
	return {
		'content-type': 'application/json',
		...endpoint.advancedOptions?.headers,
		'x-extend-api-version': endpoint.apiVersion,
		'x-extend-request-timestamp': stamp,
		'x-extend-request-signature': tamper === 'signature' ? signature.replace(/^./, 'z') : signature,
	};
}

async function attemptDelivery(state: State, delivery: Delivery, body: string): Promise<boolean> {
	const at = Date.now();
	try {
		// Only this machine is called. Tests need no other host.
		if (!isLoopbackUrl(delivery.url)) throw new Error('the address is not on this machine');
		const response = await fetch(delivery.url, {
			method: 'POST',
			body,
			headers: delivery.headers,
			redirect: 'manual',
			signal: AbortSignal.any([
				state.closing.signal,
				AbortSignal.timeout(state.behavior.webhookTimeoutMs),
			]),
		});
		await response.body?.cancel();
		delivery.attempts.push({ status: response.status, at });
		return response.ok;
	} catch (error) {
		delivery.attempts.push({ status: null, error: (error as Error).message, at });
		return false;
	}
}

/** Sends an event until a 2xx response or until all retries are used. */
export async function deliverEvent(
	state: State,
	endpoint: StoredEndpoint,
	eventType: string,
	payload: object,
	forged: ForgedDelivery = {},
): Promise<Delivery> {
	const eventId = forged.eventId ?? createId('event');
	const body = JSON.stringify({
		eventId,
		eventType,
		payload: packPayload(state, endpoint, payload),
	});
	const delivery: Delivery = {
		endpointId: endpoint.id,
		eventId,
		eventType,
		url: endpoint.url,
		body,
		headers: {},
		attempts: [],
		done: false,
	};
	state.deliveries.push(delivery);
	await sendDelivery(state, endpoint, delivery, forged);
	return delivery;
}

/** Sends a delivery, first or again. Each attempt is signed anew. */
export function sendDelivery(
	state: State,
	endpoint: StoredEndpoint,
	delivery: Delivery,
	forged: ForgedDelivery = {},
): Promise<void> {
	const sending = (async () => {
		const sent = forged.tamper === 'body' ? `${delivery.body} ` : delivery.body;
		for (const wait of [0, ...state.behavior.webhookRetriesMs]) {
			if (!(await delay(wait, state.closing.signal))) break;
			delivery.headers = createSignedHeaders(endpoint, delivery.body, forged);
			if (await attemptDelivery(state, delivery, sent)) break;
		}
		delivery.done = true;
	})();
	state.pendingDeliveries.add(sending);
	return sending.finally(() => state.pendingDeliveries.delete(sending));
}

export async function waitForDeliveries(state: State): Promise<void> {
	while (state.pendingDeliveries.size > 0) await Promise.all(state.pendingDeliveries);
}
