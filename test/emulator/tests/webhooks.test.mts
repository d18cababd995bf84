/** Webhooks through the official SDK: endpoints, subscriptions and delivered events. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ExtendClient } from 'extend-ai';
import { seededIds } from '../index.mts';
import { callApi, minimalConfig, uploadBytes, useBareEmulator } from '../support/client.mts';

const emulator = useBareEmulator();
const client = () =>
	new ExtendClient({ token: emulator.apiKey, environment: emulator.url, maxRetries: 0 });

interface Arrived {
	body: string;
	headers: Record<string, string>;
}
let listener: Server;
let url: string;
let arrived: Arrived[];
/** statuses of the next responses; 200 when empty */
let answers: number[];

beforeAll(async () => {
	listener = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const headers = request.headers as Record<string, string>;
			arrived.push({ body: Buffer.concat(chunks).toString(), headers });
			response.writeHead(answers.shift() ?? 200).end();
		});
	});
	await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/hook`;
});
beforeEach(() => {
	arrived = [];
	answers = [];
});
afterAll(async () => {
	await new Promise((resolve) => listener.close(resolve));
});

const endpoint = async (enabledEvents: string[], more: object = {}) =>
	await client().webhookEndpoints.create({
		url,
		name: 'test',
		apiVersion: '2026-02-09',
		enabledEvents: enabledEvents as never,
		...more,
	});
const extract = async (more: object = {}) =>
	await client().extract({
		file: { text: 'Invoice number: 4711' },
		config: minimalConfig as never,
		...more,
	});

it('lists, reads, changes and deletes endpoints; only create returns the secret', async () => {
	const created = await endpoint(['extract_run.processed']);
	expect(created.signingSecret).toMatch(/^wss_/);
	const read = await client().webhookEndpoints.retrieve(created.id);
	expect(read).toMatchObject({ id: created.id, url, status: 'enabled' });
	expect(read).not.toHaveProperty('signingSecret');

	await client().webhookEndpoints.update(created.id, { status: 'disabled' });
	await extract();
	await emulator.waitForDeliveries();
	expect(arrived).toEqual([]);
	const disabled = await client().webhookEndpoints.list({ status: 'disabled' });
	expect(disabled.data.map(({ id }) => id)).toEqual([created.id]);

	await client().webhookEndpoints.delete(created.id);
	await expect(client().webhookEndpoints.retrieve(created.id)).rejects.toThrow();
});

it('rejects what Extend rejects', async () => {
	const good = { url, name: 'n', apiVersion: '2026-02-09', enabledEvents: [] };
	const status = async (body: object) =>
		(await callApi(emulator, 'POST', '/webhook_endpoints', body)).status;
	expect(await status(good)).toBe(200);
	expect(await status({ ...good, retries: 3 })).toBe(400);
	expect(await status({ ...good, apiVersion: undefined })).toBe(400);
	expect(await status({ ...good, enabledEvents: ['workflow_run.completed'] })).toBe(400);
	emulator.options.localWebhooks = false;
	expect(await status(good)).toBe(400);
	expect(await status({ ...good, url: 'https://n8n.example/hook' })).toBe(200);
});

it('the SDK accepts what arrives, and its payload is the run', async () => {
	const { signingSecret } = await endpoint(['extract_run.processed']);
	const run = await extract({ metadata: { order: 'Müller & Söhne' } });
	await emulator.waitForDeliveries();
	expect(arrived).toHaveLength(1);
	const [{ body, headers }] = arrived;
	const event = client().webhooks.verifyAndParse(body, headers, signingSecret);
	expect(event.eventType).toBe('extract_run.processed');
	expect(event.payload).toMatchObject({ id: run.id, metadata: { order: 'Müller & Söhne' } });
	expect(() => client().webhooks.verifyAndParse(`${body} `, headers, signingSecret)).toThrow();
});

it('only enabled events are sent; failed runs have their own events', async () => {
	await endpoint(['extract_run.failed']);
	await extract();
	emulator.nextRun({ status: 'FAILED', failureReason: 'INTERNAL_ERROR' });
	await extract();
	await emulator.waitForDeliveries();
	expect(emulator.deliveries.map(({ eventType }) => eventType)).toEqual(['extract_run.failed']);
});

it('a subscription brings the events of one extractor, once, also after an upsert', async () => {
	const { id } = await endpoint([]);
	const wanted = {
		webhookEndpointId: id,
		resourceType: 'extractor' as const,
		resourceId: seededIds.invoices,
		enabledEvents: ['extract_run.failed'] as never,
	};
	const first = await client().webhookSubscriptions.create(wanted);
	const second = await client().webhookSubscriptions.create({
		...wanted,
		enabledEvents: ['extract_run.processed'] as never,
	});
	expect(second.id).toBe(first.id);
	const file = { text: 'Invoice number: 1' };
	await client().extract({ file, extractor: { id: seededIds.receipts } });
	await client().extract({ file, extractor: { id: seededIds.invoices } });
	await emulator.waitForDeliveries();
	expect(arrived).toHaveLength(1);

	const listed = await client().webhookSubscriptions.list({ webhookEndpointId: id });
	expect(listed.data).toHaveLength(1);
	await client().webhookEndpoints.delete(id);
	expect((await client().webhookSubscriptions.list({})).data).toEqual([]);
});

it('a rejected event is retried with the same ID and a new signature', async () => {
	emulator.options.webhookRetriesMs = [1, 1, 1];
	const { signingSecret } = await endpoint(['extract_run.processed']);
	answers = [500, 302];
	await extract();
	await emulator.waitForDeliveries();
	expect(arrived).toHaveLength(3);
	const ids = arrived.map(({ body }) => (JSON.parse(body) as { eventId: string }).eventId);
	expect(new Set(ids).size).toBe(1);
	for (const { body, headers } of arrived)
		expect(client().webhooks.verify(body, headers, signingSecret)).toBe(true);
	expect(emulator.deliveries[0]).toMatchObject({ done: true });
	expect(emulator.deliveries[0].attempts.map(({ status }) => status)).toEqual([500, 302, 200]);

	await emulator.redeliver(ids[0]);
	expect(arrived).toHaveLength(4);
});

it('forged events are rejected by the SDK', async () => {
	const { id, signingSecret } = await endpoint([]);
	for (const tamper of ['signature', 'timestamp', 'secret', 'body'] as const) {
		arrived = [];
		await emulator.deliver(id, 'extract_run.processed', { id: 'exr_1' }, { tamper });
		const [{ body, headers }] = arrived;
		expect(client().webhooks.verify(body, headers, signingSecret)).toBe(false);
	}
});

it('large payloads are sent as a URL that works only without the key', async () => {
	const payload = { format: 'url' as const, urlThresholdBytes: 10 };
	const { signingSecret } = await endpoint(['extract_run.processed'], {
		advancedOptions: { payload },
	});
	const run = await extract();
	await emulator.waitForDeliveries();
	const [{ body, headers }] = arrived;
	const sdk = client().webhooks;
	const event = sdk.verifyAndParse(body, headers, signingSecret, { allowSignedUrl: true });
	expect(event.payload).toMatchObject({ object: 'signed_data_url', id: run.id });
	const full = await sdk.fetchSignedPayload(event as never);
	expect(full.payload).toMatchObject({ object: 'extract_run', id: run.id });
	const address = (event.payload as { data: string }).data;
	const withKey = await fetch(address, { headers: { authorization: 'Bearer x' } });
	expect(withKey.status).toBe(400);
});

it('parse runs send a stub, definitions their object', async () => {
	await endpoint(['parse_run.processed', 'extractor.created', 'extractor.version.published']);
	const id = await uploadBytes(emulator, 'note.txt', 'Hello');
	await client().parse({ file: { id } });
	const extractor = await client().extractors.create({ name: 'Letters' });
	await client().extractorVersions.create(extractor.id, { releaseType: 'major' });
	await emulator.waitForDeliveries();
	const events = arrived.map(({ body }) => JSON.parse(body) as { eventType: string; payload: any });
	const findPayload = (type: string) => events.find(({ eventType }) => eventType === type)?.payload;
	expect(findPayload('parse_run.processed')).toMatchObject({
		object: 'parse_run_status',
		status: 'PROCESSED',
	});
	expect(findPayload('parse_run.processed')).not.toHaveProperty('output');
	expect(findPayload('extractor.created')).toMatchObject({ id: extractor.id });
	expect(findPayload('extractor.version.published')).toMatchObject({ extractorId: extractor.id });
});

it.each([
	[
		'{"eventId":"event_demo_0001","eventType":"extract_run.processed","payload":{"object":"extract_run","id":"exr_demo0001","status":"PROCESSED"}}',
		'978979782b742404287fd14738dec1c58ff01b63d39deecd45635cd84b6c3735',
	],
	[
		'{"eventId":"event_demo_0002","eventType":"extract_run.failed","payload":{"object":"signed_data_url","id":"exr_demo0002","data":"https://storage.example/p/exr_demo0002.json?sig=abc","metadata":{"kunde":"Müller & Söhne"}}}',
		'b61677778fbcd9bcfca121b069dfd90092cc1e2702faf0dff27ca22ec62ba150',
	],
])('the SDK and the emulator sign alike (%#)', async (body, expected) => {
	const { signPayload } = await import('../webhooks/deliverEvent.mts');
	const secret = 'wss_test_4f1c9b7e2d8a4c60b3e5f7a9d1c2b3e4';
	expect(signPayload(secret, '1767225600', body)).toBe(expected);
	const headers = {
		'x-extend-request-timestamp': '1767225600',
		'x-extend-request-signature': expected,
	};
	const accepted = client().webhooks.verify(body, headers, secret, { maxAgeSeconds: 0 });
	expect(accepted).toBe(true);
});
