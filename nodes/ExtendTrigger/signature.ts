/** What Extend delivers to a webhook endpoint: signature and envelope (Extend docs: webhooks). Pure. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { parseEvent, type ExtendEvent } from '../shared/http/responses';

/** How old a delivery may be, and how far ahead of our clock: as the official SDK. In seconds. */
const MAX_AGE_S = 300;
const CLOCK_SKEW_S = 60;

/** From the first to the last moment at which a delivery with the same timestamp is accepted. */
export const SIGNATURE_VALID_MS = (MAX_AGE_S + CLOCK_SKEW_S) * 1000;

export interface SignedRequest {
	/** the bytes as they came: the signature is over these */
	rawBody: Uint8Array | undefined;
	/** names in lower case, as Node gives them */
	headers: Record<string, string | string[] | undefined>;
}

/**
 * Checks that a delivery comes from Extend and is fresh: HMAC-SHA256 with the endpoint's secret over
 * `v0:<timestamp>:<raw body>`, hexadecimal, compared in constant time.
 * @param nowMs our clock
 * @returns why it is refused, for the log; undefined when it is genuine. Never throws.
 */
export function verifySignature(
	{ rawBody, headers }: SignedRequest,
	signingSecret: string | undefined,
	nowMs: number,
): string | undefined {
	if (!signingSecret) return 'no signing secret is known';
	const timestamp = firstValue(headers['x-extend-request-timestamp']);
	const signature = firstValue(headers['x-extend-request-signature'])?.toLowerCase();
	if (timestamp === undefined || signature === undefined) return 'it is not signed';
	if (!rawBody) return 'it has no body';
	if (!/^\d{1,15}$/.test(timestamp)) return 'its timestamp is no number';
	const ageS = nowMs / 1000 - Number(timestamp);
	if (ageS > MAX_AGE_S) return 'it is too old';
	if (-ageS > CLOCK_SKEW_S) return 'its timestamp lies in the future';
	if (!/^[0-9a-f]{64}$/.test(signature)) return 'its signature has the wrong form';
	const expected = createHmac('sha256', signingSecret)
		.update(`v0:${timestamp}:`)
		.update(rawBody)
		.digest();
	const genuine = timingSafeEqual(expected, Buffer.from(signature, 'hex'));
	return genuine ? undefined : 'its signature does not match';
}

function firstValue(value: string | string[] | undefined): string | undefined {
	return Array.isArray(value) ? value[0] : value;
}

/** The event in a body, or undefined when it holds none. Check the signature before. */
export function readEvent(rawBody: Uint8Array): ExtendEvent | undefined {
	try {
		return parseEvent(JSON.parse(Buffer.from(rawBody).toString('utf8')));
	} catch {
		return undefined;
	}
}

/**
 * The address of a payload that Extend did not send along because of its size, or undefined. Older
 * documentation shows such payloads with `data` alone.
 */
export function getSignedUrl({ object, data }: IDataObject): string | undefined {
	const isSigned = object === 'signed_data_url' || object === undefined || object === null;
	return isSigned && typeof data === 'string' ? data : undefined;
}

/** What is left of such a payload without its address, which is a secret: the ID and the metadata. */
export function stripSignedUrl(payload: IDataObject): IDataObject {
	const kept = Object.entries(payload).filter(([name]) => name !== 'data');
	return { ...Object.fromEntries(kept), object: 'signed_data_url' };
}
