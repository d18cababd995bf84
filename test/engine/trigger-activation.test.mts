/** The trigger registers itself in Extend, and leaves nothing behind. */
import { seededIds } from '../emulator/index.mts';
import { callApi, minimalConfig } from '../emulator/support/client.mts';
import { clock } from '../support/testedNodes.mts';
import { byId } from '../support/extendNode.mts';
import { useEmulator } from '../support/fixtures.mts';
import { TriggerHost, WORKFLOW_NAME, type HostOptions } from '../support/triggerHost.mts';
import { waitUntil } from '../support/waitUntil.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
useVirtualClock(clock);
const hosts: TriggerHost[] = [];
afterEach(async () => {
	await Promise.all(hosts.splice(0).map(async (host) => await host.close()));
});

const newHost = async (o: Partial<HostOptions> = {}) => {
	const host = await new TriggerHost({ emulator, ...o }).start();
	hosts.push(host);
	return host;
};
const list = async (what: string) =>
	(await callApi(emulator, 'GET', `/webhook_${what}`)).json.data as Array<Record<string, unknown>>;
const forInvoices = {
	scope: 'extractor',
	extractor: byId(seededIds.invoices),
	events: ['extract_run.processed', 'batch_processor_run.failed'],
};
const failing = async (work: Promise<unknown>) =>
	(await work.then(
		() => undefined,
		(error: unknown) => error,
	)) as (Error & { description?: string; httpCode?: string }) | undefined;

describe('activation', () => {
	it('registers an endpoint for the whole workspace and keeps its ID and secret', async () => {
		const host = await newHost({ parameters: { events: ['extract_run.failed'] } });
		await host.activate();
		const [endpoint, ...more] = await list('endpoints');
		expect(more).toEqual([]);
		expect(endpoint).toMatchObject({
			url: host.webhookUrl(),
			name: `n8n: ${WORKFLOW_NAME}`,
			enabledEvents: ['extract_run.failed'],
			status: 'enabled',
			apiVersion: '2026-02-09',
		});
		expect(host.getStoredEndpoint()).toEqual({
			endpointId: endpoint.id,
			signingSecret: expect.stringMatching(/^wss_/),
			url: host.webhookUrl(),
		});
	});

	it.each([
		['extractor', 'invoices', ['extract_run.processed', 'batch_processor_run.processed']],
		['classifier', 'documentTypes', ['classify_run.failed']],
		['splitter', 'bundles', ['split_run.processed']],
		['workflow', 'plain', ['workflow_run.completed', 'workflow_run.step_run.processed']],
	] as const)('for one %s the events come through a subscription', async (scope, seed, events) => {
		const id = seededIds[seed];
		const host = await newHost({ parameters: { scope, [scope]: byId(id), events: [...events] } });
		await host.activate();
		expect(await list('endpoints')).toMatchObject([{ enabledEvents: [] }]);
		expect(await list('subscriptions')).toMatchObject([
			{ resourceType: scope, resourceId: id, enabledEvents: events },
		]);
	});

	it('finds what it has registered and does not register again', async () => {
		const host = await newHost({ parameters: forInvoices });
		await host.activate();
		const kept = host.getStoredEndpoint();
		await host.activate('update');
		expect(host.calls).toEqual(['checkExists', 'create', 'checkExists']);
		expect(host.getStoredEndpoint()).toEqual(kept);
		expect(await list('endpoints')).toHaveLength(1);
	});

	it.each<[string, (host: TriggerHost) => Promise<unknown> | unknown]>([
		['it was deleted in Extend', async (host) => await remove(host)],
		['it was disabled', async (host) => await change(host, { status: 'disabled' })],
		['it has another address', async (host) => await change(host, { url: 'http://127.0.0.1:9/x' })],
		['other events were chosen', (host) => (host.parameters.events = ['extract_run.failed'])],
		[
			'another extractor was chosen',
			(host) => (host.parameters.extractor = byId(seededIds.receipts)),
		],
		['its scope was taken away', (host) => (host.parameters.scope = 'any')],
		[
			'it brings events of another extractor too',
			async (host) => {
				// The subscription that belongs there is the newer one, and so the first in the list.
				const [right] = await list('subscriptions');
				await callApi(emulator, 'DELETE', `/webhook_subscriptions/${String(right.id)}`);
				await subscribe(String(host.getStoredEndpoint()?.endpointId), seededIds.receipts);
				await subscribe(String(host.getStoredEndpoint()?.endpointId), seededIds.invoices);
			},
		],
		['it speaks an older version of the API', async (host) => await makeOlder(host)],
		['its secret got lost', (host) => delete host.getStoredEndpoint()?.signingSecret],
	])('registers anew when %s, and leaves no orphan', async (_name, spoil) => {
		const host = await newHost({
			parameters: { ...forInvoices, events: ['extract_run.processed'] },
		});
		await host.activate();
		const before = host.getStoredEndpoint()?.endpointId;
		await spoil(host);
		await host.activate();
		const endpoints = await list('endpoints');
		expect(endpoints).toHaveLength(1);
		expect(endpoints[0].id).not.toBe(before);
		expect(endpoints[0]).toMatchObject({
			url: host.webhookUrl(),
			apiVersion: '2026-02-09',
			status: 'enabled',
		});
		expect(host.getStoredEndpoint()?.endpointId).toBe(endpoints[0].id);
		expect((await list('subscriptions')).length).toBe(host.parameters.scope === 'any' ? 0 : 1);
	});

	it('removes what a try left whose answer was lost', async () => {
		const host = await newHost();
		emulator.faults.add({
			kind: 'reset',
			when: 'after',
			match: { method: 'POST', path: '/webhook_endpoints' },
			times: 1,
		});
		expect((await failing(host.activate()))?.description).toContain(
			'creating the webhook in Extend',
		);
		expect(await list('endpoints')).toEqual([]);
		await host.activate();
		expect(await list('endpoints')).toHaveLength(1);
	});

	it('leaves no endpoint when the subscription is refused, and says why', async () => {
		const host = await newHost({ parameters: { ...forInvoices, extractor: byId('ex_none') } });
		const error = await failing(host.activate());
		expect(error?.message).toBe("Extend couldn't find this ID");
		expect(error?.description).toContain('Happened while subscribing to the extractor ex_none.');
		expect(await list('endpoints')).toEqual([]);
		expect(host.getStoredEndpoint()).toBeUndefined();
	});

	it('does not touch endpoints of others', async () => {
		const body = {
			url: 'http://127.0.0.1:9/other',
			name: 'x',
			apiVersion: '2026-02-09',
			enabledEvents: [],
		};
		await callApi(emulator, 'POST', '/webhook_endpoints', body);
		const host = await newHost();
		await host.activate();
		await host.deactivate();
		expect(await list('endpoints')).toMatchObject([{ url: body.url }]);
	});

	it('reads all pages when it looks for what is left', async () => {
		const host = await newHost();
		const body = { name: 'x', apiVersion: '2026-02-09', enabledEvents: [] };
		await callApi(emulator, 'POST', '/webhook_endpoints', { ...body, url: host.webhookUrl() });
		for (let n = 0; n < 105; n++)
			await callApi(emulator, 'POST', '/webhook_endpoints', {
				...body,
				url: `http://127.0.0.1:9/${n}`,
			});
		await host.activate();
		const all = emulator.requests.filter(({ path }) => path === '/webhook_endpoints');
		expect(all.some(({ query }) => query.nextPageToken !== undefined)).toBe(true);
		const mine = [];
		let token = '';
		do {
			const query = `?maxPageSize=100${token && `&nextPageToken=${encodeURIComponent(token)}`}`;
			const { json } = await callApi(emulator, 'GET', `/webhook_endpoints${query}`);
			mine.push(...json.data.filter(({ url }: { url: string }) => url === host.webhookUrl()));
			token = json.nextPageToken ?? '';
		} while (token);
		expect(mine).toHaveLength(1);
	});
});

async function remove(host: TriggerHost) {
	await callApi(
		emulator,
		'DELETE',
		`/webhook_endpoints/${String(host.getStoredEndpoint()?.endpointId)}`,
	);
}
async function subscribe(webhookEndpointId: string, resourceId: string) {
	await callApi(emulator, 'POST', '/webhook_subscriptions', {
		webhookEndpointId,
		resourceType: 'extractor',
		resourceId,
		enabledEvents: ['extract_run.processed'],
	});
}
/** The same endpoint, as an earlier version of the node would have made it. */
async function makeOlder(host: TriggerHost) {
	await remove(host);
	const { json } = await callApi(emulator, 'POST', '/webhook_endpoints', {
		url: host.webhookUrl(),
		name: 'n8n: older',
		apiVersion: '2025-04-21',
		enabledEvents: [],
	});
	await subscribe(json.id, seededIds.invoices);
	Object.assign(host.getStoredEndpoint() ?? {}, { endpointId: json.id });
}
async function change(host: TriggerHost, body: object) {
	await callApi(
		emulator,
		'POST',
		`/webhook_endpoints/${String(host.getStoredEndpoint()?.endpointId)}`,
		body,
	);
}

describe('deactivation', () => {
	it('removes endpoint and subscription and forgets them', async () => {
		const host = await newHost({ parameters: forInvoices });
		await host.activate();
		await host.deactivate();
		expect(await list('endpoints')).toEqual([]);
		expect(await list('subscriptions')).toEqual([]);
		expect(host.getStoredEndpoint()).toBeUndefined();
	});

	it('is done when the endpoint is gone already', async () => {
		const host = await newHost();
		await host.activate();
		await remove(host);
		await host.deactivate();
		expect(host.getStoredEndpoint()).toBeUndefined();
	});

	it('finds the endpoint by its address when nothing is kept', async () => {
		const host = await newHost();
		await host.activate();
		host.staticData = {};
		await host.deactivate();
		expect(await list('endpoints')).toEqual([]);
	});

	it('that fails keeps what it knows, and says why', async () => {
		const host = await newHost();
		await host.activate();
		emulator.faults.add({ kind: 'status', status: 403, match: { method: 'DELETE' }, times: 1 });
		const error = await failing(host.deactivate());
		expect(error?.description).toContain('removing the webhook from Extend');
		expect(host.getStoredEndpoint()).toBeDefined();
	});
});

describe('the test listener of the editor', () => {
	it('has an endpoint of its own and leaves that of the active workflow alone', async () => {
		const host = await newHost();
		await host.activate();
		const production = host.getStoredEndpoint();
		await host.listen();
		expect((await list('endpoints')).map(({ url }) => url).sort()).toEqual(
			[host.webhookUrl(), host.webhookUrl(true)].sort(),
		);
		await host.stopListening();
		expect(await list('endpoints')).toMatchObject([{ id: production?.endpointId }]);
		expect(host.getStoredEndpoint()).toEqual(production);
	});

	it('leaves it alone too where n8n does not keep their static data apart', async () => {
		const host = await newHost();
		host.sharesStaticData = true;
		await host.activate();
		const production = host.getStoredEndpoint();
		await host.listen();
		expect(host.testStaticData?.[`node:${host.nodeName}`]).toMatchObject({ production });
		await host.stopListening();
		expect(await list('endpoints')).toMatchObject([{ id: production?.endpointId }]);
	});

	it('gets the event of a run once, and so does the active workflow', async () => {
		const host = await newHost();
		await host.activate();
		await host.listen();
		const run = async () =>
			await callApi(emulator, 'POST', '/extract', {
				file: { text: 'Invoice number: 1' },
				config: minimalConfig,
			});
		await run();
		await emulator.waitForDeliveries();
		expect(host.executions.map(({ mode }) => mode).sort()).toEqual(['manual', 'webhook']);
		// The listener has had its event; the active workflow goes on.
		await waitUntil(() => host.testStaticData === undefined);
		expect(await list('endpoints')).toMatchObject([{ id: host.getStoredEndpoint()?.endpointId }]);
		await run();
		await emulator.waitForDeliveries();
		expect(host.executions.map(({ mode }) => mode).sort()).toEqual([
			'manual',
			'webhook',
			'webhook',
		]);
	});

	it('leaves nothing behind when it is started twice', async () => {
		const host = await newHost();
		await host.listen();
		host.testStaticData = undefined;
		await host.listen();
		expect(await list('endpoints')).toHaveLength(1);
		await host.stopListening();
		expect(await list('endpoints')).toEqual([]);
	});
});

describe('over the life of a workflow', () => {
	it('another address of n8n, or another name of the node, leaves no orphan', async () => {
		const host = await newHost();
		await host.activate();
		host.publicUrl = 'http://127.0.0.1:9/n8n';
		await host.activate('init');
		expect(await list('endpoints')).toMatchObject([{ url: host.webhookUrl() }]);
		host.nodeName = 'Renamed';
		await host.activate('update');
		expect(await list('endpoints')).toMatchObject([{ id: host.getStoredEndpoint()?.endpointId }]);
	});

	it('deactivation after the address of n8n has changed removes the endpoint of before', async () => {
		const host = await newHost();
		await host.activate();
		host.publicUrl = 'http://127.0.0.1:9/n8n';
		await host.deactivate();
		expect(await list('endpoints')).toEqual([]);
	});

	it('five tries that fail, clean-up included, end in one endpoint and one subscription', async () => {
		const host = await newHost({ parameters: forInvoices });
		emulator.faults.add({
			kind: 'status',
			status: 403,
			when: 'after',
			match: { method: 'POST', path: '/webhook_subscriptions' },
			times: 4,
		});
		emulator.faults.add({ kind: 'status', status: 403, match: { method: 'DELETE' }, times: 1 });
		for (let tries = 0; tries < 4; tries++) {
			expect((await failing(host.activate()))?.description).toContain(
				'subscribing to the extractor',
			);
		}
		expect(host.warnings).toEqual([expect.stringContaining('may have left a webhook in Extend')]);
		await host.activate();
		expect(await list('endpoints')).toMatchObject([{ id: host.getStoredEndpoint()?.endpointId }]);
		expect(await list('subscriptions')).toHaveLength(1);
	});

	it('an answer without the secret is no registration', async () => {
		const host = await newHost();
		emulator.faults.add({
			kind: 'status',
			status: 200,
			when: 'after',
			body: { object: 'webhook_endpoint', id: 'wh_without' },
			match: { method: 'POST', path: '/webhook_endpoints' },
			times: 1,
		});
		expect((await failing(host.activate()))?.message).toContain("didn't return a signing secret");
		expect(await list('endpoints')).toEqual([]);
	});

	it('a fault while checking is told, and not taken for an endpoint that is gone', async () => {
		const host = await newHost();
		await host.activate();
		emulator.faults.add({ kind: 'status', status: 401, match: { method: 'GET' }, times: 1 });
		const error = await failing(host.activate('init'));
		expect(error?.description).toContain('checking the webhook in Extend');
		expect(JSON.stringify([error, error?.message])).not.toContain(emulator.apiKey);
		expect(await list('endpoints')).toHaveLength(1);
	});
});

describe('what cannot work is said before anything is sent', () => {
	const parameters = { events: ['extract_run.processed'] };
	const refused = async (o: Partial<HostOptions>) => {
		const host = await newHost(o);
		const error = await failing(host.activate());
		expect(emulator.requests).toEqual([]);
		return `${error?.message} | ${error?.description}`;
	};

	it.each([
		[{ events: [] }, /'Trigger On' is empty \| Select at least one event/],
		[
			{ events: ['workflow_run.completed'] },
			/'Trigger On' contains events that need a workflow .*'Workflow Run Completed'/,
		],
		[
			{ ...forInvoices, events: ['parse_run.processed'] },
			/for the whole workspace only .*'Whole Workspace'.*'Parse Run Processed'/,
		],
		[
			{ ...forInvoices, events: ['split_run.failed'] },
			/events that don't fit 'Listen To' .*'Splitter'.*'Split Run Failed'/,
		],
		[{ ...parameters, scope: 'extractor', extractor: byId('') }, /'Extractor' is empty/],
	])('%j', async (wrong, message) => {
		expect(await refused({ parameters: wrong })).toMatch(message);
	});

	it.each([
		'http://localhost:5678',
		'http://127.0.0.1:5678',
		'https://192.168.1.5',
		'https://n8n.local',
	])('%s, which Extend cannot reach', async (publicUrl) => {
		const credential = { region: 'us', baseUrl: '' };
		expect(await refused({ publicUrl, credential })).toMatch(
			/Extend can't reach this n8n instance at .*WEBHOOK_URL/,
		);
	});

	it('an address that Extend itself refuses comes with its reason', async () => {
		emulator.options.localWebhooks = false;
		const error = await failing((await newHost()).activate());
		expect(error?.description).toContain('must be a public https address');
	});
});
