/** The trigger is called: what is refused, what starts the workflow, and how often. */
import type { IDataObject } from 'n8n-workflow';
import { useEmulator } from '../support/fixtures.mts';
import { loadFreshTrigger } from '../support/freshTrigger.mts';
import { TriggerHost, type HostOptions, type PostOptions } from '../support/triggerHost.mts';

const emulator = useEmulator();
const hosts: TriggerHost[] = [];
afterEach(async () => {
	await Promise.all(hosts.splice(0).map(async (host) => await host.close()));
});

const KEEPSAKE = ['wss', 'endpoint', 'of', 'this', 'test'].join('_');
let endpoints = 0;

/** A host whose workflow is active: the node keeps an endpoint. */
async function activeHost(o: Partial<HostOptions> = {}): Promise<TriggerHost> {
	const host = await new TriggerHost({ emulator, ...o }).start();
	hosts.push(host);
	const production = {
		endpointId: `wh_${++endpoints}`,
		signingSecret: KEEPSAKE,
		url: host.webhookUrl(),
	};
	host.staticData = { [`node:${host.nodeName}`]: { production } };
	return host;
}

let events = 0;
const newId = () => `event_${++events}`;
const processed = (more: IDataObject = {}): IDataObject => ({
	eventId: newId(),
	eventType: 'extract_run.processed',
	payload: { object: 'extract_run', id: 'exr_1', status: 'PROCESSED' },
	...more,
});

const now = () => Math.floor(Date.now() / 1000);

describe('a call that is not genuine', () => {
	it.each<[string, PostOptions]>([
		['signed with another secret', { secret: `${KEEPSAKE}x` }],
		['changed on its way', { tamper: (body) => body.replace('exr_1', 'exr_2') }],
		['with one more space', { tamper: (body) => `${body} ` }],
		['from five minutes ago', { timestamp: now() - 310 }],
		['from the future', { timestamp: now() + 120 }],
		['without a signature', { headers: { 'x-extend-request-signature': undefined } }],
		['without a timestamp', { headers: { 'x-extend-request-timestamp': undefined } }],
		['with a short signature', { headers: { 'x-extend-request-signature': 'ab12' } }],
		['with an empty signature', { headers: { 'x-extend-request-signature': '' } }],
	])('%s is answered 401 and starts nothing', async (_name, posted) => {
		const host = await activeHost();
		const event = processed();
		expect(await host.post(event, posted)).toEqual({ status: 401, text: 'Unauthorized' });
		expect(host.executions).toEqual([]);
		expect(host.warnings).toEqual([expect.stringMatching(/^Extend Trigger rejected a request: /)]);
		expect(JSON.stringify(host.warnings)).not.toContain(KEEPSAKE);
		// It was not remembered either: the true one comes through.
		expect((await host.post(event)).status).toBe(200);
		expect(host.executions).toHaveLength(1);
	});

	it.each([
		['nothing is kept', {}],
		['the secret got lost', { production: { endpointId: 'wh_1', url: 'https://n8n.example' } }],
		['the secret is empty', { production: { endpointId: 'wh_1', signingSecret: '' } }],
	])('fails closed when %s', async (_name, data) => {
		const host = await activeHost();
		host.staticData = { [`node:${host.nodeName}`]: data };
		for (const secret of [KEEPSAKE, 'undefined', '']) {
			if (secret !== '') expect((await host.post(processed(), { secret })).status).toBe(401);
		}
		expect(host.executions).toEqual([]);
		expect(host.warnings[0]).toMatch(/the signing secret is missing/);
	});

	it('genuine but no event is answered 400', async () => {
		const host = await activeHost();
		for (const body of ['[]', '{"eventType":"extract_run.processed"}', '{"eventId":"e"}']) {
			expect((await host.post(body)).status).toBe(400);
		}
		expect(host.executions).toEqual([]);
	});
});

describe('a genuine call', () => {
	it('starts the workflow with the event as it came, and sends nothing of it back', async () => {
		const host = await activeHost();
		const event = processed({
			payload: { object: 'extract_run', id: 'exr_ü', deep: [{ a: null }] },
		});
		expect(await host.post(event)).toEqual({ status: 200, text: '' });
		expect(host.executions).toEqual([{ mode: 'webhook', items: [{ json: event }] }]);
		expect(host.warnings).toEqual([]);
	});

	it('is verified over the bytes, whatever their spacing, order and letters', async () => {
		const host = await activeHost();
		const body =
			'{ "payload" : {"n":1.0, "object":"extract_run","t":"M\\u00fcller & Söhne €"},\n\t"eventType":"extract_run.processed", "eventId":"event_odd" }';
		expect((await host.post(body)).status).toBe(200);
		expect(host.items).toEqual([
			{
				eventId: 'event_odd',
				eventType: 'extract_run.processed',
				payload: { n: 1, object: 'extract_run', t: 'Müller & Söhne €' },
			},
		]);
	});

	it('of an event that was not chosen is answered 200 and starts nothing', async () => {
		const host = await activeHost({ parameters: { events: ['extract_run.failed'] } });
		const answer = await host.post(processed());
		expect(answer.status).toBe(200);
		expect(host.executions).toEqual([]);
		await host.post(processed({ eventType: 'extract_run.failed' }));
		expect(host.executions).toHaveLength(1);
	});

	it.each([
		['extractor', 'ex_mine'],
		['classifier', 'cl_mine'],
		['splitter', 'spl_mine'],
		['workflow', 'workflow_mine'],
	])('of another %s than the chosen one starts nothing', async (scope, id) => {
		const eventTypes = {
			extractor: 'extract_run.processed',
			classifier: 'classify_run.processed',
			splitter: 'split_run.processed',
			workflow: 'workflow_run.completed',
		};
		const eventType = eventTypes[scope as keyof typeof eventTypes];
		const host = await activeHost({
			parameters: { events: [eventType], scope, [scope]: { __rl: true, mode: 'id', value: id } },
		});
		const other = processed({ eventType, payload: { object: 'x_run', [scope]: { id: 'other' } } });
		expect((await host.post(other)).status).toBe(200);
		expect(host.executions).toEqual([]);
		await host.post(processed({ eventType, payload: { object: 'x_run', [scope]: { id } } }));
		// What does not tell is believed: the subscription has narrowed it down.
		await host.post(processed({ eventType, payload: { object: 'batch_run', id: 'bpr_1' } }));
		expect(host.executions).toHaveLength(2);
	});
});

describe('the same event', () => {
	it('starts the workflow once, however often it is delivered', async () => {
		const host = await activeHost();
		const event = processed();
		for (let n = 0; n < 3; n++) expect((await host.post(event)).status).toBe(200);
		expect(host.executions).toHaveLength(1);
	});

	it('starts it once after a restart of n8n too', async () => {
		const host = await activeHost();
		const event = processed();
		await host.post(event);
		host.nodeType = loadFreshTrigger();
		expect((await host.post(event)).status).toBe(200);
		expect(host.executions).toHaveLength(1);
		await host.post(processed());
		expect(host.executions).toHaveLength(2);
	});

	it('starts it once when it is delivered several times at the same moment', async () => {
		const host = await activeHost();
		const event = processed();
		const answers = await Promise.all(
			Array.from({ length: 8 }, async () => await host.post(event)),
		);
		expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
		expect(host.executions).toHaveLength(1);
	});

	it('is remembered even when many others arrive at the same moment', async () => {
		const host = await activeHost();
		const many = Array.from({ length: 20 }, () => processed());
		await Promise.all(many.map(async (event) => await host.post(event)));
		expect(host.executions).toHaveLength(20);
		// In another process only what n8n saved counts.
		host.nodeType = loadFreshTrigger();
		await Promise.all(many.map(async (event) => await host.post(event)));
		expect(host.executions).toHaveLength(20);
	});

	it('two workflows get it once each', async () => {
		const event = processed();
		const [one, other] = [await activeHost(), await activeHost()];
		for (const host of [one, other, one, other]) await host.post(event);
		expect(one.executions).toHaveLength(1);
		expect(other.executions).toHaveLength(1);
	});

	it('the last 200 events are remembered and no more', async () => {
		const host = await activeHost();
		const first = processed();
		await host.post(first);
		for (let n = 0; n < 200; n++) await host.post(processed());
		const data = host.staticData[`node:${host.nodeName}`] as IDataObject;
		expect(data.productionEvents).toHaveLength(200);
		expect(data.productionEvents).not.toContain(first.eventId);
		expect(data.productionEvents).toContain(`event_${events}`);
	});
});
