/** Responses that are not Extend's: of proxies, firewalls, load balancers, and of other servers at a wrong base URL. */
import type { IDataObject } from 'n8n-workflow';
import { seededIds, type Fault } from '../emulator/index.mts';
import { callApi } from '../emulator/support/client.mts';
import { byId, getItemError, runExtend, typedId } from '../support/extendNode.mts';
import {
	createInvoiceItem,
	findRequests,
	getRunRequests,
	uploadFile,
	useEmulator,
} from '../support/fixtures.mts';
import { startRunViaApi } from '../support/startRuns.mts';
import { clock } from '../support/testedNodes.mts';
import { TriggerHost } from '../support/triggerHost.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
useVirtualClock(clock);

const run = async (parameters: IDataObject, options: IDataObject = {}) =>
	await runExtend({
		emulator,
		items: [await createInvoiceItem(1)],
		parameters: { output: 'fields', ...parameters },
		options,
		node: { onError: 'continueRegularOutput' },
	});
const getError = async (parameters: IDataObject, options: IDataObject = {}) =>
	getItemError((await run(parameters, options)).items[0]);
const addFault = (fault: Fault, match: Fault['match']) =>
	emulator.faults.add({ ...fault, match } as Fault);

/** Whom a response must not be blamed on. */
const BLAME = /API key|this ID|look up this code|currently having issues|too large for Extend/;

describe.each<[string, (status: number) => Fault]>([
	['a page', (status) => ({ kind: 'html', status })],
	['nothing', (status) => ({ kind: 'status', status, body: '' })],
	[
		'the JSON of Kong',
		(status) => ({ kind: 'status', status, body: { message: 'no Route matched' } }),
	],
	[
		'the JSON of Google',
		(status) => ({ kind: 'status', status, body: { error: { code: status, message: 'x' } } }),
	],
	['the JSON of Spring', (status) => ({ kind: 'status', status, body: { status, error: 'No' } })],
	['a list', (status) => ({ kind: 'status', status, body: [] })],
])('%s', (_what, createFault) => {
	// n8n, paperless-ngx: a corporate proxy or a wrong base URL was told as a wrong key or ID.
	it.each([400, 401, 402, 403, 404, 405, 407, 410, 413, 418, 451])(
		'C5: with %i is a response that is not from Extend',
		async (status) => {
			addFault(createFault(status), { method: 'GET', path: '/files/.*' });
			const error = await getError({
				resource: 'file',
				operation: 'get',
				file: typedId('file_1'),
			});
			expect(error).toMatchObject({ code: 'BAD_ANSWER', httpCode: status, retryable: false });
			expect(error.message).toBe(`The response with status ${status} didn't come from Extend`);
			expect(error.description).toMatch(/proxy/);
			if (![407, 413].includes(status)) expect(error.description).toContain("'Base URL'");
			expect(`${String(error.message)} ${String(error.description)}`).not.toMatch(BLAME);
		},
	);

	it('C5: of a gateway that fails is worth another try', async () => {
		addFault(createFault(502), { method: 'GET', path: '/files/.*' });
		const error = await getError({ resource: 'file', operation: 'get', file: typedId('file_1') });
		expect(error).toMatchObject({ code: 'BAD_ANSWER', httpCode: 502, retryable: true });
		expect(error.description).toContain('Run the workflow again');
		expect(`${String(error.message)} ${String(error.description)}`).not.toMatch(BLAME);
	});
});

it.each([
	['UNAUTHORIZED', 401, 'Extend rejected the API key'],
	['NOT_FOUND', 404, "Extend couldn't find this ID"],
	['FORBIDDEN_BY_PLAN', 403, "doesn't have permission"],
])('C5: Extend itself keeps its sentences: %s', async (code, status, sentence) => {
	addFault({ kind: 'status', status, envelope: { code } }, { path: '/files/.*' });
	const error = await getError({ resource: 'file', operation: 'get', file: typedId('file_1') });
	expect(error).toMatchObject({ code, httpCode: status });
	expect(error.message).toContain(sentence);
});

describe('a 404 of a proxy', () => {
	const page: Fault = { kind: 'html', status: 404 };

	it('C5: is no deletion, also after one that may have been done', async () => {
		const id = await uploadFile(emulator, 'a.txt', 'x');
		addFault({ kind: 'reset', when: 'before', times: 1 }, { method: 'DELETE' });
		addFault(page, { method: 'DELETE' });
		const error = await getError({ resource: 'file', operation: 'delete', file: typedId(id) });
		expect(error).toMatchObject({ code: 'BAD_ANSWER', httpCode: 404, fileId: id });
		expect(emulator.files()).toHaveLength(1);
	});

	it("C5: is no deletion for 'Delete After Completion'", async () => {
		addFault(page, { method: 'DELETE' });
		const { items, hints } = await run({}, { deleteAfter: 'both' });
		expect(items[0].json.invoice_number).toBe('1');
		expect(JSON.stringify(hints)).toContain("Couldn't delete");
	});

	it('C5: does not make the draft of a saved extractor its latest version', async () => {
		addFault(page, { path: '.*/versions/latest' });
		const error = await getError(
			{ extractUsing: 'extractor', extractor: byId(seededIds.invoices) },
			{ currentDateEnabled: true },
		);
		expect(error).toMatchObject({ code: 'BAD_ANSWER', httpCode: 404 });
		expect(getRunRequests(emulator)).toEqual([]);
	});

	it('C5: of the list leaves open whether the run exists, so it is not started again', async () => {
		addFault({ kind: 'reset', when: 'after', times: 1 }, { method: 'POST', path: '/extract' });
		addFault(page, { method: 'GET', path: '/extract_runs' });
		const error = await getError({});
		expect(error.code).toBe('NO_ANSWER');
		expect(emulator.runs()).toHaveLength(1);
	});

	it('C5: while waiting is passed over for a while, since the run is paid', async () => {
		addFault({ ...page, times: 2 }, { method: 'GET', path: '/extract_runs/.*' });
		const { items } = await run({}, { processingMode: 'async' });
		expect(items[0].json.invoice_number).toBe('1');
		expect(emulator.runs()).toHaveLength(1);
	});

	it('C5: is no missing run in a list by execution', async () => {
		const id = await startRunViaApi(emulator, 'workflow');
		addFault(page, { method: 'GET', path: `/workflow_runs/${id}` });
		const error = await getError({
			resource: 'run',
			operation: 'getAll',
			runType: 'workflow_run',
			filters: { executionId: 'e1' },
		});
		expect(error).toMatchObject({ code: 'BAD_ANSWER', httpCode: 404 });
	});

	it('C5: about the run of an event lets Extend deliver it again, and no stub is emitted', async () => {
		const host = await new TriggerHost({
			emulator,
			parameters: { events: ['parse_run.failed'] },
		}).start();
		try {
			await host.activate();
			addFault(page, { path: '/parse_runs/.*' });
			const payload = { object: 'parse_run_status', id: 'pr_1', status: 'FAILED', metadata: {} };
			const event = { eventId: 'event_gateway', eventType: 'parse_run.failed', payload };
			const late = { timestamp: Math.floor(Date.now() / 1000) - 90 };
			expect((await host.post(event, late)).status).toBe(503);
			expect(host.executions).toEqual([]);
		} finally {
			await host.close();
		}
	});

	it('C5: leaves the endpoint of the trigger registered, and makes no second one', async () => {
		const host = await new TriggerHost({
			emulator,
			parameters: { events: ['extract_run.failed'] },
		}).start();
		try {
			await host.activate();
			addFault(page, { method: 'GET', path: '/webhook_endpoints/.*' });
			await expect(host.activate()).rejects.toThrow("didn't come from Extend");
			emulator.faults.clear();
			const { data } = (await callApi(emulator, 'GET', '/webhook_endpoints')).json;
			expect(data).toHaveLength(1);
		} finally {
			await host.close();
		}
	});
});

describe('a proxy that says 400 or 409', () => {
	it('C5: does not mean that a run has finished', async () => {
		const id = await startRunViaApi(emulator, 'extract');
		addFault({ kind: 'html', status: 409 }, { path: '.*/cancel' });
		const error = await getError({ resource: 'run', operation: 'cancel', runId: id });
		expect(error).toMatchObject({ code: 'BAD_ANSWER', httpCode: 409, runId: id });
		expect(error.message).toContain("didn't come from Extend");
	});
});

describe('JSON with status 200 that is none of Extend', () => {
	const other: Fault = { kind: 'status', status: 200, body: { ok: true } };

	it.each<[string, IDataObject, string]>([
		['Get', { resource: 'file', operation: 'get', file: typedId('file_1') }, 'GET'],
		['Delete', { resource: 'file', operation: 'delete', file: typedId('file_1') }, 'DELETE'],
		['Download', { resource: 'file', operation: 'download', file: typedId('file_1') }, 'GET'],
		['Cancel', { resource: 'run', operation: 'cancel', runId: 'exr_1' }, 'POST'],
		['Delete a run', { resource: 'run', operation: 'delete', runId: 'exr_1' }, 'DELETE'],
	])('C5: %s', async (_name, parameters, method) => {
		addFault(other, { method });
		const error = await getError(parameters);
		expect(error).toMatchObject({ code: 'BAD_ANSWER', retryable: true });
		expect(error.message).toBe("The response didn't come from Extend");
		expect(findRequests(emulator, method, /./).length).toBeGreaterThan(0);
	});

	it('C5: is not a saved configuration without settings', async () => {
		addFault(other, { path: '.*/versions/.*' });
		const error = await getError(
			{ extractUsing: 'extractor', extractor: byId(seededIds.invoices) },
			{ currentDateEnabled: true },
		);
		expect(error.code).toBe('BAD_ANSWER');
		expect(getRunRequests(emulator)).toEqual([]);
	});
});

it('C5: a rate limit is waited for, whoever sets it', async () => {
	addFault({ kind: 'html', status: 429, times: 2 }, { path: '/files/upload' });
	const { items } = await run({});
	expect(items[0].json.invoice_number).toBe('1');
});
