/** Ways to lose an event, to get it twice, or to hold n8n up; by their letters in the list of attacks. */
import type { IDataObject } from 'n8n-workflow';
import { seededIds, type Fault } from '../emulator/index.mts';
import { callApi } from '../emulator/support/client.mts';
import { byId } from '../support/extendNode.mts';
import { useEmulator } from '../support/fixtures.mts';
import { loadFreshTrigger } from '../support/freshTrigger.mts';
import { clock } from '../support/testedNodes.mts';
import { TriggerHost, type HostOptions } from '../support/triggerHost.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
const time = useVirtualClock(clock);
const hosts: TriggerHost[] = [];
afterEach(async () => {
	await Promise.all(hosts.splice(0).map(async (host) => await host.close()));
});

const KEEPSAKE = ['wss', 'endpoint', 'of', 'this', 'test'].join('_');
let count = 0;

const newHost = async (o: Partial<HostOptions> = {}) => {
	const host = await new TriggerHost({ emulator, ...o }).start();
	hosts.push(host);
	return host;
};
/** A host whose workflow is active: the node keeps an endpoint. */
const activeHost = async (o: Partial<HostOptions> = {}) => {
	const host = await newHost(o);
	const endpointId = `wh_t${++count}`;
	const production = { endpointId, signingSecret: KEEPSAKE, url: host.webhookUrl() };
	host.staticData = { [`node:${host.nodeName}`]: { production } };
	return host;
};
const event = (payload: IDataObject, eventType = 'extract_run.processed'): IDataObject => ({
	eventId: `event_t${++count}`,
	eventType,
	payload,
});
/** Delivers an event by the virtual clock. */
const deliver = async (host: TriggerHost, one: IDataObject) =>
	await host.post(one, { timestamp: Math.floor(clock.wallNow() / 1000) });
const list = async (what: string) =>
	(await callApi(emulator, 'GET', `/webhook_${what}`)).json.data as IDataObject[];
const failing = async (work: Promise<unknown>) =>
	(await work.then(
		() => undefined,
		(error: unknown) => error,
	)) as (Error & { description?: string }) | undefined;
const answer = (match: Fault['match'], body: unknown, times?: number): Fault => ({
	kind: 'status',
	status: 200,
	body,
	match,
	...(times === undefined ? {} : { times }),
});

const parameters = { events: ['parse_run.processed'] };
/** A parse run in Extend and the event about it. */
const parsed = async () => {
	const { json } = await callApi(emulator, 'POST', '/parse_runs', {
		file: { url: `${emulator.url}/__samples/invoice.pdf` },
	});
	const { id } = json as { id: string };
	return event({ object: 'parse_run_status', id, status: 'PROCESSED' }, 'parse_run.processed');
};
const PARSE_READ = { method: 'GET', path: '/parse_runs/.+' };
const NOT_FOUND: Fault = {
	kind: 'status',
	status: 404,
	envelope: { code: 'NOT_FOUND', message: 'not here' },
	match: PARSE_READ,
};

describe('A4: the event of a run that Extend does not know for a moment is not spent', () => {
	it('T25b: it is answered 503 and starts the workflow with the whole run when it comes again', async () => {
		const host = await activeHost({ parameters });
		const one = await parsed();
		emulator.faults.add({ ...NOT_FOUND, times: 2 });
		expect((await deliver(host, one)).status).toBe(503);
		expect((await deliver(host, one)).status).toBe(503);
		expect((await deliver(host, one)).status).toBe(200);
		expect(host.items).toMatchObject([{ payload: { object: 'parse_run' } }]);
	});

	it('after a minute the run was deleted, and the stub is all there is', async () => {
		const host = await activeHost({ parameters });
		const one = await parsed();
		emulator.faults.add(NOT_FOUND);
		expect((await deliver(host, one)).status).toBe(503);
		time.advance(50_000);
		expect((await deliver(host, one)).status).toBe(503);
		time.advance(11_000);
		// Where static data is not kept, as by the test listener, the process still knows.
		host.staticData = JSON.parse(JSON.stringify(host.staticData).replace(/Waiting/g, 'x'));
		expect((await deliver(host, one)).status).toBe(200);
		expect(host.items).toMatchObject([{ payload: one.payload as IDataObject }]);
	});

	it('another process knows from the static data how long it waits', async () => {
		const host = await activeHost({ parameters });
		const one = await parsed();
		emulator.faults.add(NOT_FOUND);
		expect((await deliver(host, one)).status).toBe(503);
		const data = host.staticData[`node:${host.nodeName}`] as { productionWaiting: object };
		expect(data.productionWaiting).toEqual({ [String(one.eventId)]: expect.any(Number) });
		data.productionWaiting = { [String(one.eventId)]: Date.now() - 61_000 };
		// It has the real clock.
		host.nodeType = loadFreshTrigger();
		expect((await host.post(one)).status).toBe(200);
		expect(host.items).toMatchObject([{ payload: one.payload as IDataObject }]);
	});

	it('no more than a hundred such events are kept', async () => {
		const host = await activeHost({ parameters });
		const { payload } = await parsed();
		emulator.faults.add(NOT_FOUND);
		for (let n = 0; n < 110; n++)
			await deliver(host, event(payload as IDataObject, 'parse_run.processed'));
		const kept = (host.staticData[`node:${host.nodeName}`] as IDataObject).productionWaiting;
		expect(Object.keys(kept as object)).toHaveLength(100);
	});
});

describe('A8: a response about something else is none (T27)', () => {
	it.each([
		['another run', { object: 'parse_run', id: 'pr_of_somebody', status: 'PROCESSED' }],
		['another kind of run', { object: 'extract_run', id: undefined, status: 'PROCESSED' }],
		['nothing at all', {}],
		['a list', { object: 'list', data: [] }],
	])('%s', async (_name, body) => {
		const host = await activeHost({ parameters });
		const one = await parsed();
		const { id } = one.payload as IDataObject;
		const said = { ...body, ...('id' in body && body.id === undefined ? { id } : {}) };
		emulator.faults.add(answer(PARSE_READ, said, 5));
		expect((await deliver(host, one)).status).toBe(503);
		expect(host.executions).toEqual([]);
		emulator.faults.clear();
		expect((await deliver(host, one)).status).toBe(200);
		expect(host.items).toMatchObject([{ payload: { object: 'parse_run', id } }]);
	});

	it('nor does a downloaded payload of another kind start the workflow', async () => {
		const host = await activeHost({ credential: { baseUrl: emulator.url } });
		emulator.faults.add(answer({ path: '/payload' }, { object: 'parse_run', id: 'exr_1' }, 1));
		const signed = { object: 'signed_data_url', id: 'exr_1', data: `${emulator.url}/payload` };
		expect((await deliver(host, event(signed))).status).toBe(422);
		expect(host.executions).toEqual([]);
		emulator.faults.add(answer({ path: '/payload' }, { object: 'extract_run', id: 'exr_1' }, 1));
		expect((await deliver(host, event(signed))).status).toBe(200);
		expect(host.executions).toHaveLength(1);
	});
});

const forInvoices = {
	scope: 'extractor',
	extractor: byId(seededIds.invoices),
	events: ['extract_run.processed'],
};
const lost = (path: string, more: Partial<Fault> = {}): Fault =>
	({ kind: 'reset', when: 'after', match: { method: 'POST', path }, times: 1, ...more }) as Fault;
const posts = (path: string) =>
	emulator.requests.filter((one) => one.method === 'POST' && one.path === path).length;

describe('A17: what is created at activation is created once', () => {
	it('T07: a subscription whose response was lost is found, and not asked for again', async () => {
		const host = await newHost({ parameters: forInvoices });
		emulator.faults.add(lost('/webhook_subscriptions'));
		await host.activate();
		expect(posts('/webhook_subscriptions')).toBe(1);
		expect(await list('subscriptions')).toHaveLength(1);
		await host.activate('update');
		expect(host.calls).toEqual(['checkExists', 'create', 'checkExists']);
	});

	it.each<[string, IDataObject[][]]>([
		['is not listed', [[], [], [], []]],
		['is listed twice', [[{ id: 'whes_1' }, { id: 'whes_2' }]]],
		['has other events', [[{ id: 'whes_1', enabledEvents: ['extract_run.failed'] }]]],
	])('a subscription that %s leaves no endpoint', async (_name, lists) => {
		const host = await newHost({ parameters: forInvoices });
		emulator.faults.add(lost('/webhook_subscriptions'));
		for (const entries of lists) {
			const data = entries.map((entry) => ({
				resourceType: 'extractor',
				resourceId: seededIds.invoices,
				enabledEvents: forInvoices.events,
				...entry,
			}));
			emulator.faults.add(answer({ method: 'GET', path: '/webhook_subscriptions' }, { data }, 1));
		}
		expect((await failing(host.activate()))?.description).toContain('subscribing to the extractor');
		expect(posts('/webhook_subscriptions')).toBe(1);
		expect(await list('endpoints')).toEqual([]);
		expect(await list('subscriptions')).toEqual([]);
		await host.activate();
		expect(await list('endpoints')).toHaveLength(1);
		expect(await list('subscriptions')).toHaveLength(1);
	});

	it.each<[string, Fault]>([
		['was lost', lost('/webhook_endpoints')],
		[
			'has no secret',
			{
				...answer({ method: 'POST', path: '/webhook_endpoints' }, { id: 'wh_x' }, 1),
				when: 'after',
			} as Fault,
		],
	])(
		'T08b: an endpoint whose response %s is removed as soon as it is listed',
		async (_n, fault) => {
			const host = await newHost();
			emulator.faults.add(fault);
			const nothing = { data: [] };
			// The first list is the one before the creation.
			emulator.faults.add(answer({ method: 'GET', path: '/webhook_endpoints' }, nothing, 3));
			expect(await failing(host.activate())).toBeDefined();
			expect(posts('/webhook_endpoints')).toBe(1);
			expect(await list('endpoints')).toEqual([]);
		},
	);

	it('a clean-up that fails does not hide why the activation failed', async () => {
		const host = await newHost();
		emulator.faults.add(lost('/webhook_endpoints'));
		emulator.faults.add({
			kind: 'status',
			status: 403,
			match: { method: 'GET', path: '/webhook_endpoints', after: 1 },
			times: 2,
		});
		expect((await failing(host.activate()))?.description).toContain(
			'creating the webhook in Extend',
		);
		expect(host.warnings).toEqual([expect.stringContaining('may have left a webhook in Extend')]);
	});
});

describe('T05: the webhook never throws', () => {
	it.each<[string, unknown]>([
		['a number', 12],
		['an object', { a: 1 }],
		['a list', [KEEPSAKE]],
		['true', true],
		['null', null],
		['an empty text', ''],
	])('a signing secret that is %s is none', async (_name, signingSecret) => {
		const host = await activeHost();
		const data = host.staticData[`node:${host.nodeName}`] as { production: IDataObject };
		data.production.signingSecret = signingSecret as string;
		const posted = await host.post(event({}), { secret: KEEPSAKE });
		expect(posted).toEqual({ status: 401, text: 'Unauthorized' });
		expect(host.executions).toEqual([]);
	});

	it.each<[string, unknown]>([
		['text', 'x'],
		['a list', [1]],
		['a number', 5],
	])('other static data that is %s changes nothing', async (_name, odd) => {
		const host = await activeHost({ parameters });
		const data = host.staticData[`node:${host.nodeName}`] as IDataObject;
		Object.assign(data, { productionEvents: odd, productionWaiting: odd });
		const one = await parsed();
		emulator.faults.add({ ...NOT_FOUND, times: 1 });
		expect((await deliver(host, one)).status).toBe(503);
		expect((await deliver(host, one)).status).toBe(200);
		expect(host.executions).toHaveLength(1);
	});

	it.each<[string, IDataObject, string]>([
		['a setting that is wrong', { events: [] }, "'Trigger On' is empty"],
		['a scope that is none', { scope: 5 as never }, "couldn't process an event"],
	])('%s is answered 503 and comes again', async (_name, wrong, reason) => {
		const host = await activeHost({ parameters: wrong });
		const one = event({ object: 'extract_run', id: 'exr_1', status: 'PROCESSED' });
		const posted = await deliver(host, one);
		expect(posted.status).toBe(503);
		expect(host.executions).toEqual([]);
		expect(host.warnings.join()).toContain(reason);
		host.parameters = { options: {} };
		expect((await deliver(host, one)).status).toBe(200);
		expect(host.executions).toHaveLength(1);
	});
});

describe('C2: every list of an activation ends', () => {
	const pagesOf = (token: (n: number) => string | undefined) => {
		for (let n = 0; n < 400; n++) {
			const body = { data: [], nextPageToken: token(n) };
			emulator.faults.add(answer({ method: 'GET', path: '/webhook_endpoints' }, body, 1));
		}
	};
	const reads = () =>
		emulator.requests.filter(
			({ method, path }) => method === 'GET' && path === '/webhook_endpoints',
		).length;

	it('T20: pages that lead to each other', async () => {
		const host = await newHost();
		pagesOf((n) => ['A', 'B'][n % 2]);
		expect((await failing(host.activate()))?.description).toContain('same page of results');
		expect(reads()).toBe(3);
	});

	it('endless new tokens', async () => {
		const { startTimer } = clock;
		// Every exchange takes a second.
		clock.startTimer = (ms, onTimeout) => {
			time.advance(1000);
			return startTimer(ms, onTimeout);
		};
		try {
			const host = await newHost();
			pagesOf((n) => `token_${n}`);
			const error = await failing(host.activate());
			expect(error?.description).toContain("couldn't read the whole list in time");
			expect(reads()).toBeLessThan(130);
		} finally {
			clock.startTimer = startTimer;
		}
	});

	it('pages that drip', async () => {
		const { startTimer } = clock;
		const timers: number[] = [];
		clock.startTimer = (ms, onTimeout) => {
			timers.push(ms);
			return startTimer(50, onTimeout);
		};
		try {
			const host = await newHost();
			emulator.faults.add({
				kind: 'drip',
				ms: 20,
				match: { method: 'GET', path: '/webhook_endpoints' },
			});
			expect((await failing(host.activate()))?.description).toContain('looking for earlier');
			expect(Math.max(...timers)).toBeLessThanOrEqual(60_250);
			expect(posts('/webhook_endpoints')).toBe(0);
		} finally {
			clock.startTimer = startTimer;
		}
	});
});
