/** The public address of the trigger: forged calls, recorded ones, and many of them. */
import { createHash, createHmac } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { IDataObject } from 'n8n-workflow';
import { clock } from '../support/testedNodes.mts';
import { useEmulator } from '../support/fixtures.mts';
import { TriggerHost, type PostOptions } from '../support/triggerHost.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
const time = useVirtualClock(clock);

const SECRET = ['whs', 'of', 'this', 'test'].join('-');
let host: TriggerHost;
let kept: IDataObject;
let endpoints = 0;
beforeEach(async () => {
	host = await new TriggerHost({ emulator }).start();
	const production = {
		endpointId: `wh_s${++endpoints}`,
		signingSecret: SECRET,
		url: host.webhookUrl(),
	};
	kept = { [`node:${host.nodeName}`]: { production } };
	host.staticData = structuredClone(kept);
});
afterEach(async () => await host.close());

const now = () => Math.floor(clock.now() / 1000);
let events = 0;
const event = (more: IDataObject = {}): IDataObject => ({
	eventId: `event_s${++events}`,
	eventType: 'extract_run.processed',
	payload: { object: 'extract_run', id: 'exr_1', status: 'PROCESSED' },
	...more,
});
const hmac = (algorithm: string, secret: string, text: string) =>
	createHmac(algorithm, secret).update(text);

/** Signatures that somebody could try who does not know the secret, or knows another scheme. */
const FORGED: Array<[string, (body: string, timestamp: string) => string | undefined]> = [
	['none', () => undefined],
	['an empty one', () => ''],
	['zeros', () => '0'.repeat(64)],
	['one of 8 KB', () => 'a'.repeat(8000)],
	[
		'one with spaces around it',
		(body, t) => ` ${hmac('sha256', 'x', `v0:${t}:${body}`).digest('hex')} `,
	],
	[
		'that of another secret',
		(body, t) => hmac('sha256', `${SECRET} `, `v0:${t}:${body}`).digest('hex'),
	],
	['that of an empty secret', (body, t) => hmac('sha256', '', `v0:${t}:${body}`).digest('hex')],
	[
		'that of "undefined"',
		(body, t) => hmac('sha256', 'undefined', `v0:${t}:${body}`).digest('hex'),
	],
	['SHA-512', (body, t) => hmac('sha512', SECRET, `v0:${t}:${body}`).digest('hex')],
	['SHA-1', (body, t) => hmac('sha1', SECRET, `v0:${t}:${body}`).digest('hex')],
	['MD5', (body, t) => hmac('md5', SECRET, `v0:${t}:${body}`).digest('hex')],
	['a plain hash', (body, t) => createHash('sha256').update(`v0:${t}:${body}`).digest('hex')],
	['over the body only', (body) => hmac('sha256', SECRET, body).digest('hex')],
	['of another version', (body, t) => hmac('sha256', SECRET, `v1:${t}:${body}`).digest('hex')],
	['in base64', (body, t) => hmac('sha256', SECRET, `v0:${t}:${body}`).digest('base64')],
	[
		'with a prefix',
		(body, t) => `sha256=${hmac('sha256', SECRET, `v0:${t}:${body}`).digest('hex')}`,
	],
	[
		'cut in half',
		(body, t) => hmac('sha256', SECRET, `v0:${t}:${body}`).digest('hex').slice(0, 32),
	],
	['of an empty body', (_body, t) => hmac('sha256', SECRET, `v0:${t}:`).digest('hex')],
];

function expectNothingDone(): void {
	expect(host.executions).toEqual([]);
	expect(host.staticData).toEqual(kept);
	expect(emulator.requests).toEqual([]);
}

describe('a forged call', () => {
	it.each(FORGED)('with a signature that is %s gets 401 and does nothing', async (_what, sign) => {
		const body = JSON.stringify(event());
		const timestamp = String(now());
		const headers = { 'x-extend-request-signature': sign(body, timestamp) };
		const answer = await host.post(body, { timestamp, headers });
		expect(answer).toEqual({ status: 401, text: 'Unauthorized' });
		expectNothingDone();
	});

	it.each<[string, PostOptions]>([
		['in the past', { timestamp: now() - 301 }],
		['in the future', { timestamp: now() + 62 }],
		['in milliseconds', { timestamp: now() * 1000 }],
		['with a sign', { timestamp: `+${now()}` }],
		['with a fraction', { timestamp: `${now()}.5` }],
		['in hexadecimal', { timestamp: `0x${now().toString(16)}` }],
		['in another script', { headers: { 'x-extend-request-timestamp': '%D9%A1' } }],
		['of a thousand digits', { timestamp: '1'.repeat(1000) }],
		['that is empty', { timestamp: '' }],
		['that was changed', { headers: { 'x-extend-request-timestamp': String(now() - 1) } }],
	])('with a timestamp %s gets 401, although it is signed', async (_what, posted) => {
		expect((await host.post(event(), posted)).status).toBe(401);
		expectNothingDone();
	});

	it.each<[string, (body: string) => string]>([
		['with another ID', (body) => body.replace('event_s', 'event_x')],
		['with a space at the end', (body) => `${body} `],
		['with a member twice', (body) => body.replace('{', '{"eventId":"event_x",')],
		['that is empty', () => '{}'],
	])('with a body %s gets 401', async (_what, tamper) => {
		expect((await host.post(event(), { tamper })).status).toBe(401);
		expectNothingDone();
	});

	it('is logged in one short line that holds nothing of the call', async () => {
		const body = event({ payload: { object: 'x', text: 'FORGED\n[ERROR] line' } });
		const headers = { 'x-extend-request-signature': 'FORGED' };
		await host.post(body, { headers });
		expect(host.warnings).toHaveLength(1);
		expect(host.warnings[0].length).toBeLessThan(120);
		expect(host.warnings[0]).not.toMatch(/FORGED|\n/);
		expect(host.warnings[0]).not.toContain(SECRET);
	});
});

describe('a recorded call', () => {
	it('that is sent again starts nothing as long as its signature holds, whatever came in between', async () => {
		const recorded = event();
		const timestamp = now() + 59;
		expect((await host.post(recorded, { timestamp })).status).toBe(200);
		expect(host.executions).toHaveLength(1);
		for (let n = 0; n < 205; n++) await host.post(event(), { timestamp: now() });
		expect(host.executions).toHaveLength(206);
		for (const seconds of [0, 100, 200, 58]) {
			time.advance(seconds * 1000);
			expect((await host.post(recorded, { timestamp })).status).toBe(200);
		}
		expect(host.executions).toHaveLength(206);
		time.advance(10_000);
		expect((await host.post(recorded, { timestamp })).status).toBe(401);
		expect(host.executions).toHaveLength(206);
	});

	it('of another endpoint is not genuine here', async () => {
		const other = { ...event() };
		const answer = await host.post(other, { secret: 'that-of-another-endpoint' });
		expect(answer.status).toBe(401);
		expectNothingDone();
	});
});

describe('a flood', () => {
	/** What is in use after all garbage is collected: the heap, and buffers (such as bodies), which lie outside. */
	const bytesInUse = async (): Promise<number> => {
		setFlagsFromString('--expose-gc');
		const collectGarbage = runInNewContext('gc') as () => void;
		// Buffers are given back in a turn of their own.
		for (let turn = 0; turn < 5; turn++) {
			collectGarbage();
			await new Promise((resolve) => setImmediate(resolve));
		}
		const { heapUsed, external } = process.memoryUsage();
		return heapUsed + external;
	};

	it('of 500 forged calls asks nobody, starts nothing and keeps nothing', async () => {
		const forged = { headers: { 'x-extend-request-signature': 'f'.repeat(64) } };
		const payload = { object: 'signed_data_url', id: 'exr_1', data: 'https://files.example.com/x' };
		const many = async (count: number) => {
			for (let n = 0; n < count; n += 20)
				await Promise.all(
					Array.from({ length: 20 }, async () => {
						const text = 'x'.repeat(100_000);
						const { status } = await host.post(event({ payload: { ...payload, text } }), forged);
						expect(status).toBe(401);
					}),
				);
		};
		await many(100);
		const before = await bytesInUse();
		await many(400);
		host.warnings.splice(0);
		// 40 MB have arrived: they would show if calls left anything behind.
		expect((await bytesInUse()) - before).toBeLessThan(12_000_000);
		expect(host.received).toBe(500);
		expectNothingDone();
	}, 60_000);

	it('of genuine events keeps the last 200 of them', async () => {
		const ids: unknown[] = [];
		for (let n = 0; n < 210; n++) {
			const one = event();
			ids.push(one.eventId);
			await host.post(one, { timestamp: now() });
		}
		const data = host.staticData[`node:${host.nodeName}`] as IDataObject;
		expect(data.productionEvents).toEqual(ids.slice(-200));
		expect(JSON.stringify(host.staticData).length).toBeLessThan(10_000);
	});
});
