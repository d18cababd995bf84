/** Payloads that the trigger has to fetch: limits of size and time, faults, and what is made of odd payloads. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { IDataObject } from 'n8n-workflow';
import { clock } from '../support/testedNodes.mts';
import { useEmulator } from '../support/fixtures.mts';
import { TriggerHost, type HostOptions } from '../support/triggerHost.mts';
import { waitUntil } from '../support/waitUntil.mts';

const emulator = useEmulator();
const KEEPSAKE = ['wss', 'endpoint', 'of', 'this', 'test'].join('_');
const MB = 1_000_000;

/** A storage behind the addresses of payloads; it has the origin of the credential's base URL. */
let storage: Server;
let origin: string;
let serve: (request: IncomingMessage, response: ServerResponse) => void;
let asked: IncomingMessage[];
const hosts: TriggerHost[] = [];
let events = 0;

beforeAll(async () => {
	storage = createServer((request, response) => {
		asked.push(request);
		serve(request, response);
	});
	await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(storage.address() as AddressInfo).port}`;
});
beforeEach(() => {
	asked = [];
	serve = (_request, response) => response.end(JSON.stringify(RUN));
});
afterEach(async () => {
	await Promise.all(hosts.splice(0).map(async (host) => await host.close()));
});
afterAll(async () => {
	storage.closeAllConnections();
	await new Promise((resolve) => storage.close(resolve));
});

const RUN = { object: 'extract_run', id: 'exr_1', status: 'PROCESSED', output: null };

async function activeHost(o: Partial<HostOptions> = {}): Promise<TriggerHost> {
	const host = await new TriggerHost({ emulator, credential: { baseUrl: origin }, ...o }).start();
	hosts.push(host);
	host.staticData = {
		[`node:${host.nodeName}`]: {
			production: {
				endpointId: `wh_p${++events}`,
				signingSecret: KEEPSAKE,
				url: host.webhookUrl(),
			},
		},
	};
	return host;
}

const event = (payload: IDataObject, eventType = 'extract_run.processed'): IDataObject => ({
	eventId: `event_p${++events}`,
	eventType,
	payload,
});
const signed = (more: IDataObject = {}) =>
	event({ object: 'signed_data_url', id: 'exr_1', data: `${origin}/p?sig=topsecret`, ...more });

describe('a payload behind an address', () => {
	it.each([
		['in the form of today', {}],
		['in the form of before, with the address alone', { object: undefined, id: undefined }],
	])('%s is fetched without credentials', async (_name, more) => {
		const host = await activeHost();
		expect((await host.post(signed(more))).status).toBe(200);
		expect(host.items).toMatchObject([{ payload: RUN }]);
		expect(asked).toHaveLength(1);
		const { headers, url, method } = asked[0];
		expect({ method, url }).toEqual({ method: 'GET', url: '/p?sig=topsecret' });
		const sent = JSON.stringify(headers);
		expect(headers).not.toHaveProperty('authorization');
		expect(sent).not.toContain(emulator.apiKey);
		expect(sent).not.toContain('x-extend');
	});

	it('may be compressed', async () => {
		serve = (_request, response) =>
			response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify(RUN)));
		const host = await activeHost();
		await host.post(signed());
		expect(host.items).toMatchObject([{ payload: RUN }]);
	});

	it('of more than 100 MB is refused when it is announced', async () => {
		serve = (_request, response) =>
			response.writeHead(200, { 'content-length': 100 * MB + 1 }).write('{');
		const host = await activeHost();
		const answer = await host.post(signed());
		expect(answer).toEqual({ status: 422, text: 'the download is larger than 100 MB' });
		expect(host.executions).toEqual([]);
		// Nobody reads on, so the connection goes.
		await waitUntil(() => asked[0].socket.destroyed);
	});

	it('of more than 100 MB is refused when it only turns out, also out of a small file', async () => {
		const bomb = gzipSync(Buffer.alloc(101 * MB, ' '));
		expect(bomb.length).toBeLessThan(MB);
		serve = (_request, response) =>
			response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
		const host = await activeHost();
		expect((await host.post(signed())).status).toBe(422);
		expect(host.executions).toEqual([]);
	});

	it.each<[string, (request: IncomingMessage, response: ServerResponse) => void]>([
		[
			'that redirects',
			(_request, response) => response.writeHead(302, { location: `${origin}/elsewhere` }).end(),
		],
		['that is gone', (_request, response) => response.writeHead(404).end('<Error/>')],
		['that has expired', (_request, response) => response.writeHead(403).end('<Error/>')],
		['that answers with a fault', (_request, response) => response.writeHead(500).end()],
		['that hangs up', (request) => request.socket.destroy()],
		[
			'that breaks off',
			(request, response) => {
				response.writeHead(200, { 'content-length': 1000 }).write('{"object":');
				setImmediate(() => request.socket.destroy());
			},
		],
		['that gives no JSON', (_request, response) => response.end('<html>')],
		['that gives a list', (_request, response) => response.end('[]')],
	])(
		'%s is answered 503, nothing is remembered, and the next delivery starts',
		async (_n, fault) => {
			serve = fault;
			const host = await activeHost();
			const one = signed();
			const answer = await host.post(one);
			expect(answer.status).toBe(503);
			expect(`${answer.text} ${host.warnings.join()}`).not.toMatch(/topsecret|127\.0\.0\.1/);
			expect(host.executions).toEqual([]);
			expect(asked).toHaveLength(1);

			serve = (_request, response) => response.end(JSON.stringify(RUN));
			expect((await host.post(one)).status).toBe(200);
			expect(host.executions).toHaveLength(1);
		},
	);

	it('is fetched once for deliveries of the same moment, which all get the same end', async () => {
		const waiting: ServerResponse[] = [];
		serve = (_request, response) => void waiting.push(response);
		const host = await activeHost();
		const one = signed();
		const failing = [host.post(one), host.post(one), host.post(one)];
		await waitUntil(() => waiting.length > 0);
		// All of them have arrived before the storage answers.
		await waitUntil(() => host.received === 3);
		waiting[0].writeHead(500).end();
		expect((await Promise.all(failing)).map(({ status }) => status)).toEqual([503, 503, 503]);
		expect(asked).toHaveLength(1);
		expect(host.executions).toEqual([]);

		const going = [host.post(one), host.post(one)];
		await waitUntil(() => host.received === 5 && waiting.length === 2);
		waiting[1].end(JSON.stringify(RUN));
		expect((await Promise.all(going)).map(({ status }) => status)).toEqual([200, 200]);
		expect(host.executions).toHaveLength(1);
	});

	it('with a region of Extend nothing but public https is asked', async () => {
		const host = await activeHost({ credential: { region: 'us', baseUrl: origin } });
		expect((await host.post(signed())).status).toBe(422);
		expect(asked).toEqual([]);
	});
});

it('a payload that does not come to its end is given up in time for the 30 s that Extend allows', async () => {
	const { startTimer } = clock;
	const alarms: number[] = [];
	clock.startTimer = (ms, ring) => {
		alarms.push(ms);
		return startTimer(20, ring);
	};
	try {
		serve = (_request, response) => response.writeHead(200).write('{"object":');
		const host = await activeHost();
		const answer = await host.post(signed());
		expect(answer).toEqual({ status: 503, text: "the download didn't finish" });
		expect(host.executions).toEqual([]);
	} finally {
		clock.startTimer = startTimer;
	}
	await waitUntil(() => asked[0].socket.destroyed);
	expect(alarms).toHaveLength(1);
	expect(alarms[0]).toBeGreaterThan(15_000);
	expect(alarms[0]).toBeLessThanOrEqual(20_000);
});

describe('the stub of a parse run', () => {
	const stub = {
		object: 'parse_run_status',
		id: 'pr_gone',
		status: 'FAILED',
		failureReason: 'OCR_ERROR',
		failureMessage: null,
		metadata: { order: 7 },
	};
	const parameters = { events: ['parse_run.failed'] };
	const toEmulator = async (o: Partial<HostOptions> = {}) =>
		await activeHost({ parameters, credential: {}, ...o });

	/** Signed more than a minute ago. */
	const late = () => ({ timestamp: Math.floor(Date.now() / 1000) - 90 });

	it('of a run that was deleted meanwhile is all there is', async () => {
		const host = await toEmulator();
		await host.post(event(stub, 'parse_run.failed'), late());
		expect(host.items).toMatchObject([{ payload: stub }]);
	});

	it('whose run cannot be read now is delivered again', async () => {
		const host = await toEmulator();
		emulator.faults.add({ kind: 'status', status: 403, times: 1 });
		const one = event(stub, 'parse_run.failed');
		expect((await host.post(one)).status).toBe(503);
		expect((await host.post(one, late())).status).toBe(200);
		expect(host.executions).toHaveLength(1);
		expect(JSON.stringify(host.warnings)).not.toContain(emulator.apiKey);
	});

	it('stays as it is when nothing is to be downloaded', async () => {
		const host = await toEmulator({ options: { downloadPayload: false } });
		await host.post(event(stub, 'parse_run.failed'));
		expect(host.items).toMatchObject([{ payload: stub }]);
		expect(emulator.requests).toEqual([]);
	});
});

describe('the simplified output', () => {
	const simplified = async (payload: IDataObject, eventType: string, output = 'fields') => {
		const scope = eventType.startsWith('workflow_run.')
			? { scope: 'workflow', workflow: { __rl: true, mode: 'id', value: 'workflow_1' } }
			: {};
		const host = await activeHost({ parameters: { events: [eventType], output, ...scope } });
		expect((await host.post(event(payload, eventType))).status).toBe(200);
		return host.items;
	};

	it('of something that is no run is the thing itself, with the event beside', async () => {
		const extractor = { object: 'extractor', id: 'ex_1', name: 'Invoices', error: 'a name' };
		expect(await simplified(extractor, 'extractor.created')).toEqual([
			{
				object: 'extractor',
				id: 'ex_1',
				name: 'Invoices',
				field_error: 'a name',
				_extend: { eventId: `event_p${events}`, eventType: 'extractor.created', metadata: null },
			},
		]);
	});

	it('of a step is its name, type and result', async () => {
		const stepRun = {
			object: 'workflow_step_run',
			id: 'workflow_step_run_1',
			workflowRunId: 'workflow_run_1',
			status: 'PROCESSED',
			step: { name: 'read', type: 'EXTRACT' },
			result: { extractRun: { output: { value: { total: 5 }, metadata: {} } } },
		};
		expect(await simplified(stepRun, 'workflow_run.step_run.processed')).toMatchObject([
			{
				name: 'read',
				type: 'EXTRACT',
				status: 'PROCESSED',
				result: { total: 5 },
				_extend: { runId: 'workflow_run_1', stepRunId: 'workflow_step_run_1' },
			},
		]);
	});

	it('of a failed run says why', async () => {
		const failed = { ...RUN, status: 'FAILED', failureReason: 'OUT_OF_CREDITS' };
		expect(await simplified(failed, 'extract_run.failed')).toMatchObject([
			{ _extend: { status: 'FAILED', failureReason: 'OUT_OF_CREDITS' } },
		]);
	});

	it('with rows that are not clear comes with its fields and says so, and does not get lost', async () => {
		const value = { a: [{ n: 1 }], b: [{ n: 2 }], number: '7' };
		const run = { ...RUN, output: { value, metadata: {} } };
		expect(await simplified(run, 'extract_run.processed', 'rows')).toMatchObject([
			{
				...value,
				_extend: {
					row: null,
					problem: "the result has several tables. Set 'Table' to one of these: a, b.",
				},
			},
		]);
	});
});
