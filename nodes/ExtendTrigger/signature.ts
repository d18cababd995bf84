/** Signature and envelope of deliveries (Extend docs: webhooks). Pure. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { parseEvent, type ExtendEvent } from '../shared/http/responses';
import { REFUSAL_REASONS } from './messages';

/** How old a delivery may be, and how far ahead of our clock, as in the official SDK (s). */
const MAX_AGE_S = 300;
const CLOCK_SKEW_S = 60;

/** How long a delivery with one timestamp is accepted (ms). */
export const SIGNATURE_VALID_MS = (MAX_AGE_S + CLOCK_SKEW_S) * 1000;

export interface SignedRequest {
	/** the bytes as received: the signature covers these */
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
	signingSecret: unknown,
	nowMs: number,
): string | undefined {
	// Static data is JSON that anyone with access to the workflow can change.
	if (typeof signingSecret !== 'string' || signingSecret === '') return REFUSAL_REASONS.noSecret;
	const timestamp = getFirstValue(headers['x-extend-request-timestamp']);
	const signature = getFirstValue(headers['x-extend-request-signature'])?.toLowerCase();
	if (timestamp === undefined || signature === undefined) return REFUSAL_REASONS.notSigned;
	if (!rawBody) return REFUSAL_REASONS.noBody;
	if (!/^\d{1,15}$/.test(timestamp)) return REFUSAL_REASONS.timestampNoNumber;
	const ageS = nowMs / 1000 - Number(timestamp);
	if (ageS > MAX_AGE_S) return REFUSAL_REASONS.tooOld;
	if (-ageS > CLOCK_SKEW_S) return REFUSAL_REASONS.inFuture;
	if (!/^[0-9a-f]{64}$/.test(signature)) return REFUSAL_REASONS.signatureForm;
	const expected = createHmac('sha256', signingSecret)
		.update(`v0:${timestamp}:`)
		.update(rawBody)
		.digest();
	const isGenuine = timingSafeEqual(expected, Buffer.from(signature, 'hex'));
	return isGenuine ? undefined : REFUSAL_REASONS.signatureMismatch;
}

/** How long ago a verified delivery was signed (ms). */
export function getSignatureAge(
	{ headers }: Pick<SignedRequest, 'headers'>,
	nowMs: number,
): number {
	return nowMs - Number(getFirstValue(headers['x-extend-request-timestamp'])) * 1000;
}

function getFirstValue(value: string | string[] | undefined): string | undefined {
	return Array.isArray(value) ? value[0] : value;
}

/** The event in a body, or undefined when there is none. Check the signature first. */
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

/** Such a payload without its address, which is a secret: the ID and the metadata. */
export function stripSignedUrl(payload: IDataObject): IDataObject {
	const entries = Object.entries(payload).filter(([name]) => name !== 'data');
	return { ...Object.fromEntries(entries), object: 'signed_data_url' };
}
