/** 'When Already Processed': a document that comes again is paid once (docs/reliability.md). */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { seededIds, startEmulator } from '../emulator/index.mts';
import { callApi, uploadBytes } from '../emulator/support/client.mts';
import { byId, getItemError, runExtend, type RunExtendOptions } from '../support/extendNode.mts';
import {
	BINARY_STORAGES,
	createInvoiceText,
	findRequests,
	getRunRequests,
	getUploads,
	storeBinary,
	useEmulator,
} from '../support/fixtures.mts';
import { initBinaryData } from '../support/harness.mts';
import { clock } from '../support/testedNodes.mts';
import { waitUntil } from '../support/waitUntil.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
const time = useVirtualClock(clock);

const DAY_MS = 86_400_000;
/** After this the process has forgotten its runs, as after a restart: only the list knows them. */
const forgetRuns = () => time.advance(DAY_MS + 1);

let lastNumber = 20_000;
/** Each test has documents of its own, since the process remembers those of the tests before. */
const nextNumber = () => (lastNumber += 1);

const createItem = async (
	number: number,
	fileName = `${number}.txt`,
	field = 'data',
): Promise<INodeExecutionData> => ({
	json: {},
	binary: { [field]: await storeBinary(createInvoiceText(number), fileName) },
});

/** One execution of its own. Its hints are those about what is reused: text has no confidence, which another says. */
const execute = async (
	o: Partial<RunExtendOptions> & Pick<RunExtendOptions, 'items'>,
	whenAlreadyProcessed = 'reuse',
) => {
	const result = await runExtend({
		emulator,
		executionId: randomUUID(),
		...o,
		parameters: { output: 'fields', ...o.parameters },
		options: { whenAlreadyProcessed, ...o.options },
	});
	return { ...result, hints: result.hints.filter((hint) => !hint.includes('confidence scores')) };
};

const extractor = (version?: string): IDataObject => ({
	extractUsing: 'extractor',
	extractor: byId(seededIds.invoices),
	...(version === undefined ? {} : { extractorVersion: byId(version) }),
});
const extend = ({ json }: INodeExecutionData) => (json._extend ?? {}) as IDataObject;
const numbers = (items: INodeExecutionData[]) => items.map(({ json }) => json.invoice_number);
const countRequests = (method: string, where: string | RegExp) =>
	findRequests(emulator, method, where).length;
const countLists = () => countRequests('GET', '/extract_runs');
const countReads = () => countRequests('GET', /^\/extract_runs\/[^/]+$/);

describe('off, as it is by default', () => {
	it('nothing is hashed into the metadata, and nothing more is requested', async () => {
		const items = [await createItem(nextNumber())];
		for (let n = 0; n < 2; n++) {
			await execute({ items, parameters: extractor() }, 'process');
		}
		expect(emulator.billedRuns()).toHaveLength(2);
		expect(emulator.requests.map(({ path }) => path)).toEqual([
			'/files/upload',
			'/extract',
			'/files/upload',
			'/extract',
		]);
		for (const { metadata, extractor: sent } of getRunRequests(emulator)) {
			const tag = (metadata as IDataObject).n8n as IDataObject;
			expect(Object.keys(tag)).toEqual(['key', 'workflowId', 'executionId']);
			expect(sent).toEqual({ id: seededIds.invoices });
		}
	});
});

describe.each(BINARY_STORAGES)('files in mode $storage', ({ mode, settings }) => {
	beforeEach(async () => void (await initBinaryData(mode)));

	it('Execute step twenty times costs once, and the file goes up once', async () => {
		const number = nextNumber();
		const items = [await createItem(number)];
		for (let n = 0; n < 20; n++) {
			const { items: out, hints } = await execute({ items, settings });
			expect(numbers(out)).toEqual([String(number)]);
			expect(hints).toEqual(n === 0 ? [] : ['1 result reused, 0 credits.']);
		}
		expect(emulator.billedRuns()).toHaveLength(1);
		expect(getUploads(emulator)).toHaveLength(1);
		expect(countLists()).toBe(1);
	});

	it('another process finds all documents with one look into the list', async () => {
		const all = await Promise.all([...Array(12)].map(async () => await createItem(nextNumber())));
		const first = await execute({ items: all, settings });
		forgetRuns();
		const before = emulator.requests.length;
		const second = await execute({ items: all, settings });
		expect(numbers(second.items)).toEqual(numbers(first.items));
		expect(second.items.map((item) => extend(item).runId)).toEqual(
			first.items.map((item) => extend(item).runId),
		);
		const paths = emulator.requests.slice(before).map(({ path }) => path);
		expect(paths.filter((path) => path === '/extract_runs')).toHaveLength(1);
		expect(paths).toHaveLength(1 + all.length);
		expect(emulator.billedRuns()).toHaveLength(all.length);
		expect(second.hints).toEqual(['12 results reused, 0 credits.']);
	});
});

describe('what comes out', () => {
	const reuse = async (o: Partial<RunExtendOptions> = {}) => {
		const number = nextNumber();
		const items = [await createItem(number)];
		const first = await execute({ items, ...o });
		const second = await execute({ items: [await createItem(number, 'again.txt')], ...o });
		expect(emulator.billedRuns()).toHaveLength(1);
		return { first, second };
	};

	it('Fields: the same fields, marked, for 0 credits, under the name of this file', async () => {
		const { first, second } = await reuse();
		const { _extend: before, ...fields } = first.items[0].json;
		const { _extend: after, ...again } = second.items[0].json;
		expect(again).toEqual(fields);
		expect(before).not.toHaveProperty('reused');
		expect(after).toMatchObject({
			runId: (before as IDataObject).runId,
			reused: true,
			credits: 0,
			fileName: 'again.txt',
			status: 'PROCESSED',
		});
		expect(second.items[0].pairedItem).toEqual({ item: 0 });
	});

	it('Raw: the run as it is; only the hint says it', async () => {
		const { first, second } = await reuse({ parameters: { output: 'run' } });
		expect(second.items[0].json).toEqual(first.items[0].json);
		expect(second.hints).toEqual(['1 result reused, 0 credits.']);
	});

	it('Table Rows: the columns of every execution, with 0 credits', async () => {
		const { first, second } = await reuse({ parameters: { ...extractor(), output: 'rows' } });
		const [before] = first.items;
		const [after] = second.items;
		expect(after.json).toEqual({
			...before.json,
			extend_credits: 0,
			extend_file_name: 'again.txt',
		});
		expect(before.json.extend_credits).toBeGreaterThan(0);
	});

	it('the rules of this node decide about a review, not those of the first one', async () => {
		const number = nextNumber();
		const items = [await createItem(number)];
		const options = { citations: undefined, confidenceThreshold: 0.5 };
		const first = await execute({ items, parameters: extractor(), options });
		expect(extend(first.items[0]).needsReview).toBe(false);
		const second = await execute({
			items,
			parameters: extractor(),
			options: { ...options, confidenceThreshold: 1 },
		});
		expect(emulator.billedRuns()).toHaveLength(1);
		expect(extend(second.items[0])).toMatchObject({ reused: true, needsReview: true });
	});

	it("without waiting: the run, which isn't started again", async () => {
		const { first, second } = await reuse({ parameters: { waitForCompletion: false } });
		expect(second.items[0].json.id).toBe(first.items[0].json.id);
	});
});

const CLASSES = {
	class: [
		{ type: 'Invoice', description: 'A bill' },
		{ type: 'Letter', description: 'A letter' },
	],
};
describe.each([
	[
		'classify',
		'classify_run',
		{ classifyUsing: 'classifier', classifier: byId(seededIds.documentTypes) },
	],
	['classify', 'classify_run', { classifyUsing: 'config', classes: CLASSES }],
	['split', 'split_run', { splitUsing: 'splitter', splitter: byId(seededIds.bundles) }],
	['split', 'split_run', { splitUsing: 'config', classes: CLASSES }],
] as const)('Document > %s (%s, %j)', (operation, kind, parameters) => {
	it('is paid once, here and in another process', async () => {
		const items = [await createItem(nextNumber())];
		const o = { items, parameters: { ...parameters, operation, output: undefined } };
		const first = await execute(o);
		const second = await execute(o);
		forgetRuns();
		const third = await execute(o);
		expect(emulator.billedRuns(kind)).toHaveLength(1);
		for (const { items: out, hints } of [second, third]) {
			expect(out.map((item) => extend(item).reused)).toEqual(first.items.map(() => true));
			expect(out.map(({ json: { _extend: _, ...json } }) => json)).toEqual(
				first.items.map(({ json: { _extend: _, ...json } }) => json),
			);
			expect(hints).toEqual(['1 result reused, 0 credits.']);
		}
	});
});

describe('what does not count', () => {
	it.each<[string, Partial<RunExtendOptions>]>([
		[
			'metadata and tags',
			{ options: { metadata: { entry: [{ name: 'a', value: 'b' }] }, usageTags: 'x' } },
		],
		['the processing mode', { options: { processingMode: 'async' } }],
		[
			'concurrency, timeout, and priority',
			{ options: { concurrency: 1, timeout: 60, priority: 3 } },
		],
		['the output', { parameters: { output: 'run' } }],
		[
			'the node and its settings',
			{ node: { name: 'Extend', id: 'other', onError: 'continueErrorOutput' } },
		],
		['what is deleted afterwards', { options: { deleteAfter: 'both' } }],
	])('%s', async (_name, more) => {
		const items = [await createItem(nextNumber())];
		await execute({ items });
		await execute({ items, ...more });
		forgetRuns();
		await execute({ items, ...more });
		expect(emulator.billedRuns()).toHaveLength(1);
		expect(countRequests('DELETE', /./)).toBe(0);
	});

	it('the latest version and its number are the same', async () => {
		const items = [await createItem(nextNumber())];
		await execute({ items, parameters: extractor() });
		const [{ extractor: sent }] = getRunRequests(emulator);
		expect(sent).toEqual({ id: seededIds.invoices, version: '1.1' });
		await execute({ items, parameters: extractor('1.1') });
		expect(emulator.billedRuns()).toHaveLength(1);
	});
});

describe('a result of something else is never taken', () => {
	it.each<[string, Partial<RunExtendOptions>, Partial<RunExtendOptions>]>([
		['another version', { parameters: extractor('1.1') }, { parameters: extractor('1.0') }],
		[
			'another extractor',
			{ parameters: extractor() },
			{ parameters: { ...extractor(), extractor: byId(seededIds.receipts) } },
		],
		['a configuration', { parameters: extractor() }, {}],
		['another configuration', {}, { parameters: { extractionRules: 'Dates as printed' } }],
		['inferred fields', {}, { parameters: { extractUsing: 'infer' } }],
		[
			'an override',
			{ parameters: extractor() },
			{ parameters: extractor(), options: { additionalConfig: '{"extractionRules":"x"}' } },
		],
		['other pages', { options: { pageRanges: '1' } }, { options: { pageRanges: '1-2' } }],
		[
			'other parsing',
			{},
			{ options: { additionalConfig: '{"parseConfig":{"target":"spatial"}}' } },
		],
		['a password', {}, { options: { password: 'one' } }],
		['another password', { options: { password: 'one' } }, { options: { password: 'two' } }],
	])('%s', async (_name, one, other) => {
		const items = [await createItem(nextNumber())];
		await execute({ items, ...one });
		const { items: out, hints } = await execute({ items, ...other });
		forgetRuns();
		await execute({ items, ...other });
		expect(emulator.billedRuns()).toHaveLength(2);
		expect(extend(out[0])).not.toHaveProperty('reused');
		expect(hints).toEqual([]);
		await execute({ items, ...one });
		expect(emulator.billedRuns()).toHaveLength(2);
	});

	it('another file of the same name and size', async () => {
		const [one, two] = [nextNumber(), nextNumber()];
		await execute({ items: [await createItem(one, 'scan.txt')] });
		const { items: out } = await execute({ items: [await createItem(two, 'scan.txt')] });
		expect(numbers(out)).toEqual([String(two)]);
		expect(emulator.billedRuns()).toHaveLength(2);
	});

	it('a latest version that was published since', async () => {
		const items = [await createItem(nextNumber())];
		await execute({ items, parameters: extractor() });
		await callApi(emulator, 'POST', `/extractors/${seededIds.invoices}/versions`, {
			releaseType: 'minor',
		});
		await execute({ items, parameters: extractor() });
		expect(getRunRequests(emulator).map(({ extractor: sent }) => sent)).toMatchObject([
			{ version: '1.1' },
			{ version: '1.2' },
		]);
		expect(emulator.billedRuns()).toHaveLength(2);
	});

	it('a run of another account: it is not even asked for', async () => {
		const other = await startEmulator();
		try {
			const items = [await createItem(nextNumber())];
			await execute({ items });
			const { items: out } = await execute({ items, emulator: other });
			expect(extend(out[0])).not.toHaveProperty('reused');
			expect(other.billedRuns()).toHaveLength(1);
			expect(findRequests(other, 'GET', /^\/extract_runs\/./)).toHaveLength(0);
		} finally {
			await other.close();
		}
	});

	it('a run that only says so: the fingerprint of the run that is read decides', async () => {
		const items = [await createItem(nextNumber())];
		await execute({ items });
		const [{ id }] = emulator.billedRuns();
		forgetRuns();
		emulator.faults.add({
			kind: 'status',
			status: 200,
			body: {
				object: 'extract_run',
				id,
				status: 'PROCESSED',
				output: { value: { invoice_number: '1' }, metadata: {} },
				metadata: null,
			},
			match: { method: 'GET', path: `/extract_runs/${id}` },
		});
		await execute({ items });
		expect(emulator.billedRuns()).toHaveLength(2);
	});
});

describe('sources without a file', () => {
	const text = (content: string): Partial<RunExtendOptions> => ({
		parameters: { documentSource: 'text', text: content },
	});
	const items: INodeExecutionData[] = [{ json: {} }];

	it('text counts by what it says', async () => {
		const number = nextNumber();
		await execute({ items, ...text(createInvoiceText(number)) });
		await execute({ items, ...text(createInvoiceText(number)) });
		await execute({ items, ...text(createInvoiceText(nextNumber())) });
		expect(emulator.billedRuns()).toHaveLength(2);
	});

	it('stored files count by their ID', async () => {
		const content = createInvoiceText(nextNumber());
		const ids = [
			await uploadBytes(emulator, 'a.txt', content),
			await uploadBytes(emulator, 'a.txt', content),
		];
		for (const fileId of [ids[0], ids[0], ids[1]]) {
			await execute({ items, parameters: { documentSource: 'fileId', fileId } });
		}
		expect(emulator.billedRuns()).toHaveLength(2);
	});

	describe('URLs', () => {
		const server = createServer((_request, response) => response.end(createInvoiceText(1)));
		let base = '';
		beforeAll(async () => {
			server.listen(0, '127.0.0.1');
			await once(server, 'listening');
			base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		});
		afterAll(async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		});

		it.each([false, true])("count with 'Match URLs' (%s), query included", async (matchUrls) => {
			const documentUrl = `${base}/${nextNumber()}.txt`;
			const o = { items, options: { matchUrls } };
			const parameters = { documentSource: 'url', documentUrl };
			await execute({ ...o, parameters });
			const { hints } = await execute({ ...o, parameters });
			expect(emulator.billedRuns()).toHaveLength(matchUrls ? 1 : 2);
			expect(hints).toEqual([
				matchUrls
					? '1 result reused, 0 credits.'
					: "Documents passed by URL are always processed. Turn on 'Match URLs' if their content doesn't change.",
			]);
			await execute({ ...o, parameters: { ...parameters, documentUrl: `${documentUrl}?page=2` } });
			expect(emulator.billedRuns()).toHaveLength(matchUrls ? 2 : 3);
		});
	});
});

describe('copies in one input', () => {
	it.each([1, 2, 5])('have one run, with concurrency %i', async (concurrency) => {
		const [one, two] = [nextNumber(), nextNumber()];
		const items = [
			await createItem(one),
			await createItem(one, 'copy.txt'),
			await createItem(two),
			await createItem(one, 'third.txt'),
		];
		const { items: out, hints } = await execute({
			items,
			options: { concurrency, maxCredits: 1000 },
		});
		expect(numbers(out)).toEqual([one, one, two, one].map(String));
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
		expect(out.map((item) => extend(item).fileName)).toEqual([
			`${one}.txt`,
			'copy.txt',
			`${two}.txt`,
			'third.txt',
		]);
		expect(emulator.billedRuns()).toHaveLength(2);
		expect(getUploads(emulator)).toHaveLength(2);
		expect(out.filter((item) => extend(item).reused === true)).toHaveLength(2);
		const paid = out.map((item) => Number(extend(item).credits));
		expect(hints).toContain('2 results reused, 0 credits.');
		expect(hints).toContain(`2 documents cost ${paid.reduce((sum, one_) => sum + one_)} credits.`);
	});

	it('each try when the first fails: the next one is processed anew', async () => {
		const number = nextNumber();
		const items = [await createItem(number), await createItem(number, 'copy.txt')];
		emulator.nextRun({ status: 'FAILED', failureReason: 'CORRUPT_FILE', times: 1 });
		const { items: out, errorItems } = await execute({
			items,
			node: { onError: 'continueErrorOutput' },
			options: { concurrency: 1 },
		});
		expect(numbers(out)).toEqual([String(number)]);
		expect(errorItems.map(getItemError)).toMatchObject([{ code: 'CORRUPT_FILE' }]);
		expect(emulator.billedRuns()).toHaveLength(1);
	});

	it('of a run that may exist, no copy is started', async () => {
		const number = nextNumber();
		const items = [await createItem(number), await createItem(number, 'copy.txt')];
		emulator.faults.add({
			kind: 'reset',
			when: 'before',
			match: { method: 'POST', path: '/extract' },
		});
		const { errorItems } = await execute({
			items,
			node: { onError: 'continueErrorOutput' },
			options: { onLostConnection: 'fail' },
		});
		expect(errorItems.map((item) => getItemError(item).code)).toEqual(['NO_ANSWER', 'NO_ANSWER']);
		expect(countRequests('POST', '/extract')).toBe(1);
	});

	it('Delete After deletes what this execution started, once, and nothing else', async () => {
		const number = nextNumber();
		const old = [await createItem(number)];
		await execute({ items: old });
		const [{ id: oldRun }] = emulator.billedRuns();
		const fresh = nextNumber();
		const items = [await createItem(fresh), await createItem(fresh), ...old];
		await execute({ items, options: { deleteAfter: 'both' } });
		expect(countRequests('DELETE', /./)).toBe(2);
		expect(emulator.runs().map(({ id }) => id)).toEqual([oldRun]);
		expect(emulator.files()).toHaveLength(1);
	});
});

describe('a run in progress', () => {
	const start = async (items: INodeExecutionData[]) => {
		emulator.options.pollsUntilDone = 3;
		return await execute({ items, parameters: { waitForCompletion: false } });
	};

	it.each([false, true])('is waited for (found in the list: %s)', async (forgets) => {
		const number = nextNumber();
		const items = [await createItem(number)];
		const started = await start(items);
		// A run that has been in progress for a day counts no more, so the clock of the server moves as well.
		if (forgets) time.advance(DAY_MS + 1);
		const { items: out } = await execute({ items });
		expect(extend(out[0])).toMatchObject({ runId: started.items[0].json.id, reused: true });
		expect(numbers(out)).toEqual([String(number)]);
		expect(emulator.billedRuns()).toHaveLength(1);
	});

	it('is not canceled by whoever waits for it, neither at the timeout nor at Stop', async () => {
		emulator.options.pollsUntilDone = 1000;
		const items = [await createItem(nextNumber())];
		const { items: started } = await execute({ items, parameters: { waitForCompletion: false } });
		const options = { cancelRunOn: ['stop', 'timeout'], timeout: 5 };
		const late = await execute({ items, options, node: { onError: 'continueErrorOutput' } });
		expect(getItemError(late.errorItems[0])).toMatchObject({
			code: 'TIMEOUT',
			runId: started[0].json.id,
		});
		const reads = countReads();
		let stop = () => {};
		const stopped = execute({
			items,
			options: { ...options, timeout: 10_000 },
			onStarted: (cancel) => (stop = cancel),
		});
		await waitUntil(() => countReads() > reads + 2);
		stop();
		expect((await stopped).run.status).toBe('canceled');
		expect(countRequests('POST', /cancel$/)).toBe(0);
		expect(emulator.runs()).toMatchObject([{ status: 'PROCESSING' }]);
	});

	it.each(['FAILED', 'CANCELLED'])('that ends %s is processed anew', async (status) => {
		const number = nextNumber();
		const items = [await createItem(number)];
		emulator.nextRun({ status, failureReason: 'CORRUPT_FILE' });
		await start(items);
		const { items: out } = await execute({ items });
		expect(numbers(out)).toEqual([String(number)]);
		expect(emulator.billedRuns()).toHaveLength(1);
	});
});

describe('a result that is no longer there', () => {
	const processed = async () => {
		const number = nextNumber();
		const items = [await createItem(number)];
		await execute({ items });
		const [{ id }] = emulator.billedRuns();
		return { number, items, id };
	};

	it.each([false, true])('deleted: processed anew (by another process: %s)', async (forgets) => {
		const { items, id } = await processed();
		await callApi(emulator, 'DELETE', `/extract_runs/${id}`);
		if (forgets) forgetRuns();
		const { items: out } = await execute({ items });
		expect(extend(out[0])).not.toHaveProperty('reused');
		expect(emulator.billedRuns()).toHaveLength(2);
	});

	it.each<[string, IDataObject]>([
		['without its output', { status: 200 }],
		['as a 404', { status: 404, envelope: { code: 'FILE_PURGED', message: 'purged' } }],
	])('purged, %s: processed anew', async (_name, { status, envelope }) => {
		const { items, id, number } = await processed();
		const { json } = await callApi(emulator, 'GET', `/extract_runs/${id}`);
		emulator.faults.add({
			kind: 'status',
			status: status as number,
			...(envelope ? { envelope: envelope as never } : { body: { ...json, output: null } }),
			match: { method: 'GET', path: `/extract_runs/${id}` },
		});
		const { items: out } = await execute({ items });
		expect(numbers(out)).toEqual([String(number)]);
		expect(emulator.billedRuns()).toHaveLength(2);
	});

	it('cannot be read: an error with the run, and no second bill', async () => {
		const { items, id } = await processed();
		emulator.faults.add({
			kind: 'status',
			status: 403,
			envelope: { code: 'FORBIDDEN', message: 'no' },
			match: { method: 'GET', path: `/extract_runs/${id}` },
		});
		const { thrown, items: out } = await execute({
			items,
			node: { onError: 'continueRegularOutput' },
		});
		expect(thrown).toBeUndefined();
		expect(getItemError(out[0])).toMatchObject({ runId: id });
		expect(emulator.billedRuns()).toHaveLength(1);
	});
});

describe('the list', () => {
	it.each([
		[{ kind: 'status', status: 500, envelope: { code: 'INTERNAL_ERROR' } }],
		[{ kind: 'status', status: 403, envelope: { code: 'FORBIDDEN' } }],
		[{ kind: 'html', status: 200 }],
	] as const)('that fails (%j) stops nothing and is said', async (fault) => {
		const numbers_ = [nextNumber(), nextNumber()];
		const items = await Promise.all(numbers_.map(async (number) => await createItem(number)));
		emulator.faults.add({ ...fault, match: { method: 'GET', path: '/extract_runs' } });
		const { items: out, hints } = await execute({ items });
		expect(numbers(out)).toEqual(numbers_.map(String));
		expect(emulator.billedRuns()).toHaveLength(2);
		expect(hints.join()).toContain("n8n couldn't look for earlier results");
	});

	it('is read for five pages at most, and the hint says how far back that was', async () => {
		const run = { object: 'extract_run', id: 'exr_1', status: 'PROCESSED' };
		let page = 0;
		emulator.faults.chooser = ({ method, path }) => {
			if (method !== 'GET' || path !== '/extract_runs') return undefined;
			const data = [{ ...run, createdAt: new Date().toISOString() }];
			const body = { object: 'list', data, nextPageToken: `page ${(page += 1)}` };
			return { kind: 'status', status: 200, body };
		};
		const items = [await createItem(nextNumber()), await createItem(nextNumber())];
		const { items: out, hints } = await execute({ items });
		expect(out).toHaveLength(2);
		expect(countLists()).toBe(5);
		const day = new Date().toISOString().slice(0, 10);
		expect(hints).toEqual([
			expect.stringMatching(
				new RegExp(`^n8n looked for earlier results back to ${day} ..:.. UTC only`),
			),
		]);
	});

	it('is read no further back than asked', async () => {
		const createdAt = new Date(Date.now() - 10 * DAY_MS).toISOString();
		const items = [await createItem(nextNumber())];
		emulator.nextRun({ extra: { createdAt } });
		await execute({ items });
		forgetRuns();
		await execute({ items, options: { lookBackDays: 9 } });
		expect(emulator.billedRuns()).toHaveLength(2);
		const other = [await createItem(nextNumber())];
		emulator.nextRun({ extra: { createdAt } });
		await execute({ items: other });
		forgetRuns();
		const { hints } = await execute({ items: other, options: { lookBackDays: 11 } });
		expect(hints).toEqual(['1 result reused, 0 credits.']);
	});

	it('is narrowed by the extractor and sorted by the newest', async () => {
		await execute({ items: [await createItem(nextNumber())], parameters: extractor() });
		const [{ query }] = findRequests(emulator, 'GET', '/extract_runs');
		expect(query).toMatchObject({
			extractorId: seededIds.invoices,
			source: 'API',
			sortBy: 'createdAt',
			sortDir: 'desc',
		});
	});

	it('that lags lets another process start again, as without the option', async () => {
		const items = [await createItem(nextNumber())];
		emulator.faults.add({ kind: 'listLag', lists: 3, times: 1 });
		await execute({ items });
		forgetRuns();
		await execute({ items });
		expect(emulator.billedRuns()).toHaveLength(2);
	});
});

describe('errors beside it', () => {
	it.each(['continueRegularOutput', 'continueErrorOutput', undefined] as const)(
		'On Error %s: a document that fails costs the others nothing at the next execution',
		async (onError) => {
			const [good, bad] = [nextNumber(), nextNumber()];
			const items = [await createItem(good), await createItem(bad)];
			emulator.nextRun({
				match: { fileName: String(bad) },
				status: 'FAILED',
				failureReason: 'CORRUPT_FILE',
			});
			const first = await execute({ items, node: { onError }, options: { concurrency: 1 } });
			expect(first.thrown === undefined).toBe(onError !== undefined);
			const second = await execute({ items, node: { onError } });
			expect(numbers(second.items)).toEqual([good, bad].map(String));
			expect(extend(second.items[0])).toHaveProperty('reused', true);
			expect(extend(second.items[1])).not.toHaveProperty('reused');
			expect(emulator.billedRuns()).toHaveLength(2);
		},
	);

	it('Retry On Fail goes on with what the first try started and reused', async () => {
		const [old, good, bad] = [nextNumber(), nextNumber(), nextNumber()];
		await execute({ items: [await createItem(old)] });
		const items = [await createItem(old), await createItem(good), await createItem(bad)];
		emulator.nextRun({
			match: { fileName: String(bad) },
			status: 'FAILED',
			failureReason: 'INTERNAL_ERROR',
		});
		const { items: out } = await execute({
			items,
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect(numbers(out)).toEqual([old, good, bad].map(String));
		expect(emulator.billedRuns()).toHaveLength(3);
	});

	it('Max Credits counts nothing for a result that is reused', async () => {
		const items = await Promise.all([1, 2, 3].map(async () => await createItem(nextNumber())));
		await execute({ items });
		const { items: out } = await execute({
			items: [...items, await createItem(nextNumber())],
			options: { maxCredits: 1, concurrency: 1 },
		});
		expect(out).toHaveLength(4);
		expect(emulator.billedRuns()).toHaveLength(4);
	});

	it("'Untracked' leaves nothing to find a run by, so it's refused before anything is sent", async () => {
		const { thrown } = await execute({
			items: [await createItem(nextNumber())],
			options: { onLostConnection: 'untracked' },
		});
		expect(thrown?.message).toContain(
			"Check 'When Already Processed': 'Untracked' runs can't be found again",
		);
		expect(emulator.requests).toHaveLength(0);
	});
});

describe('drafts', () => {
	const HINT =
		"Results of a draft aren't reused, because it changes with every edit. Publish a version and select it.";

	it('are processed each time, and a hint says why', async () => {
		const items = [await createItem(nextNumber())];
		await execute({ items, parameters: extractor('draft') });
		const { hints } = await execute({ items, parameters: extractor('draft') });
		expect(hints).toEqual([HINT]);
		expect(emulator.billedRuns()).toHaveLength(2);
		expect(countLists()).toBe(0);
	});

	it('also when there is no published version yet', async () => {
		const { json } = await callApi(emulator, 'POST', '/extractors', {
			name: 'New',
			config: { schema: { type: 'object', properties: { a: { type: ['string', 'null'] } } } },
		});
		const items = [await createItem(nextNumber())];
		const parameters = { ...extractor(), extractor: byId(json.id as string) };
		await execute({ items, parameters });
		const { hints } = await execute({ items, parameters });
		expect(hints).toEqual([HINT]);
		expect(emulator.billedRuns()).toHaveLength(2);
	});

	it('a version that cannot be read: processed, with a hint', async () => {
		const items = [await createItem(nextNumber())];
		emulator.faults.add({
			kind: 'status',
			status: 403,
			envelope: { code: 'FORBIDDEN' },
			match: { method: 'GET', path: '/extractors/.*' },
		});
		const { items: out, hints } = await execute({ items, parameters: extractor() });
		expect(out).toHaveLength(1);
		expect(hints.join()).toContain("n8n couldn't look for earlier results");
	});
});

describe('Skip', () => {
	it('gives a skipped item with the first run, and the others their results', async () => {
		const [old, fresh] = [nextNumber(), nextNumber()];
		const first = await execute({ items: [await createItem(old)] }, 'skip');
		const items = [
			await createItem(old, 'again.txt'),
			await createItem(fresh),
			await createItem(fresh, 'copy.txt'),
		];
		const { items: out, hints } = await execute({ items, options: { concurrency: 1 } }, 'skip');
		const skipped = (fileName: string) => ({
			fileName,
			fieldName: 'data',
			reason: 'it was already processed',
		});
		expect(out.map(({ json }) => json)).toEqual([
			{ _extend: { runId: extend(first.items[0]).runId, skipped: [skipped('again.txt')] } },
			expect.objectContaining({ invoice_number: String(fresh) }),
			{ _extend: { runId: extend(out[1]).runId, skipped: [skipped('copy.txt')] } },
		]);
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
		expect(hints).toEqual(['Skipped 2 documents processed before: again.txt, copy.txt.']);
		expect(emulator.billedRuns()).toHaveLength(2);
		expect(getUploads(emulator)).toHaveLength(2);
	});

	it('needs no more than one list for all documents', async () => {
		const items = await Promise.all([...Array(12)].map(async () => await createItem(nextNumber())));
		const first = await execute({ items }, 'skip');
		forgetRuns();
		const before = emulator.requests.length;
		const { items: out } = await execute({ items }, 'skip');
		expect(emulator.requests.slice(before).map(({ path }) => path)).toEqual(['/extract_runs']);
		expect(out.map((item) => extend(item).runId)).toEqual(
			first.items.map((item) => extend(item).runId),
		);
	});

	it("'Skipped Items' can drop it", async () => {
		const items = [await createItem(nextNumber())];
		await execute({ items }, 'skip');
		const { items: out, thrown } = await execute(
			{ items, options: { skippedItems: 'drop' } },
			'skip',
		);
		expect(thrown).toBeUndefined();
		expect(out).toEqual([]);
		expect(emulator.billedRuns()).toHaveLength(1);
	});

	it('a document whose run failed is not skipped', async () => {
		const number = nextNumber();
		const items = [await createItem(number)];
		emulator.nextRun({ status: 'FAILED', failureReason: 'CORRUPT_FILE' });
		await execute({ items }, 'skip');
		const { items: out } = await execute({ items }, 'skip');
		expect(numbers(out)).toEqual([String(number)]);
	});
});

it('files that are combined count in their order', async () => {
	const [one, two] = [nextNumber(), nextNumber()];
	const combine = async (...order: number[]) => {
		const binary = Object.fromEntries(
			await Promise.all(
				order.map(async (number, index) => [
					`file_${index}`,
					await storeBinary(createInvoiceText(number), `${number}.txt`),
				]),
			),
		);
		return await execute({
			items: [{ json: {}, binary }],
			parameters: { binaryPropertyName: 'file_*' },
			options: { combineFiles: 'perItem' },
		});
	};
	await combine(one, two);
	await combine(one, two);
	expect(emulator.billedRuns()).toHaveLength(1);
	await combine(two, one);
	await combine(one);
	expect(emulator.billedRuns()).toHaveLength(3);
});

it('what it writes into the metadata stays out of the result and inside the limit', async () => {
	const items = [await createItem(nextNumber())];
	const { items: out } = await execute({ items });
	expect((extend(out[0]).run as IDataObject).metadata).toEqual({});
	const [{ metadata }] = getRunRequests(emulator);
	expect((metadata as IDataObject).n8n).toMatchObject({
		fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
	});
	// Without the option these entries just fit.
	const entry = (length: number) => ({
		metadata: { entry: [{ name: 'a', value: 'x'.repeat(length) }] },
	});
	const fits = await execute({ items, options: entry(10_040) }, 'process');
	expect(fits.thrown).toBeUndefined();
	const { thrown } = await execute({ items, options: entry(10_040) });
	expect(thrown?.message).toContain('Metadata');
});
