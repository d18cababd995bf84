/** Signature, envelope and signed payloads of deliveries. */
import { createHmac } from 'node:crypto';
import { ExtendClient } from 'extend-ai';
import {
	readEvent,
	verifySignature,
	getSignedUrl,
	stripSignedUrl,
} from '../../nodes/ExtendTrigger/signature';

// Worked examples, computed by the official SDK and by openssl (Extend docs: webhooks).
const SECRET = ['wss', 'test', '4f1c9b7e2d8a4c60b3e5f7a9d1c2b3e4'].join('_');
const TIMESTAMP = '1767225600';
const NOW = 1_767_225_600_000;
const A = {
	body: '{"eventId":"event_demo_0001","eventType":"extract_run.processed","payload":{"object":"extract_run","id":"exr_demo0001","status":"PROCESSED"}}',
	signature: '978979782b742404287fd14738dec1c58ff01b63d39deecd45635cd84b6c3735',
};
const B = {
	body: '{"eventId":"event_demo_0002","eventType":"extract_run.failed","payload":{"object":"signed_data_url","id":"exr_demo0002","data":"https://storage.example/p/exr_demo0002.json?sig=abc","metadata":{"kunde":"Müller & Söhne"}}}',
	signature: 'b61677778fbcd9bcfca121b069dfd90092cc1e2702faf0dff27ca22ec62ba150',
};

interface Attempt {
	body?: string;
	timestamp?: string;
	signature?: string;
	secret?: string;
	now?: number;
}

function refusal({
	body = A.body,
	timestamp = TIMESTAMP,
	signature = A.signature,
	secret = SECRET,
	now = NOW,
}: Attempt) {
	const headers = {
		'x-extend-request-timestamp': timestamp,
		'x-extend-request-signature': signature,
	};
	return verifySignature({ rawBody: Buffer.from(body), headers }, secret, now);
}

function sign(body: string, timestamp: string, secret = SECRET) {
	return createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
}

describe('signature of a delivery', () => {
	it.each([
		['A', A],
		['B, with letters beyond ASCII', B],
	])('worked example %s is genuine', (_name, example) => {
		expect(refusal(example)).toBeUndefined();
	});

	it('takes hexadecimal in capitals, as the SDK does', () => {
		expect(refusal({ signature: A.signature.toUpperCase() })).toBeUndefined();
	});

	it.each<[string, Attempt, RegExp]>([
		['one more space in the body', { body: `${A.body} ` }, /doesn't match/],
		['another body with this signature', { body: B.body }, /doesn't match/],
		['another secret', { secret: `${SECRET}5` }, /doesn't match/],
		['the timestamp changed', { timestamp: '1767225601' }, /doesn't match/],
		['a signature of 63 characters', { signature: A.signature.slice(1) }, /wrong form/],
		['a signature of 65 characters', { signature: `${A.signature}0` }, /wrong form/],
		['a signature that is not hexadecimal', { signature: 'g'.repeat(64) }, /wrong form/],
		['an empty signature', { signature: '' }, /wrong form/],
		['an empty secret', { secret: '' }, /the signing secret is missing/],
		['no number as timestamp', { timestamp: 'yesterday' }, /isn't a number/],
		['a negative timestamp', { timestamp: '-1767225600' }, /isn't a number/],
		['an empty timestamp', { timestamp: '' }, /isn't a number/],
	])('refuses %s', (_name, attempt, why) => {
		expect(refusal(attempt)).toMatch(why);
	});

	it('refuses a delivery without headers, body or secret', () => {
		const rawBody = Buffer.from(A.body);
		const headers = {
			'x-extend-request-timestamp': TIMESTAMP,
			'x-extend-request-signature': A.signature,
		};
		expect(verifySignature({ rawBody, headers: {} }, SECRET, NOW)).toMatch(/isn't signed/);
		for (const missing of Object.keys(headers)) {
			const some = { ...headers, [missing]: undefined };
			expect(verifySignature({ rawBody, headers: some }, SECRET, NOW)).toMatch(/isn't signed/);
		}
		expect(verifySignature({ rawBody: undefined, headers }, SECRET, NOW)).toMatch(/no body/);
		expect(verifySignature({ rawBody, headers }, undefined, NOW)).toMatch(
			/the signing secret is missing/,
		);
	});

	it('an empty secret never verifies, not even what was signed with it', () => {
		const signature = sign(A.body, TIMESTAMP, '');
		expect(refusal({ signature, secret: '' })).toMatch(/the signing secret is missing/);
	});

	it('accepts 300 s of age and 60 s of future, and nothing more', () => {
		expect(refusal({ now: NOW + 300_000 })).toBeUndefined();
		expect(refusal({ now: NOW + 301_000 })).toMatch(/too old/);
		expect(refusal({ now: NOW - 60_000 })).toBeUndefined();
		expect(refusal({ now: NOW - 61_000 })).toMatch(/future/);
	});

	it('takes the first value of a repeated header', () => {
		const headers = {
			'x-extend-request-timestamp': [TIMESTAMP, '1'],
			'x-extend-request-signature': [A.signature, 'x'],
		};
		expect(verifySignature({ rawBody: Buffer.from(A.body), headers }, SECRET, NOW)).toBeUndefined();
	});

	it('decides as the official SDK does', () => {
		const { webhooks } = new ExtendClient({ token: 'sk_unused' });
		const now = String(Math.floor(Date.now() / 1000));
		const late = String(Number(now) - 310);
		const early = String(Number(now) + 70);
		for (const [body, timestamp, signature] of [
			[A.body, now, sign(A.body, now)],
			[B.body, now, sign(B.body, now)],
			[B.body, now, sign(B.body, now).toUpperCase()],
			[A.body, now, sign(B.body, now)],
			[`${A.body} `, now, sign(A.body, now)],
			[A.body, late, sign(A.body, late)],
			[A.body, early, sign(A.body, early)],
			[A.body, now, sign(A.body, now).slice(1)],
		]) {
			const headers = {
				'x-extend-request-timestamp': timestamp,
				'x-extend-request-signature': signature,
			};
			const ours = refusal({ body, timestamp, signature, now: Date.now() }) === undefined;
			expect(ours).toBe(webhooks.verify(body, headers, SECRET));
		}
	});
});

describe('events', () => {
	it('reads the envelope as it is', () => {
		expect(readEvent(Buffer.from(B.body))).toEqual(JSON.parse(B.body));
	});

	it.each([
		'',
		'{"eventId":',
		'[]',
		'"text"',
		'null',
		'{"eventId":"e","eventType":"t"}',
		'{"eventId":"","eventType":"t","payload":{}}',
		'{"eventId":"e","eventType":1,"payload":{}}',
		'{"eventId":"e","eventType":"t","payload":[]}',
		'{"eventId":"e","eventType":"t","data":{}}',
	])('%s is no event', (body) => {
		expect(readEvent(Buffer.from(body))).toBeUndefined();
	});

	it('knows a payload that has to be fetched, in the new and the old form', () => {
		const data = 'https://storage.example/p?sig=1';
		expect(getSignedUrl({ object: 'signed_data_url', id: 'exr_1', data })).toBe(data);
		expect(getSignedUrl({ data })).toBe(data);
		expect(getSignedUrl({ object: 'extract_run', id: 'exr_1', data })).toBeUndefined();
		expect(getSignedUrl({ object: 'signed_data_url', id: 'exr_1' })).toBeUndefined();
		expect(
			stripSignedUrl({ object: 'signed_data_url', id: 'exr_1', data, metadata: { a: 1 } }),
		).toEqual({ object: 'signed_data_url', id: 'exr_1', metadata: { a: 1 } });
	});
});
