/** Network rules: retries, rate limits, polling, deadlines, Stop, uploads that break (invariants 2, 4, 11-13). */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INodeExecutionData } from 'n8n-workflow';
import type { Fault } from '../emulator/index.mts';
import { clock } from '../support/testedNodes.mts';
import { getItemError, runExtend, sha256 } from '../support/extendNode.mts';
import { useEmulator } from '../support/fixtures.mts';
import { createBinaryItem } from '../support/harness.mts';
import { countOpenBinaries } from '../support/openBinaries.mts';
import { waitUntil } from '../support/waitUntil.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
let items: INodeExecutionData[];
const time = useVirtualClock(clock);
const bytes = Buffer.from('Invoice number: 4711\n'.repeat(50_000));

beforeAll(async () => {
	const item = await createBinaryItem(bytes, { fileName: 'a.txt', mimeType: 'text/plain' });
	items = [item, item];
});
beforeEach(() => {
	time.slept.length = 0;
});

const asked = (method: string, path: RegExp) =>
	emulator.requests.filter((request) => request.method === method && path.test(request.path))
		.length;
/** Of all requests together. */
const getWaitedMs = () => time.slept.reduce((sum, ms) => sum + ms, 0);
const asText = { documentSource: 'text', text: 'Invoice number: 4711' };
const async = { processingMode: 'async' };

describe('asking for a run', () => {
	const GET_FAULTS: Array<[string, Fault]> = [
		['reset', { kind: 'reset', when: 'before' }],
		['truncated', { kind: 'truncate' }],
		['HTML', { kind: 'html', status: 200 }],
		['500', { kind: 'status', status: 500, body: '' }],
		['502', { kind: 'html', status: 502 }],
		['503', { kind: 'status', status: 503, body: '' }],
		['429', { kind: 'status', status: 429, body: '' }],
	];
	it.each(GET_FAULTS)('%s three times: asked again', async (_name, fault) => {
		emulator.faults.add({ ...fault, match: { method: 'GET', path: '/extract_runs/.+' }, times: 3 });
		const { items: out, thrown } = await runExtend({
			emulator,
			items,
			parameters: asText,
			options: async,
		});
		expect(thrown).toBeUndefined();
		expect(out.map(({ json }) => json.status)).toEqual(['PROCESSED', 'PROCESSED']);
		expect(asked('GET', /^\/extract_runs\//)).toBe(5);
	});

	it('goes on when a whole series of answers is lost: only the deadline ends it', async () => {
		emulator.faults.add({
			kind: 'reset',
			when: 'before',
			match: { method: 'GET', path: '/extract_runs/.+' },
			times: 12,
		});
		const { items: out } = await runExtend({
			emulator,
			items: items.slice(0, 1),
			parameters: asText,
			options: async,
		});
		expect(out[0].json.status).toBe('PROCESSED');
	});

	it('asks every second for half a minute, then ever more rarely, up to half a minute', async () => {
		emulator.nextRun({ pollsUntilDone: 70 });
		await runExtend({ emulator, items: items.slice(0, 1), parameters: asText, options: async });
		expect(time.slept.slice(0, 30)).toEqual(Array(30).fill(1000));
		expect(time.slept[30]).toBe(1150);
		expect(time.slept[31]).toBe(1322);
		expect(Math.max(...time.slept)).toBe(30_000);
	});

	it('ends at the deadline with the run ID, and the run goes on', async () => {
		emulator.options.pollsUntilDone = 1000;
		const { items: out } = await runExtend({
			emulator,
			items,
			parameters: asText,
			options: { ...async, timeout: 60, concurrency: 1 },
			node: { onError: 'continueRegularOutput' },
		});
		const [first, second] = emulator.runs();
		expect(out.map((item) => getItemError(item).code)).toEqual(['TIMEOUT', 'TIMEOUT']);
		expect(new Set(out.map((item) => getItemError(item).runId))).toEqual(
			new Set([first.id, second.id]),
		);
		expect(getItemError(out[0]).dashboardUrl).toContain(String(getItemError(out[0]).runId));
		expect(getWaitedMs()).toBe(120_000);
		expect(asked('POST', /cancel$/)).toBe(0);
	});

	it("'Cancel on Timeout' cancels it", async () => {
		emulator.options.pollsUntilDone = 1000;
		const { items: out } = await runExtend({
			emulator,
			items,
			parameters: asText,
			options: { ...async, timeout: 5, cancelRunOn: ['stop', 'timeout'] },
			node: { onError: 'continueRegularOutput' },
		});
		expect(emulator.runs().map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED']);
		expect(getItemError(out[0]).description).toContain('canceled');
	});

	it('a run that was deleted meanwhile ends with a sentence', async () => {
		emulator.nextRun({ pollsUntilDone: 5 });
		emulator.faults.add({
			kind: 'status',
			status: 404,
			envelope: { code: 'NOT_FOUND', message: 'No such run' },
			match: { method: 'GET', path: '/extract_runs/.+', after: 2 },
		});
		const { thrown } = await runExtend({
			emulator,
			items: items.slice(0, 1),
			parameters: asText,
			options: async,
		});
		expect(thrown?.message).toContain("Extend couldn't find this ID");
		expect(thrown?.httpCode).toBe('404');
	});
});

describe('rate limits', () => {
	it('waits as long as Retry-After says, in seconds', async () => {
		emulator.faults.add({
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '40' },
			body: '',
			match: { path: '/extract' },
			times: 1,
		});
		await runExtend({ emulator, items: items.slice(0, 1), parameters: asText });
		expect(getWaitedMs()).toBe(40_000);
	});

	it('waits as long as Retry-After says, as a date by the clock of the server', async () => {
		const now = new Date();
		now.setMilliseconds(0);
		const later = new Date(now.getTime() + 25_000);
		emulator.faults.add({
			kind: 'status',
			status: 429,
			headers: { 'retry-after': later.toUTCString(), date: now.toUTCString() },
			body: '',
			match: { path: '/extract' },
			times: 1,
		});
		await runExtend({ emulator, items: items.slice(0, 1), parameters: asText });
		expect(getWaitedMs()).toBe(25_000);
	});

	it('one 429 holds back all items', async () => {
		emulator.faults.add({
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '30' },
			body: '',
			match: { path: '/extract', after: 2 },
			times: 1,
		});
		const many = Array.from({ length: 12 }, () => items[0]);
		const began = clock.now();
		const { items: out, hints } = await runExtend({
			emulator,
			items: many,
			parameters: asText,
			options: { concurrency: 3 },
		});
		expect(out).toHaveLength(12);
		expect(clock.now() - began).toBeGreaterThanOrEqual(30_000);
		// Beside the three that were under way nothing was sent before the half minute was over.
		expect(asked('POST', /^\/extract$/)).toBe(13);
		expect(hints.join()).toContain("n8n slowed down once because of Extend's rate limit");
	});

	it('a limit that outlasts the timeout ends with a sentence', async () => {
		emulator.faults.add({
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '7200' },
			envelope: { code: 'RATE_LIMIT_EXCEEDED' },
			match: { path: '/extract' },
		});
		const { items: out } = await runExtend({
			emulator,
			items,
			parameters: asText,
			node: { onError: 'continueRegularOutput' },
		});
		expect(getItemError(out[0])).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED', httpCode: 429 });
		expect(getItemError(out[1]).message).toBeDefined();
		expect(emulator.runs()).toHaveLength(0);
	});

	it('every document arrives under a true limit of requests', async () => {
		emulator.options.requestsPerSecond = 50;
		emulator.options.retryAfter = 'none';
		time.restore();
		const many = Array.from({ length: 60 }, () => items[0]);
		const { items: out, thrown } = await runExtend({
			emulator,
			items: many,
			parameters: asText,
			options: { concurrency: 20 },
		});
		time.resume();
		expect(thrown).toBeUndefined();
		expect(out).toHaveLength(60);
		expect(emulator.billedRuns()).toHaveLength(60);
	});
});

describe('Stop', () => {
	it.each([
		['an asynchronous run', async, { pollsUntilDone: 1000 }],
		['a synchronous run, whose ID is not known yet', {}, { latencyMs: 60_000 }],
	])('cancels %s', async (_name, options, script) => {
		emulator.nextRun({ ...script, times: 2 });
		const stopped = runExtend({
			emulator,
			items,
			parameters: asText,
			options,
			onStarted: (cancel) => void waitUntil(() => emulator.runs().length === 2).then(cancel),
		});
		expect((await stopped).run.status).toBe('canceled');
		await waitUntil(() => emulator.runs().every(({ status }) => status === 'CANCELLED'));
		expect(emulator.billedRuns()).toHaveLength(0);
	});

	it("leaves the runs alone without 'Cancel on Stop'", async () => {
		emulator.nextRun({ pollsUntilDone: 1000, times: 2 });
		await runExtend({
			emulator,
			items,
			parameters: asText,
			options: { ...async, cancelRunOn: [] },
			onStarted: (cancel) =>
				void waitUntil(() => asked('GET', /^\/extract_runs\//) > 4).then(cancel),
		});
		// Long enough for a cancel to arrive, if one were sent.
		for (let n = 0; n < 10; n++) await fetch(`${emulator.url}/__emulator/state`);
		expect(asked('POST', /cancel$/)).toBe(0);
		expect(emulator.runs().map(({ status }) => status)).toEqual(['PROCESSING', 'PROCESSING']);
	});

	it('starts nothing more', async () => {
		emulator.nextRun({ pollsUntilDone: 1000, times: 20 });
		const many = Array.from({ length: 20 }, () => items[0]);
		await runExtend({
			emulator,
			items: many,
			parameters: asText,
			options: { ...async, concurrency: 2 },
			node: { onError: 'continueRegularOutput' },
			onStarted: (cancel) => void waitUntil(() => emulator.runs().length === 2).then(cancel),
		});
		await waitUntil(() => emulator.runs().every(({ status }) => status === 'CANCELLED'));
		expect(emulator.runs()).toHaveLength(2);
	});
});

describe('uploads', () => {
	// What is in the file does not matter here, and a megabyte of text takes long to read.
	beforeEach(() => {
		emulator.options.readDocuments = false;
	});
	const sameBytes = () => emulator.files().every((file) => file.sha256 === sha256(bytes));

	it.each([
		['reset before a byte was read', { kind: 'reset', when: 'before' }],
		['reset in the middle', { kind: 'reset', when: 'before', afterBytes: 300_000 }],
		['answered by 500 before it was read', { kind: 'status', status: 500, body: '' }],
		['answered by a gateway', { kind: 'html', status: 502 }],
		['turned away', { kind: 'status', status: 429, body: '' }],
	] as Array<[string, Fault]>)('%s: sent again, whole', async (_name, fault) => {
		emulator.faults.add({ ...fault, match: { method: 'POST', path: '/files/upload' }, times: 2 });
		const { items: out, thrown } = await runExtend({ emulator, items });
		expect(thrown).toBeUndefined();
		expect(out).toHaveLength(2);
		expect(asked('POST', /upload$/)).toBe(4);
		expect(sameBytes()).toBe(true);
		expect(emulator.billedRuns()).toHaveLength(2);
	});

	it.each([
		[401, 'UNAUTHORIZED'],
		[413, 'FILE_SIZE_TOO_LARGE'],
	])('%i is told as it is and sent once', async (status, code) => {
		emulator.faults.add({
			kind: 'status',
			status,
			envelope: { code },
			match: { path: '/files/upload' },
		});
		const small = await createBinaryItem(Buffer.from('%PDF-1.4'), {
			fileName: 'a.pdf',
			mimeType: 'application/pdf',
		});
		const { items: out } = await runExtend({
			emulator,
			items: [small, small],
			node: { onError: 'continueRegularOutput' },
		});
		expect(out.map((item) => getItemError(item).code)).toEqual([code, code]);
		expect(asked('POST', /upload$/)).toBe(2);
		expect(out[0].binary).toEqual(small.binary);
	});

	it.each([
		['an answer before it is over', { kind: 'status', status: 413, body: '' }],
		['a server that hangs', { kind: 'hang', when: 'before' }],
	] as Array<[string, Fault]>)('%s leaves no file open', async (_name, fault) => {
		emulator.faults.add({ ...fault, match: { path: '/files/upload' } });
		await runExtend({
			emulator,
			items,
			options: { timeout: 1 },
			node: { onError: 'continueRegularOutput' },
		});
		await waitUntil(() => countOpenBinaries() === 0);
	});
});

describe('hosts', () => {
	const servers: Server[] = [];
	const hostWith = async (answer: Parameters<typeof createServer>[1]) => {
		const server = createServer(answer);
		servers.push(server);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	};
	afterAll(() => servers.forEach((server) => server.closeAllConnections() ?? server.close()));

	it('a host that refuses connections is tried a few times, then told with what to check', async () => {
		const url = await hostWith(undefined);
		servers[servers.length - 1].close();
		const { thrown } = await runExtend({
			emulator: { url, apiKey: 'sk_x' },
			items,
			parameters: asText,
		});
		expect(thrown?.message).toContain("Couldn't connect to Extend");
		expect(thrown?.description).toContain("'Base URL' in the credential");
	});

	it('a host that does not exist is told at once', async () => {
		const { thrown } = await runExtend({
			emulator: { url: 'http://no-such-host.invalid', apiKey: 'sk_x' },
			items,
			parameters: asText,
		});
		expect(thrown?.message).toContain("Couldn't connect to Extend");
	});

	it('a redirect is not followed, so that the key stays where it was sent', async () => {
		const seen: unknown[] = [];
		const other = await hostWith((request, response) => {
			seen.push(request.headers);
			response.end('{}');
		});
		const url = await hostWith((_request, response) => {
			response.writeHead(307, { location: `${other}/extract` }).end();
		});
		const { thrown } = await runExtend({
			emulator: { url, apiKey: 'sk_x' },
			items,
			parameters: asText,
		});
		expect(thrown?.message).toContain('redirects to a different URL');
		expect(seen).toEqual([]);
	});

	it('a server that hangs is left at the timeout; what it may have done is said', async () => {
		emulator.faults.add({ kind: 'hang', when: 'before', match: { path: '/extract' } });
		const { items: out } = await runExtend({
			emulator,
			items,
			parameters: asText,
			options: { timeout: 1 },
			node: { onError: 'continueRegularOutput' },
		});
		expect(out.map((item) => getItemError(item).code)).toEqual(['TIMEOUT', 'TIMEOUT']);
		expect(getItemError(out[0]).description).toContain('may have started');
	});

	it('a server that hangs after it took the request: the error has the ID of the run', async () => {
		emulator.faults.add({ kind: 'hang', when: 'after', match: { path: '/extract' } });
		emulator.nextRun({ latencyMs: 60_000, times: 2 });
		const { items: out } = await runExtend({
			emulator,
			items: items.slice(0, 1),
			parameters: asText,
			options: { timeout: 1 },
			node: { onError: 'continueRegularOutput' },
		});
		expect(getItemError(out[0])).toMatchObject({ code: 'TIMEOUT', runId: emulator.runs()[0].id });
	});
});
