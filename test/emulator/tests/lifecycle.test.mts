import { seededIds, startEmulator } from '../index.mts';
import {
	callApi,
	createApiHeaders,
	minimalConfig,
	uploadBytes,
	useBareEmulator,
} from '../support/client.mts';
import { makeInvoice } from '../../samples/index.mts';
import { waitUntil } from '../../support/waitUntil.mts';

const emulator = useBareEmulator();
const request = { file: { text: 'Invoice No.: 7' }, config: minimalConfig };
const extract = async (body: object = request) => await callApi(emulator, 'POST', '/extract', body);
const start = async (body: object = request) =>
	(await callApi(emulator, 'POST', '/extract_runs', body)).json;
const status = async (id: string) =>
	(await callApi(emulator, 'GET', `/extract_runs/${id}`)).json.status as string;

describe('the lifecycle of a run', () => {
	test('by number of polls', async () => {
		emulator.options.pollsUntilDone = 2;
		const { id } = await start();
		expect([await status(id), await status(id), await status(id)]).toEqual([
			'PROCESSING',
			'PROCESSING',
			'PROCESSED',
		]);
	});

	test('by number of polls for a single run', async () => {
		emulator.nextRun({ pollsUntilDone: 1 });
		const [slow, quick] = [await start(), await start()];
		expect([await status(slow.id), await status(quick.id), await status(slow.id)]).toEqual([
			'PROCESSING',
			'PROCESSED',
			'PROCESSED',
		]);
	});

	test('by time', async () => {
		emulator.options.latencyMs = 60;
		const { id } = await start();
		expect(await status(id)).toBe('PROCESSING');
		const before = Date.now();
		expect((await extract()).json.status).toBe('PROCESSED');
		expect(Date.now() - before).toBeGreaterThanOrEqual(55);
		expect(await status(id)).toBe('PROCESSED');
	});

	test('a queued run', async () => {
		emulator.options.initialStatus = 'PENDING';
		emulator.options.pollsUntilDone = 1;
		const run = await start();
		expect([run.status, await status(run.id), await status(run.id)]).toEqual([
			'PENDING',
			'PENDING',
			'PROCESSED',
		]);
	});

	test('a deleted run is gone but still billed', async () => {
		const { json } = await extract();
		await callApi(emulator, 'DELETE', `/extract_runs/${json.id}`);
		expect((await callApi(emulator, 'GET', `/extract_runs/${json.id}`)).status).toBe(404);
		expect((await callApi(emulator, 'DELETE', `/extract_runs/${json.id}`)).status).toBe(404);
		expect([emulator.runs().length, emulator.billedRuns().length]).toEqual([0, 1]);
	});

	test('nulls can be omitted', async () => {
		emulator.options.omitNulls = true;
		const { json } = await extract();
		expect(json).toHaveProperty('output');
		expect(json).not.toHaveProperty('failureReason');
	});
});

describe('synchronous calls', () => {
	test('a failed run: 200 with the run, or an HTTP error', async () => {
		const fail = {
			status: 'FAILED',
			failureReason: 'OUT_OF_CREDITS',
			failureMessage: 'No credits.',
		};
		emulator.nextRun({ ...fail, times: 2 });
		expect((await extract()).json).toMatchObject(fail);
		emulator.options.syncFailureAs = 'http';
		const { json, ...answer } = await extract();
		expect([answer.status, json.code, json.message]).toEqual([
			402,
			'OUT_OF_CREDITS',
			'No credits.',
		]);
	});

	test('the limit as 500 names the run that goes on', async () => {
		Object.assign(emulator.options, { syncLimitMs: 10, latencyMs: 80, syncLimitAs: 500 });
		const { status: code, json } = await extract();
		const [run] = emulator.runs();
		expect([code, json]).toEqual([
			500,
			expect.objectContaining({ code: 'INTERNAL_ERROR', retryable: false, runId: run.id }),
		]);
		expect(run.status).toBe('PROCESSING');
		// The second call takes at least the rest of the first one's latency.
		emulator.options.syncLimitMs = null;
		await extract();
		expect(await status(run.id)).toBe('PROCESSED');
	});

	test('the limit as 504 is a page of the load balancer', async () => {
		Object.assign(emulator.options, { syncLimitMs: 5, pollsUntilDone: 0, syncLimitAs: 504 });
		const response = await fetch(`${emulator.url}/extract`, {
			method: 'POST',
			headers: { ...createApiHeaders(emulator), 'content-type': 'application/json' },
			body: JSON.stringify(request),
		});
		expect([response.status, await response.text()]).toEqual([504, expect.stringMatching(/^<!D/)]);
		expect(response.headers.get('content-type')).toContain('text/html');
		expect(response.headers.has('x-extend-request-id')).toBe(false);
		expect(await status(emulator.runs()[0].id)).toBe('PROCESSED');
	});

	test('the limit as a dropped connection', async () => {
		Object.assign(emulator.options, { syncLimitMs: 5, pollsUntilDone: 0, syncLimitAs: 'drop' });
		await expect(extract()).rejects.toThrow('fetch failed');
		expect(await status(emulator.runs()[0].id)).toBe('PROCESSED');
	});

	test('the limit as a run that is still going', async () => {
		Object.assign(emulator.options, {
			syncLimitMs: 5,
			pollsUntilDone: 1,
			syncLimitAs: 'processing',
		});
		const { status: code, json } = await extract();
		expect([code, json.status, json.output]).toEqual([200, 'PROCESSING', null]);
		expect([await status(json.id), await status(json.id)]).toEqual(['PROCESSING', 'PROCESSED']);
	});
});

describe('where documents come from', () => {
	test('the sample that the emulator serves itself', async () => {
		const { expected } = await makeInvoice({ seed: 1, locale: 'en' });
		const { json } = await extract({
			config: minimalConfig,
			file: { url: `${emulator.url}/samples/invoice.pdf` },
		});
		expect(json.output.value).toEqual({ invoice_number: expected.invoice_number });
		expect(json.file).toMatchObject({ name: 'invoice.pdf', type: 'PDF' });
	});

	test.each([
		['another host', 'http://files.example/a.pdf'],
		['nobody listening', 'http://127.0.0.1:1/a.pdf'],
		['a missing document', 'SELF/samples/none.pdf'],
		['a redirect', 'SELF/moved'],
	])('%s fails the run', async (_what, url) => {
		emulator.faults.add({
			kind: 'status',
			status: 302,
			headers: { location: '/samples/invoice.pdf' },
			match: { path: '/moved' },
		});
		const { status: code, json } = await extract({
			config: minimalConfig,
			file: { url: url.replace('SELF', emulator.url) },
		});
		expect(code).toBe(200);
		expect(json).toMatchObject({
			status: 'FAILED',
			failureReason: 'FAILED_TO_PROCESS_FILE',
			file: null,
			output: null,
		});
		expect(json.failureMessage).toContain('could not be downloaded');
	});

	test('a deleted file is gone', async () => {
		const id = await uploadBytes(emulator, 'a.txt', 'Invoice No.: 7');
		await callApi(emulator, 'DELETE', `/files/${id}`);
		expect((await extract({ config: minimalConfig, file: { id } })).status).toBe(404);
	});

	test('without reading, every value is null', async () => {
		emulator.options.readDocuments = false;
		expect((await extract()).json.output.value).toEqual({ invoice_number: null });
	});
});

describe('rate limits', () => {
	const list = async () => await callApi(emulator, 'GET', '/extractors');

	test.each(['seconds', 'date', 'none'] as const)('per second, Retry-After as %s', async (form) => {
		Object.assign(emulator.options, { requestsPerSecond: 1, retryAfter: form });
		await list();
		const { status: code, headers, json } = await list();
		expect([code, json.code, json.retryable]).toEqual([429, 'RATE_LIMIT_EXCEEDED', true]);
		const after = headers.get('retry-after');
		if (form === 'none') expect(after).toBeNull();
		else if (form === 'seconds') expect(after).toBe('1');
		else expect(Date.parse(after!)).toBeGreaterThanOrEqual(Date.now());
	});

	test('runs per minute do not count reads', async () => {
		emulator.options.runsPerMinute = 2;
		const codes = [await extract(), await extract(), await extract(), await list()].map(
			(one) => one.status,
		);
		expect(codes).toEqual([200, 200, 429, 200]);
		expect(Number((await extract()).headers.get('retry-after'))).toBeGreaterThan(50);
	});

	const upload = async () => await uploadBytes(emulator, 'a.txt', 'Invoice No.: 7');
	const CATEGORIES = [
		['readsPerSecond', 'GET /extractors'],
		['writesPerSecond', 'POST /files/upload'],
		['runsPerSecond', 'POST /extract_runs'],
	] as const;

	test.each(CATEGORIES)('%s holds back nothing else', async (limit, limited) => {
		emulator.options[limit] = 1;
		for (let n = 0; n < 2; n++) {
			await list();
			await upload().catch(() => undefined);
			await callApi(emulator, 'POST', '/extract_runs', request);
		}
		const refused = emulator.requests.filter((one) => one.status === 429);
		expect(refused.map(({ method, path }) => `${method} ${path}`)).toEqual([limited]);
	});

	test('a batch counts as many runs as it has inputs, and passes an empty minute whatever its size', async () => {
		emulator.options.runsPerMinute = 3;

		const inputs = Array.from({ length: 4 }, () => ({ file: { text: 'Invoice No.: 7' } }));
		const startBatch = async (count: number) =>
			await callApi(emulator, 'POST', '/extract_runs/batch', {
				extractor: { id: seededIds.invoices },
				inputs: inputs.slice(0, count),
			});
		expect((await startBatch(4)).status).toBe(200);
		expect((await extract()).status).toBe(429);
		emulator.reset();
		emulator.options.runsPerMinute = 3;
		expect((await startBatch(2)).status).toBe(200);
		expect((await startBatch(2)).status).toBe(429);
		expect((await extract()).status).toBe(200);
	});

	test('a fixed window starts anew with each minute, a sliding one with each request', async () => {
		Object.assign(emulator.options, {
			runsPerMinute: 1,
			minuteMs: 3_600_000,
			limitWindows: 'fixed',
		});
		await extract();
		const after = Number((await extract()).headers.get('retry-after'));
		expect(after).toBeCloseTo((3_600_000 - (Date.now() % 3_600_000)) / 1000, -1);
	});
});

test('two emulators do not know of each other, and closing ends what hangs', async () => {
	const other = await startEmulator({ latencyMs: 60_000 });
	expect(other.apiKey).not.toBe(emulator.apiKey);
	const waiting = callApi(other, 'POST', '/extract', request);
	await callApi(other, 'GET', '/extractors');
	await other.close();
	await expect(waiting).rejects.toThrow('fetch failed');
	await expect(callApi(other, 'GET', '/extractors')).rejects.toThrow('fetch failed');
});

test('a reset while files are being stored leaves no files and causes no errors', async () => {
	for (let round = 0; round < 40; round++) {
		const uploads = Array.from({ length: 30 }, async (_, i) => {
			await uploadBytes(emulator, `${i}.txt`, 'a file').catch(() => undefined);
		});
		const stored = Promise.all(uploads);
		// Each round interrupts at a different point.
		const seen = round % 30;
		await waitUntil(() => emulator.requests.length > seen);
		expect(() => emulator.reset()).not.toThrow();
		await stored;
		emulator.reset();
		expect(emulator.files()).toEqual([]);
	}
});
