/** Many lost runs at once, and lists that change while they are read; by letter in the list of attacks. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { WORKFLOW_RUN } from '../../nodes/shared/runs/kinds';
import { searchRun } from '../../nodes/shared/runs/search';
import { seededIds } from '../emulator/index.mts';
import { byId, runExtend } from '../support/extendNode.mts';
import { createInvoiceItem, findRequests, useEmulator } from '../support/fixtures.mts';
import { clock, Extend } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { RETRY_TWICE } from '../support/extendNode.mts';
import { createFakeApi } from '../support/fakeApi.mts';

const emulator = useEmulator();
useVirtualClock(clock);

describe('A12: more workflow runs are lost at once than one search reads', () => {
	const COUNT = 25;
	const ids = Array.from({ length: COUNT }, (_, n) => `workflow_run_${n}`);

	it('all searches of an execution together read each run once', async () => {
		let reads = 0;
		const createdAt = new Date().toISOString();
		const api = createFakeApi(({ path }) => {
			const id = path.split('/')[2];
			if (id !== undefined) reads += 1;
			const metadata = { n8n: { key: `key of ${id}` } };
			const run = { object: 'workflow_run', status: 'PROCESSED', createdAt };
			return id ? { ...run, id, metadata } : { data: ids.map((one) => ({ ...run, id: one })) };
		});
		const candidateKeys = new Map();
		const results = await Promise.all(
			ids.map(async (id) => {
				const identity = { kind: WORKFLOW_RUN, key: `key of ${id}` };
				return await searchRun(api, identity, clock.now(), Infinity, { candidateKeys });
			}),
		);
		expect(results).toEqual(ids.map((id) => ({ kind: 'found', id })));
		expect(reads).toBe(COUNT);
	});

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'and the node finds all of them (%s)',
		async (onError) => {
			const match = { method: 'POST', path: '/workflow_runs' };
			emulator.faults.add({ kind: 'reset', when: 'after', match, times: COUNT });
			const { items, thrown, hints } = await runExtend({
				emulator,
				items: ids.map((_id, n) => ({ json: { text: `Invoice number: ${n}` } })),
				parameters: {
					resource: 'workflow',
					operation: 'run',
					workflow: byId(seededIds.plain),
					waitForCompletion: false,
					documentSource: 'text',
					text: '={{ $json.text }}',
				},
				options: { concurrency: COUNT },
				node: { ...RETRY_TWICE, onError },
			});
			expect(thrown?.message).toBeUndefined();
			expect(new Set(items.map(({ json }) => json.id)).size).toBe(COUNT);
			expect(items.filter(({ json }) => 'error' in json)).toEqual([]);
			expect(emulator.runs('workflow_run')).toHaveLength(COUNT);
			expect(hints.join()).toContain('reused it');
			// One read of each for all searches, and one of each as the result.
			const reads = findRequests(emulator, 'GET', /^\/workflow_runs\/./).length;
			expect(reads).toBeLessThanOrEqual(2 * COUNT);
		},
	);
});

describe('A16: Delete After and an upload whose response was lost', () => {
	it('leaves the first copy in Extend, as its description says', async () => {
		const match = { method: 'POST', path: '/files/upload' };
		emulator.faults.add({ kind: 'reset', when: 'after', match, times: 1 });
		const { items } = await runExtend({
			emulator,
			items: [await createInvoiceItem(1)],
			parameters: { output: 'fields' },
			options: { deleteAfter: 'both' },
		});
		expect(items[0].json.invoice_number).toBe('1');
		expect(emulator.runs()).toEqual([]);
		expect(emulator.files()).toHaveLength(1);
		const { description } = new Extend();
		expect(JSON.stringify(description.properties)).toContain('copies of dropped uploads');
	});
});

describe('A14: a list that gives a run of a batch twice', () => {
	let proxy: Server;
	let url: string;

	/** Passes everything on, and gives each entry of a list of runs twice. */
	beforeAll(async () => {
		proxy = createServer((request, response) => {
			void (async () => {
				const chunks: Buffer[] = [];
				for await (const chunk of request) chunks.push(chunk as Buffer);
				const { method = 'GET', url: path = '', headers } = request;
				const { authorization, 'content-type': type = 'application/json' } = headers;
				const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
				const version = String(headers['x-extend-api-version']);
				const answer = await fetch(`${emulator.url}${path}`, {
					method,
					body,
					headers: {
						authorization: String(authorization),
						'content-type': type,
						'x-extend-api-version': version,
					},
				});
				const text = await answer.text();
				const isList = method === 'GET' && path.startsWith('/extract_runs?');
				response.writeHead(answer.status, { 'content-type': 'application/json' });
				response.end(isList ? duplicateEntries(text) : text);
			})();
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
		url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
	});
	afterAll(async () => {
		proxy.closeAllConnections();
		await new Promise((resolve) => proxy.close(resolve));
	});

	function duplicateEntries(json: string): string {
		const page = JSON.parse(json) as { data: IDataObject[] };
		return JSON.stringify({ ...page, data: page.data.flatMap((run) => [run, run]) });
	}

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'counts, places and deletes it once (%s)',
		async (onError) => {
			const { items, thrown, hints } = await runExtend({
				emulator: { url, apiKey: emulator.apiKey },
				items: await Promise.all([1, 2, 3].map(async (n) => await createInvoiceItem(n))),
				parameters: {
					resource: 'batch',
					operation: 'start',
					runType: 'extract_run',
					extractor: byId(seededIds.invoices),
					output: 'fields',
				},
				options: { deleteAfter: 'both' },
				node: { onError },
			});
			expect(thrown?.message).toBeUndefined();
			expect(items.map(({ json }) => json.invoice_number)).toEqual(['1', '2', '3']);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
				[0, 1, 2].map((item) => ({ item })),
			);
			expect(hints.join()).toMatch(/\b3 documents cost/);
			const deleted = emulator.requests.filter(({ method }) => method === 'DELETE');
			expect(new Set(deleted.map(({ path }) => path)).size).toBe(6);
			expect(deleted).toHaveLength(6);
		},
	);

	it('is one result of Batch > Get Results', async () => {
		const batch = {
			resource: 'batch',
			runType: 'extract_run',
			extractor: byId(seededIds.invoices),
		};
		const asText = { documentSource: 'text', text: '=Invoice number: {{ $json.n }}' };
		const started = await runExtend({
			emulator,
			items: [1, 2, 3].map((n) => ({ json: { n } })),
			parameters: { ...batch, ...asText, operation: 'start', waitForCompletion: false },
		});
		const { items, hints } = await runExtend({
			emulator: { url, apiKey: emulator.apiKey },
			items: started.items.slice(0, 1),
			parameters: { ...batch, operation: 'getResults', batchId: '={{ $json.id }}' },
		});
		expect(items).toHaveLength(3);
		expect(new Set(items.map(({ json }) => json.id)).size).toBe(3);
		expect(hints.join()).toMatch(/\b3 documents cost/);
	});
});
