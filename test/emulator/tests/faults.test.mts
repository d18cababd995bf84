import { createReadStream, rmSync, statSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Fault } from '../index.mts';
import {
	callApi,
	createApiHeaders,
	minimalConfig,
	uploadBytes,
	useBareEmulator,
} from '../support/client.mts';
import { writeBigPdf } from '../../samples/index.mts';

const emulator = useBareEmulator();
const request = { file: { text: 'Invoice No.: 7' }, config: minimalConfig };
const extract = async () => await callApi(emulator, 'POST', '/extract', request);
const add = (fault: Fault) => emulator.faults.add(fault);
const created = () => emulator.runs().length;

describe('faults that prevent a request from being handled', () => {
	test('a status with an envelope, a limited number of times', async () => {
		add({ kind: 'status', status: 503, times: 2, envelope: { code: 'BUSY', retryable: true } });
		const [first, second, third] = [await extract(), await extract(), await extract()];
		expect([first.status, second.status, third.status]).toEqual([503, 503, 200]);
		expect(first.json).toMatchObject({
			code: 'BUSY',
			retryable: true,
			requestId: first.headers.get('x-extend-request-id'),
		});
		expect(created()).toBe(1);
	});

	test('a status with a custom body and headers', async () => {
		add({ kind: 'status', status: 418, body: { odd: true }, headers: { 'x-why': 'tea' } });
		const answer = await extract();
		expect([answer.status, answer.json, answer.headers.get('x-why')]).toEqual([
			418,
			{ odd: true },
			'tea',
		]);
	});

	test('reset before handling: nothing happened', async () => {
		add({ kind: 'reset', when: 'before', times: 1 });
		await expect(extract()).rejects.toThrow('fetch failed');
		expect(created()).toBe(0);
		expect(emulator.requests).toMatchObject([
			{ path: '/extract', status: null, fault: 'reset', body: request },
		]);
		expect((await extract()).status).toBe(200);
	});

	test('reset in the middle of an upload', async () => {
		const file = path.join(tmpdir(), `emulator-upload-${process.pid}.pdf`);
		await writeBigPdf(file, 8_000_000);
		add({
			kind: 'reset',
			when: 'before',
			afterBytes: 100_000,
			match: { path: '/files/upload' },
			times: 1,
		});
		const outcome = new Promise<string>((resolve) => {
			const boundary = 'edge';
			const sent = http.request(`${emulator.url}/files/upload`, {
				method: 'POST',
				headers: {
					...createApiHeaders(emulator),
					'content-type': `multipart/form-data; boundary=${boundary}`,
				},
			});
			sent.on('error', (error: Error & { code?: string }) => resolve(error.code ?? error.message));
			sent.on('response', () => resolve('answered'));
			sent.write(
				`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n`,
			);
			createReadStream(file).pipe(sent);
		});
		expect(['ECONNRESET', 'EPIPE']).toContain(await outcome);
		expect(statSync(file).size).toBe(8_000_000);
		rmSync(file);
		expect(emulator.files()).toEqual([]);
		expect(await uploadBytes(emulator, 'a.txt', 'x')).toMatch(/^file_/);
	});

	test('hang: no response until the client gives up', async () => {
		add({ kind: 'hang', when: 'before', times: 1 });
		const signal = AbortSignal.timeout(50);
		await expect(
			fetch(`${emulator.url}/extractors`, { headers: createApiHeaders(emulator), signal }),
		).rejects.toThrow('timeout');
		expect(emulator.requests[0].status).toBeNull();
	});

	test('an HTML page of a gateway', async () => {
		add({ kind: 'html', status: 502, times: 1 });
		const response = await fetch(`${emulator.url}/extractors`, {
			headers: createApiHeaders(emulator),
		});
		expect([response.status, response.headers.get('content-type')]).toEqual([
			502,
			'text/html; charset=utf-8',
		]);
		expect(await response.text()).toContain('<h1>502</h1>');
	});
});

describe('faults that lose the response of a handled request', () => {
	test.each<[string, Fault]>([
		['reset', { kind: 'reset', when: 'after', times: 1 }],
		['truncated', { kind: 'truncate', times: 1 }],
		['not JSON', { kind: 'badJson', when: 'after', times: 1 }],
		['HTML', { kind: 'html', status: 200, when: 'after', times: 1 }],
	])('%s', async (_what, fault) => {
		add(fault);
		await expect(extract()).rejects.toThrow();
		expect(created()).toBe(1);
		expect(emulator.billedRuns()).toHaveLength(1);
	});

	test('a status after handling', async () => {
		add({ kind: 'status', status: 500, when: 'after', times: 1 });
		expect((await extract()).status).toBe(500);
		expect(created()).toBe(1);
	});

	test('hang after handling', async () => {
		add({ kind: 'hang', when: 'after', times: 1 });
		const init = {
			method: 'POST',
			headers: { ...createApiHeaders(emulator), 'content-type': 'application/json' },
			body: JSON.stringify(request),
		};
		const lost = fetch(`${emulator.url}/extract_runs`, {
			...init,
			signal: AbortSignal.timeout(80),
		});
		await expect(lost).rejects.toThrow('timeout');
		expect(created()).toBe(1);
	});

	test('truncated: the whole length is announced, half of it arrives', async () => {
		add({ kind: 'truncate', times: 1 });
		const seen = await new Promise<{ announced: number; arrived: number; complete: boolean }>(
			(resolve) => {
				http.get(
					`${emulator.url}/extractors`,
					{ headers: createApiHeaders(emulator) },
					(response) => {
						let arrived = 0;
						response.on('data', (chunk: Buffer) => (arrived += chunk.length));
						response.on('error', () => {});
						response.on('close', () =>
							resolve({
								announced: Number(response.headers['content-length']),
								arrived,
								complete: response.complete,
							}),
						);
					},
				);
			},
		);
		expect(seen.complete).toBe(false);
		expect(seen.arrived).toBe(Math.floor(seen.announced / 2));
		expect(seen.arrived).toBeGreaterThan(0);
	});

	test('slow: the response is late', async () => {
		add({ kind: 'slow', ms: 60, times: 1 });
		const start = Date.now();
		expect((await extract()).status).toBe(200);
		expect(Date.now() - start).toBeGreaterThanOrEqual(55);
	});
});

describe('which requests are hit', () => {
	test('method, path and skipped requests', async () => {
		add({
			kind: 'status',
			status: 500,
			match: { method: 'get', path: '/extract_runs/[^/]+', after: 1 },
			times: 1,
		});
		const { json } = await callApi(emulator, 'POST', '/extract_runs', request);
		const status = async (target: string) => (await callApi(emulator, 'GET', target)).status;
		expect(await status('/extract_runs')).toBe(200);
		expect(await status(`/extract_runs/${json.id}`)).toBe(200);
		expect(await status(`/extract_runs/${json.id}`)).toBe(500);
		expect(await status(`/extract_runs/${json.id}`)).toBe(200);
	});

	test('unknown paths can be scripted as well', async () => {
		add({ kind: 'status', status: 200, body: { object: 'parse_run' }, match: { path: '/parse' } });
		expect((await callApi(emulator, 'POST', '/parse', {})).json).toEqual({
			object: 'parse_run',
		});
	});

	test('over HTTP, without a key', async () => {
		const control = async (method: string, body?: unknown) =>
			await callApi(emulator, method, '/__emulator/faults', body, { authorization: undefined });
		expect((await control('POST', { kind: 'status', status: 503 })).json.faults).toHaveLength(1);
		expect((await extract()).status).toBe(503);
		expect((await control('POST', { kind: 'earthquake' })).status).toBe(400);
		await control('DELETE');
		expect((await extract()).status).toBe(200);
	});
});

describe('list lag', () => {
	const listed = async () =>
		(await callApi(emulator, 'GET', '/extract_runs')).json.data.length as number;

	test('by number of lists', async () => {
		add({ kind: 'listLag', lists: 2 });
		await extract();
		expect([await listed(), await listed(), await listed()]).toEqual([0, 0, 1]);
	});

	test('by time; GET finds the run immediately', async () => {
		add({ kind: 'listLag', ms: 60_000 });
		const { json } = await extract();
		expect(await listed()).toBe(0);
		expect((await callApi(emulator, 'GET', `/extract_runs/${json.id}`)).status).toBe(200);
		emulator.faults.clear();
		await extract();
		expect(await listed()).toBe(1);
	});
});

describe('a restart', () => {
	const started = () => emulator.runs().length;

	test.each([
		['before', true, 0, 1],
		['after', true, 1, 2],
		['before', false, 0, 1],
		['after', false, 0, 1],
	] as const)('%s, state kept: %s', async (when, keepState, left, then) => {
		add({ kind: 'restart', when, keepState, downMs: 60_000, times: 1 });
		await expect(extract()).rejects.toThrow();
		// The server is down for a while.
		await expect(extract()).rejects.toThrow();
		await emulator.bringUp();
		expect(started()).toBe(left);
		expect((await extract()).status).toBe(200);
		expect(started()).toBe(then);
	});
});

describe('scripted results', () => {
	test('an unknown status, an unknown field, an unusual output', async () => {
		emulator.nextRun({ status: 'ON_HOLD', extra: { mood: 'good' } });
		expect((await extract()).json).toMatchObject({ status: 'ON_HOLD', mood: 'good', output: null });
		const output = { total: { id: '1', type: 'number', value: 3 } };
		emulator.nextRun({ output });
		expect((await extract()).json).toMatchObject({ status: 'PROCESSED', output });
		expect((await callApi(emulator, 'GET', '/extract_runs')).json.data[1]).toMatchObject({
			mood: 'good',
		});
	});

	test('applies to the matching run only', async () => {
		emulator.nextRun({
			match: { fileName: 'bad' },
			status: 'FAILED',
			failureReason: 'INTERNAL_ERROR',
		});
		emulator.nextRun({ match: { metadata: '"k":"7"' }, status: 'CANCELLED' });
		const status = async (name: string, metadata?: object) =>
			(
				await callApi(emulator, 'POST', '/extract', {
					...request,
					file: { text: 'x: y', name },
					metadata,
				})
			).json.status;
		expect(await status('good.txt')).toBe('PROCESSED');
		expect(await status('bad.txt')).toBe('FAILED');
		expect(await status('bad.txt', { k: '7' })).toBe('CANCELLED');
		expect(await status('bad.txt')).toBe('PROCESSED');
	});

	test('over HTTP, with the state', async () => {
		await callApi(emulator, 'POST', '/__emulator/runs', { status: 'FAILED', times: 2 });
		await extract();
		await extract();
		await extract();
		const { json } = await callApi(emulator, 'GET', '/__emulator/state');
		expect(json.counts).toMatchObject({ runs: 3, created: 3, billed: 1, requests: 3 });
		expect(json.runs.map(({ status }: { status: string }) => status)).toEqual([
			'FAILED',
			'FAILED',
			'PROCESSED',
		]);
	});
});
