/** Events that Extend really sends, from the run to the items; payloads that are fetched; a person's review. */
import type { IDataObject } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { callApi, minimalConfig, uploadBytes } from '../emulator/support/client.mts';
import { makeForm, makePng } from '../samples/index.mts';
import { byId } from '../support/extendNode.mts';
import { useEmulator } from '../support/fixtures.mts';
import { TriggerHost, type HostOptions } from '../support/triggerHost.mts';

const emulator = useEmulator();
const hosts: TriggerHost[] = [];
beforeEach(() => {
	emulator.options.webhookRetriesMs = [];
});
afterEach(async () => {
	await Promise.all(hosts.splice(0).map(async (host) => await host.close()));
});

/** A workflow that is active and registered in the emulator. */
async function active(parameters: IDataObject, o: Partial<HostOptions> = {}) {
	const host = await new TriggerHost({ emulator, parameters, ...o }).start();
	hosts.push(host);
	await host.activate();
	return host;
}
const post = async (path: string, body: object) => {
	const { status, json } = await callApi(emulator, 'POST', path, body);
	if (status !== 200) throw new Error(`${path}: ${JSON.stringify(json)}`);
	return json as IDataObject & { id: string };
};
const text = { file: { text: 'Invoice number: 4711\nTotal: 10.00 EUR' } };
const extract = async (more: object = {}) =>
	await post('/extract', { ...text, config: minimalConfig, ...more });
const bigPayloads = async (host: TriggerHost) =>
	await post(`/webhook_endpoints/${String(host.getStoredEndpoint()?.endpointId)}`, {
		advancedOptions: { payload: { format: 'url', urlThresholdBytes: 10 } },
	});

describe('every kind of event starts the workflow', () => {
	const uploaded = async () => ({
		file: { id: await uploadBytes(emulator, 'a.txt', 'Invoice number: 1') },
	});
	const classes = [
		{ id: 'invoice', type: 'invoice', description: 'A bill' },
		{ id: 'other', type: 'other', description: 'The rest' },
	];
	const cases: Array<[string, IDataObject, () => Promise<unknown>]> = [
		['extract_run.processed', {}, extract],
		[
			'extract_run.failed',
			{},
			async () => {
				emulator.nextRun({ status: 'FAILED', failureReason: 'INTERNAL_ERROR' });
				await extract();
			},
		],
		[
			'classify_run.processed',
			{},
			async () => await post('/classify', { ...text, config: { classifications: classes } }),
		],
		[
			'split_run.processed',
			{ scope: 'splitter', splitter: byId(seededIds.bundles) },
			async () =>
				await post('/split', { ...(await uploaded()), splitter: { id: seededIds.bundles } }),
		],
		['parse_run.processed', {}, async () => await post('/parse', await uploaded())],
		[
			'edit_run.processed',
			{},
			async () =>
				await post('/edit', {
					file: { id: await uploadBytes(emulator, 'form.pdf', await makeForm()) },
					config: { instructions: 'Full name: Ada Lovelace' },
				}),
		],
		[
			'batch_processor_run.processed',
			{ scope: 'extractor', extractor: byId(seededIds.invoices) },
			async () =>
				await post('/extract_runs/batch', {
					extractor: { id: seededIds.invoices },
					inputs: [text],
				}),
		],
		[
			'batch_parse_run.processed',
			{},
			async () => await post('/parse_runs/batch', { inputs: [await uploaded()] }),
		],
		[
			'workflow_run.completed',
			{ scope: 'workflow', workflow: byId(seededIds.plain) },
			async () => await post('/workflow_runs', { workflow: { id: seededIds.plain }, ...text }),
		],
		[
			'workflow_run.step_run.processed',
			{ scope: 'workflow', workflow: byId(seededIds.plain) },
			async () => await post('/workflow_runs', { workflow: { id: seededIds.plain }, ...text }),
		],
		['extractor.created', {}, async () => await post('/extractors', { name: 'New' })],
		[
			'extractor.version.published',
			{},
			async () =>
				await post(`/extractors/${seededIds.invoices}/versions`, { releaseType: 'minor' }),
		],
		['workflow.created', {}, async () => await post('/workflows', { name: 'New' })],
	];

	it.each(cases)('%s', async (eventType, parameters, act) => {
		const host = await active({ ...parameters, events: [eventType] });
		await act();
		await emulator.waitForDeliveries();
		// Events of runs that end behind the answer may still come.
		while (host.executions.length === 0) await new Promise((resolve) => setImmediate(resolve));
		await emulator.waitForDeliveries();
		expect(host.items[0]).toEqual({
			eventId: expect.stringMatching(/^event_/),
			eventType,
			payload: expect.objectContaining({ object: expect.any(String) }),
		});
		expect(JSON.stringify(host.items)).not.toContain('signature=');
		expect(emulator.deliveries.every(({ attempts }) => attempts[0].status === 200)).toBe(true);
	});
});

describe('output', () => {
	const events = ['extract_run.processed'];
	const file = {
		text: 'Invoice number: 4711\nDescription Quantity Amount\nPaper 2 10.00\nInk 1 20.00',
	};

	it('simplified: the fields, with event, run and metadata beside', async () => {
		const host = await active({ events, output: 'fields' });
		const run = await extract({ metadata: { order: 'A-1' } });
		await emulator.waitForDeliveries();
		expect(host.items).toEqual([
			{
				invoice_number: '4711',
				_extend: expect.objectContaining({
					eventType: 'extract_run.processed',
					runId: run.id,
					metadata: { order: 'A-1' },
				}),
			},
		]);
	});

	it('rows: one item per row', async () => {
		const schema = {
			type: 'object',
			properties: {
				lines: {
					type: 'array',
					items: { type: 'object', properties: { description: { type: ['string', 'null'] } } },
				},
			},
		};
		emulator.nextRun({
			output: {
				value: { lines: [{ description: 'Paper' }, { description: 'Ink' }] },
				metadata: {},
			},
		});
		const host = await active({ events, output: 'rows' });
		await extract({ file, config: { schema } });
		await emulator.waitForDeliveries();
		expect(host.items.map(({ description }) => description)).toEqual(['Paper', 'Ink']);
	});

	it('parse runs come with their text, although Extend sends only a stub', async () => {
		const host = await active({ events: ['parse_run.processed'], output: 'fields' });
		await post('/parse', { file: { id: await uploadBytes(emulator, 'a.txt', 'Hello there') } });
		await emulator.waitForDeliveries();
		expect(host.items[0].text).toContain('Hello there');
	});

	it('an edit run has the ID of the filled file and no address', async () => {
		const host = await active({ events: ['edit_run.processed'], output: 'fields' });
		await post('/edit', {
			file: { id: await uploadBytes(emulator, 'form.pdf', await makeForm()) },
			config: { instructions: 'Full name: Ada Lovelace' },
		});
		await emulator.waitForDeliveries();
		expect(host.items[0].editedFileId).toMatch(/^file_/);
		expect(JSON.stringify(host.items)).not.toContain('signature=');
	});
});

describe('a payload behind an address', () => {
	const events = ['extract_run.processed'];

	it('is fetched without the API key and stands where it belongs', async () => {
		const host = await active({ events });
		await bigPayloads(host);
		const run = await extract();
		await emulator.waitForDeliveries();
		expect(host.items).toEqual([
			{
				eventId: expect.any(String),
				eventType: events[0],
				payload: expect.objectContaining({ id: run.id, output: expect.anything() }),
			},
		]);
		expect(JSON.stringify(host.items)).not.toContain('signature=');
	});

	it('is not fetched when that is turned off, and its address does not come out', async () => {
		const host = await active({ events }, { options: { downloadPayload: false } });
		await bigPayloads(host);
		const run = await extract({ metadata: { order: 'A-1' } });
		await emulator.waitForDeliveries();
		expect(host.items[0].payload).toMatchObject({ id: run.id, metadata: { order: 'A-1' } });
		expect(JSON.stringify(host.items)).not.toContain('signature=');
	});

	it.each([
		['http', 'http://storage.example/p.json'],
		['a private network', 'https://10.0.0.5/p.json'],
		['this machine by another name', 'https://[::ffff:127.0.0.1]/p.json'],
		['the metadata service of clouds', 'https://169.254.169.254/latest'],
		['a file', 'file:///etc/passwd'],
	])('that leads to %s is refused, and nothing starts', async (_name, data) => {
		const host = await active({ events });
		const payload = { object: 'signed_data_url', id: 'exr_1', data };
		const { attempts } = await emulator.deliver(
			String(host.getStoredEndpoint()?.endpointId),
			events[0],
			payload,
		);
		expect(attempts.map(({ status }) => status)).toEqual([422]);
		expect(host.executions).toEqual([]);
		expect(host.warnings.join()).not.toContain(data);
	});

	it('that cannot be had now is delivered again by Extend, and starts the workflow then', async () => {
		emulator.options.webhookRetriesMs = [1];
		const host = await active({ events });
		await bigPayloads(host);
		emulator.faults.add({ kind: 'status', status: 500, match: { path: '/__files/.*' }, times: 1 });
		await extract();
		await emulator.waitForDeliveries();
		expect(emulator.deliveries[0].attempts.map(({ status }) => status)).toEqual([503, 200]);
		expect(host.executions).toHaveLength(1);
	});

	it('of another run than the one announced is refused', async () => {
		const host = await active({ events });
		await bigPayloads(host);
		await extract();
		await emulator.waitForDeliveries();
		const { payload } = JSON.parse(emulator.deliveries[0].body) as { payload: IDataObject };
		// Sent as it is, and not wrapped once more.
		await post(`/webhook_endpoints/${String(host.getStoredEndpoint()?.endpointId)}`, {
			advancedOptions: null,
		});
		const forged = { ...payload, id: 'exr_other' };
		const { attempts } = await emulator.deliver(
			String(host.getStoredEndpoint()?.endpointId),
			events[0],
			forged,
		);
		expect(attempts[0].status).toBe(422);
		expect(host.executions).toHaveLength(1);
	});
});

it('an event that is delivered again after it was taken starts nothing', async () => {
	const host = await active({ events: ['extract_run.processed'] });
	await extract();
	await emulator.waitForDeliveries();
	await emulator.redeliver(emulator.deliveries[0].eventId);
	expect(emulator.deliveries[0].attempts.map(({ status }) => status)).toEqual([200, 200]);
	expect(host.executions).toHaveLength(1);
});

it.each(['signature', 'timestamp', 'secret', 'body'] as const)(
	'a delivery with a forged %s gets 401',
	async (tamper) => {
		const host = await active({ events: ['extract_run.processed'] });
		const id = String(host.getStoredEndpoint()?.endpointId);
		const payload = { object: 'extract_run', id: 'exr_1' };
		const { attempts } = await emulator.deliver(id, 'extract_run.processed', payload, { tamper });
		expect(attempts.map(({ status }) => status)).toEqual([401]);
		expect(host.executions).toEqual([]);
	},
);

it('a review goes round: it is asked for, a person decides, the changes come as a list', async () => {
	const host = await active({
		events: ['workflow_run.needs_review', 'workflow_run.completed'],
		scope: 'workflow',
		workflow: byId(seededIds.intake),
		output: 'fields',
	});
	const file = { id: await uploadBytes(emulator, 'scan.png', makePng()) };
	const run = await post('/workflow_runs', { workflow: { id: seededIds.intake }, file });
	while (host.executions.length === 0) await new Promise((resolve) => setImmediate(resolve));
	expect(host.items[0]).toMatchObject({
		invoice_number: null,
		_extend: { eventType: 'workflow_run.needs_review', needsReview: true, runId: run.id },
	});
	expect(host.items[0]._extend).not.toHaveProperty('changes');

	emulator.review(run.id, {
		approve: true,
		by: 'ada@example.com',
		changes: { invoice_number: '4711' },
		notes: { invoice_number: 'read from the scan' },
	});
	await emulator.waitForDeliveries();
	expect(host.executions).toHaveLength(2);
	expect(host.items[1]).toMatchObject({
		invoice_number: '4711',
		_extend: {
			eventType: 'workflow_run.completed',
			needsReview: false,
			reviewedByUser: 'ada@example.com',
			changes: [
				{ path: 'invoice_number', before: null, after: '4711', note: 'read from the scan' },
			],
		},
	});
});
