/** What happens when something goes wrong: to the item, to the others, to the money, and to secrets. */
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { seededIds, type Fault } from '../emulator/index.mts';
import { clock } from '../support/testedNodes.mts';
import { getItemError, runExtend, type RunExtendOptions } from '../support/extendNode.mts';
import { initBinaryData } from '../support/harness.mts';
import {
	stringifyRun,
	createInvoiceItem,
	getRunRequests,
	findRequests,
	BINARY_STORAGES,
	uploadFile,
	getUploads,
	useEmulator,
} from '../support/fixtures.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { getInvoiceNumbers } from '../support/invoiceRuns.mts';
import { RETRY_TWICE } from '../support/extendNode.mts';

const emulator = useEmulator();
const time = useVirtualClock(clock);
beforeEach(() => void time.slept.splice(0));

const make = async (count: number): Promise<INodeExecutionData[]> =>
	await Promise.all(
		Array.from({ length: count }, async (_, i) => await createInvoiceItem(i + 1, { mail: i + 1 })),
	);
const run = async (o: Partial<RunExtendOptions> & { items: INodeExecutionData[] }) =>
	await runExtend({
		emulator,
		...o,
		parameters: { output: 'fields', ...o.parameters },
	});
const failing = (number: number, more: object = {}) =>
	emulator.nextRun({
		match: { fileName: `${number}.txt` },
		status: 'FAILED',
		failureReason: 'PARSING_ERROR',
		failureMessage: 'No usable answer.',
		...more,
	});
const failedRun = () => emulator.runs().find(({ status }) => status === 'FAILED');
const onItems = { onError: 'continueRegularOutput' } as const;
const onBranch = { onError: 'continueErrorOutput' } as const;

describe.each(BINARY_STORAGES)(
	'an item that fails, files in mode $storage',
	({ storage, mode, settings }) => {
		beforeEach(async () => {
			await initBinaryData(mode);
		});
		const filesOf = ({ json, binary }: INodeExecutionData) =>
			(storage === 'combined' ? json._files : binary) as Record<string, IBinaryData> | undefined;

		const expectedError = () => ({
			message: "Extend couldn't produce a usable result (2.txt in data)",
			description: `Happened while processing the extract run ${failedRun()?.id}. No usable answer. Run the workflow again.`,
			code: 'PARSING_ERROR',
			httpCode: null,
			runId: failedRun()?.id,
			fileId: failedRun()?.file?.id,
			fileName: '2.txt',
			sourceField: 'data',
			requestId: null,
			retryable: true,
			dashboardUrl: failedRun()?.dashboardUrl,
		});

		it('stops the node by default, with reason, run, link and item', async () => {
			failing(2);
			const result = await run({ items: await make(3), settings, options: { concurrency: 1 } });
			expect(result.run.status).toBe('error');
			expect(result.items).toEqual([]);
			const { message, description, dashboardUrl } = expectedError();
			expect(result.thrown).toMatchObject({
				message: `${message} [item 1]`,
				description: `${description} Open the run: ${dashboardUrl}`,
				context: { itemIndex: 1 },
			});
			// the third was not even uploaded
			expect(getUploads(emulator)).toHaveLength(2);
		});

		it('is an item among the results when the node continues', async () => {
			failing(2);
			const items = await make(3);
			const files = items[1].binary?.data;
			const result = await run({ items, settings, node: onItems });

			expect(result.thrown?.message).toBeUndefined();
			expect(result.errorItems).toEqual([]);
			expect(getInvoiceNumbers(result.items)).toEqual(['1', undefined, '3']);
			const { json, binary, ...rest } = result.items[1];
			const { _files, ...bare } = json;
			expect(bare).toEqual({ error: expectedError() });
			expect(filesOf(result.items[1])?.data).toMatchObject({ ...files });
			expect(storage === 'combined' ? binary : _files).toBeUndefined();
			expect(rest).toEqual({ pairedItem: { item: 1 } });
		});

		it('goes to the error branch with its data and its file when there is one', async () => {
			failing(2);
			const items = await make(3);
			const files = items[1].binary?.data;
			const result = await run({ items, settings, node: onBranch });

			expect(getInvoiceNumbers(result.items)).toEqual(['1', '3']);
			expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
			expect(result.errorItems).toHaveLength(1);
			const [{ json, pairedItem }] = result.errorItems;
			const { _files, ...bare } = json;
			// n8n lays the item over it
			expect(bare).toEqual({ mail: 2, error: expectedError() });
			expect(filesOf(result.errorItems[0])?.data).toMatchObject({ ...files });
			expect(pairedItem).toMatchObject({ item: 1 });
		});

		it('with wrong input goes to the error branch too, and the others are done', async () => {
			const items = await make(3);
			items[1].json = { source: 'nothing here' };
			const result = await run({
				items,
				settings,
				parameters: {
					documentSource: 'binary',
					binaryPropertyName: '={{ $json.source ?? "data" }}',
				},
				node: onBranch,
			});
			expect(getInvoiceNumbers(result.items)).toEqual(['1', '3']);
			expect(result.errorItems).toHaveLength(1);
			expect(getItemError(result.errorItems[0])).toEqual({
				message: `Check 'Input Binary Field': the item has no binary field "nothing here" [item 1]`,
				description:
					'Available fields: data. Enter one of them, or a pattern, e.g. attachment_* or *.',
				code: 'INVALID_INPUT',
				httpCode: null,
				runId: null,
				fileId: null,
				fileName: null,
				sourceField: null,
				requestId: null,
				retryable: false,
				dashboardUrl: null,
			});
			expect(filesOf(result.errorItems[0])?.data.fileName).toBe('2.txt');
		});

		it('without a file has none in its error', async () => {
			emulator.nextRun({ status: 'FAILED', failureReason: 'PARSING_ERROR' });
			const result = await run({
				items: [{ json: { t: 'a' } }, { json: { t: 'b' } }],
				settings,
				parameters: { documentSource: 'text', text: '={{ $json.t }}: 1' },
				options: { concurrency: 1 },
				node: onItems,
			});
			expect(Object.keys(result.items[0]).sort()).toEqual(['json', 'pairedItem']);
			expect(Object.keys(result.items[0].json)).toEqual(['error']);
			expect(result.items[1].json).not.toHaveProperty('error');
		});

		it('leaves the order as it is when later items are done earlier', async () => {
			const pauses = [400, 0, 0, 0, 0, 0, 0];
			pauses.forEach((latencyMs, i) =>
				emulator.nextRun({ match: { fileName: `${i + 1}.txt` }, latencyMs }),
			);
			const items = await make(pauses.length);
			items[2].json = { source: 'none' };
			const { items: out } = await run({
				items,
				settings,
				parameters: { binaryPropertyName: '={{ $json.source ?? "data" }}' },
				node: onItems,
			});
			expect(out.map(({ pairedItem }) => pairedItem)).toEqual(pauses.map((_, item) => ({ item })));
			expect(getInvoiceNumbers(out)).toEqual(['1', '2', undefined, '4', '5', '6', '7']);
			const ended = (name: string) =>
				emulator.runs().find(({ file }) => file?.name === name)?.updatedAt ?? '';
			expect(ended('2.txt') < ended('1.txt')).toBe(true);
		});
	},
);

describe('a run that gives no result', () => {
	it.each([
		['FAILED', 'OUT_OF_CREDITS', 'Your Extend organization is out of credits', false],
		['FAILED', 'FAILED_TO_PROCESS_FILE', "Extend couldn't read the file", false],
		['FAILED', 'SCHEMA_GENERATION_FAILED', "Extend couldn't generate fields", false],
		['FAILED', 'A_NEW_REASON', 'Extend returned A_NEW_REASON', false],
	])('%s %s: %s', async (status, failureReason, sentence, retryable) => {
		for (const processingMode of ['sync', 'async']) {
			emulator.nextRun({ status, failureReason, failureMessage: 'Because of page 3.' });
			const { items } = await run({
				items: await make(1),
				options: { processingMode },
				node: onItems,
			});
			const { id, dashboardUrl } = emulator.runs().at(-1) as { id: string; dashboardUrl: string };
			expect(getItemError(items[0])).toMatchObject({
				code: failureReason,
				message: expect.stringContaining(sentence) as string,
				description: expect.stringContaining('Because of page 3.') as string,
				runId: id,
				dashboardUrl,
				retryable,
			});
		}
		// a failed run is no reason to start another
		expect(getRunRequests(emulator)).toHaveLength(2);
	});

	it('was cancelled by somebody in Extend', async () => {
		emulator.nextRun({ status: 'CANCELLED' });
		const { thrown } = await run({ items: await make(1) });
		const { id, dashboardUrl } = emulator.runs()[0];
		expect(thrown?.message).toBe(`The extract run ${id} was canceled (1.txt in data) [item 0]`);
		expect(thrown?.description).toContain(dashboardUrl);
	});

	it('is an HTTP error where Extend answers with one', async () => {
		emulator.options.syncFailureAs = 'http';
		failing(1, { failureReason: 'FAILED_TO_PROCESS_FILE', failureMessage: 'Damaged.' });
		const { items } = await run({ items: await make(2), node: onItems });
		expect(getItemError(items[0])).toMatchObject({
			code: 'FAILED_TO_PROCESS_FILE',
			httpCode: 422,
			description: expect.stringMatching(/^Happened while .*\. Damaged\. Check/) as string,
			requestId: expect.stringMatching(/^req_/) as string,
			fileId: expect.stringMatching(/^file_/) as string,
		});
		expect(getInvoiceNumbers(items)).toEqual([undefined, '2']);
		expect(getRunRequests(emulator)).toHaveLength(2);
	});

	it.each(['FAILED', 'CANCELLED'])(
		'is an item like any other when that is asked for: %s',
		async (status) => {
			failing(1, { status });
			const { items, thrown, hints } = await run({
				items: await make(2),
				parameters: { output: 'run' },
				options: { onFailedRun: 'return' },
			});
			expect(thrown?.message).toBeUndefined();
			const returned = emulator.runs().find((one) => one.status === status);
			expect(items[0].json).toEqual(returned);
			expect(items[1].json.status).toBe('PROCESSED');
			expect(hints).toEqual([
				"One run failed or was canceled. The output includes it because of 'On Failed Run'.",
			]);
		},
	);
});

describe('a limit of credits', () => {
	it('stops new runs once the finished ones cost that much', async () => {
		// one run costs 3 credits: 2 for the extraction, 1 for the parse
		const { items, hints } = await run({
			items: await make(4),
			options: { maxCredits: 4, concurrency: 1 },
			node: onItems,
		});
		expect(getInvoiceNumbers(items)).toEqual(['1', '2', undefined, undefined]);
		expect(getItemError(items[2])).toEqual({
			message: "n8n didn't start the run because of 'Max Credits' (3.txt in data)",
			description:
				"The finished runs cost 6 credits, and 'Max Credits' is 4. Increase it, or process the remaining documents later.",
			code: 'MAX_CREDITS',
			httpCode: null,
			runId: null,
			fileId: null,
			fileName: '3.txt',
			sourceField: 'data',
			requestId: null,
			retryable: false,
			dashboardUrl: null,
		});
		expect(items[3].pairedItem).toEqual({ item: 3 });
		expect(hints).toContain("n8n didn't start 2 documents because 'Max Credits' was reached.");
		expect(emulator.files()).toHaveLength(2);
	});

	it.each([
		[0, 0],
		[3, 1],
		[100, 3],
	])('of %d starts %d of three', async (maxCredits, started) => {
		await run({ items: await make(3), options: { maxCredits, concurrency: 1 }, node: onItems });
		expect(emulator.billedRuns()).toHaveLength(started);
	});
});

describe('deleting what was brought to Extend', () => {
	const deleted = () => findRequests(emulator, 'DELETE', /.*/).map(({ path }) => path);
	const deleteAfter = (what: string, more: IDataObject = {}) => ({ deleteAfter: what, ...more });

	it.each([
		['nothing', 2, 2],
		['run', 0, 2],
		['file', 2, 0],
		['both', 0, 0],
	])('%s leaves %d runs and %d files', async (what, runs, files) => {
		const { items } = await run({ items: await make(2), options: deleteAfter(what) });
		expect(getInvoiceNumbers(items)).toEqual(['1', '2']);
		expect(emulator.runs()).toHaveLength(runs);
		expect(emulator.files()).toHaveLength(files);
		const methods = emulator.requests.map(({ method }) => method);
		// everything is done before the first deletion
		const first = methods.indexOf('DELETE');
		expect(first === -1 || first > methods.lastIndexOf('POST')).toBe(true);
	});

	it('happens for all files of a run over several', async () => {
		await run({
			items: await make(3),
			parameters: { combineFiles: 'allItems' },
			options: deleteAfter('both'),
		});
		expect(emulator.files()).toEqual([]);
		expect(emulator.runs()).toEqual([]);
	});

	it('does not happen when the node fails', async () => {
		failing(2);
		const { thrown } = await run({
			items: await make(2),
			options: deleteAfter('both', { concurrency: 1 }),
		});
		expect(thrown).toBeDefined();
		expect(deleted()).toEqual([]);
	});

	it('A1: does not happen when an item failed, and a hint says so', async () => {
		failing(2);
		const { hints } = await run({
			items: await make(3),
			options: deleteAfter('both'),
			node: onItems,
		});
		expect(emulator.files()).toHaveLength(3);
		expect(emulator.runs()).toHaveLength(3);
		expect(hints.join()).toContain('kept all runs and files');
	});

	it('A1: Retry On Fail finds the runs of the items that succeeded', async () => {
		emulator.nextRun({ status: 'FAILED', failureReason: 'CORRUPT_FILE' });
		const { items } = await run({
			items: await make(3),
			options: { ...deleteAfter('both'), concurrency: 1 },
			node: { ...onItems, ...RETRY_TWICE },
		});
		expect(items).toHaveLength(3);
		expect(emulator.runs()).toHaveLength(3);
		expect(findRequests(emulator, 'POST', '/extract')).toHaveLength(3);
	});

	it('spares a result that could not be given its shape', async () => {
		const two = { value: { a: [{ x: 1 }], b: [{ x: 1 }] }, metadata: {} };
		emulator.nextRun({ match: { fileName: '1.txt' }, output: two });
		const { items } = await run({
			items: await make(2),
			parameters: { extractUsing: 'infer', output: 'rows' },
			options: deleteAfter('both'),
			node: onItems,
		});
		expect(emulator.runs().map(({ id }) => id)).toContain(getItemError(items[0]).runId);
		expect(emulator.files().map(({ name }) => name)).toContain('1.txt');
	});

	it('spares a file that was there before', async () => {
		const fileId = await uploadFile(emulator, 'kept.txt', 'Invoice number: 1');
		await run({
			items: [{ json: {} }, { json: {} }],
			parameters: { documentSource: 'fileId', fileId },
			options: deleteAfter('both'),
		});
		expect(emulator.files().map(({ id }) => id)).toEqual([fileId]);
		expect(emulator.runs()).toEqual([]);
	});

	it('takes the copy that Extend made of a URL', async () => {
		await run({
			items: [{ json: {} }],
			parameters: { documentSource: 'url', documentUrl: `${emulator.url}/samples/invoice.pdf` },
			options: deleteAfter('file'),
		});
		expect(emulator.files()).toEqual([]);
		expect(emulator.runs()).toHaveLength(1);
	});

	it('is not there for a run that is only started', async () => {
		emulator.options.pollsUntilDone = 3;
		await run({
			items: await make(1),
			parameters: { waitForCompletion: false },
			options: deleteAfter('both'),
		});
		expect(deleted()).toEqual([]);
	});

	it('that does not work is a hint; the results are there', async () => {
		emulator.faults.add({
			kind: 'status',
			status: 403,
			envelope: { code: 'FORBIDDEN' },
			match: { method: 'DELETE', path: '/files/.*' },
		});
		const { items, thrown, hints } = await run({
			items: await make(2),
			options: deleteAfter('both'),
		});
		expect(thrown?.message).toBeUndefined();
		expect(getInvoiceNumbers(items)).toEqual(['1', '2']);
		const hint = hints.find((note) => note.includes("Couldn't delete"));
		expect(hint).toMatch(/^Couldn't delete 2 files or runs in Extend: file_\w+, file_\w+\.$/);
		expect(emulator.runs()).toEqual([]);
	});

	it('of what is gone already is none', async () => {
		emulator.faults.add({
			kind: 'status',
			status: 404,
			envelope: { code: 'NOT_FOUND' },
			match: { method: 'DELETE' },
		});
		const { hints } = await run({ items: await make(1), options: deleteAfter('both') });
		expect(hints.join()).not.toContain('deleted');
	});
});

describe('an answer that says no', () => {
	const CASES: Array<[number, string, string, string]> = [
		[400, 'INVALID_REQUEST', 'Extend rejected the request', 'the parameter named in this message'],
		[401, 'UNAUTHORIZED', 'Extend rejected the API key', "check the API key and 'Region'"],
		[402, 'USAGE_BLOCKED', 'Your Extend organization is out of credits', 'under Billing'],
		[403, 'FORBIDDEN', "The API key doesn't have permission for this operation", "'Workspace ID'"],
		[404, 'NOT_FOUND', "Extend couldn't find this ID", 'the same workspace'],
		[
			410,
			'ENDPOINT_REMOVED',
			'Extend no longer supports this operation',
			'Update n8n-nodes-extend',
		],
		[422, 'CORRUPT_FILE', 'The file is corrupted', 'Check that the file opens'],
		[
			422,
			'SOMETHING_NEW',
			'Extend returned SOMETHING_NEW',
			'look up this code in the Extend documentation',
		],
	];
	const WHERE = [
		['starting the extract run', '/extract', {}],
		['starting the extract run', '/extract_runs', { processingMode: 'async' }],
		['uploading 1.txt', '/files/upload', {}],
	] as const;

	it.each(CASES.flatMap((one) => WHERE.map((where) => [...one, ...where] as const)))(
		'%d %s: %s (%s; %s %s)',
		async (status, code, sentence, fix, doing, path, options) => {
			const message = 'Path: config.schema';
			emulator.faults.add({
				kind: 'status',
				status,
				envelope: { code, message, retryable: false },
				match: { method: 'POST', path },
			});
			const { thrown, hints } = await run({ items: await make(1), options: { ...options } });
			// An upload names no ID, so it is the endpoint that is missing.
			const isMissing = status === 404 && path === '/files/upload';
			const title = isMissing ? "This operation isn't available" : sentence;
			expect(thrown).toMatchObject({
				message: expect.stringMatching(new RegExp(`^${title}.* \\[item 0\\]$`)) as string,
				description: expect.stringContaining(`Happened while ${doing}. ${message}. `) as string,
				httpCode: String(status),
			});
			expect(thrown?.description).toContain(isMissing ? 'Extend support' : fix);
			expect(thrown?.description).toMatch(/Request ID: req_\w+$/);
			expect(findRequests(emulator, 'POST', path)).toHaveLength(1);
			expect(emulator.billedRuns()).toEqual([]);
			expect(hints).toEqual([]);
			// nobody waited for anything
			expect(time.slept).toEqual([]);
		},
	);

	it('without a body is told by its status', async () => {
		emulator.faults.add({ kind: 'status', status: 401, body: '', match: { path: '/extract' } });
		const { items } = await run({ items: await make(1), node: onItems });
		expect(getItemError(items[0])).toMatchObject({
			code: 'BAD_ANSWER',
			httpCode: 401,
			message: "The response with status 401 didn't come from Extend (1.txt in data)",
			description: expect.stringContaining('Happened while starting the extract run.') as string,
			requestId: expect.stringMatching(/^req_/) as string,
		});
	});

	it('of one item is no matter of the others', async () => {
		const fault: Fault = { kind: 'status', status: 422, envelope: { code: 'CORRUPT_FILE' } };
		emulator.faults.add({ ...fault, times: 1, match: { path: '/files/upload', after: 1 } });
		const { items, errorItems } = await run({
			items: await make(3),
			options: { concurrency: 1 },
			node: onBranch,
		});
		expect(getInvoiceNumbers(items)).toEqual(['1', '3']);
		expect(errorItems.map((item) => getItemError(item).code)).toEqual(['CORRUPT_FILE']);
	});
});

describe('secrets', () => {
	const KEY = 'sk_live_0123456789abcdef';
	const signed = 'https://bucket.s3.amazonaws.com/a.pdf?X-Amz-Signature=deadbeef&X-Amz-Date=1';
	const leaks = [KEY, 'deadbeef', 'X-Amz', 'Bearer'];
	const check = (result: Awaited<ReturnType<typeof run>>) => {
		const text = stringifyRun(result);
		for (const secret of [...leaks, emulator.apiKey]) expect(text).not.toContain(secret);
		return text;
	};

	it.each([
		['items', onItems],
		['a stop', {}],
		['a branch', onBranch],
	])('of messages of Extend are not in errors shown as %s', async (_what, node) => {
		failing(1, { failureMessage: `Download of ${signed} with Bearer ${KEY} failed` });
		const result = await run({ items: await make(2), node });
		const text = check(result);
		expect(text).toContain('https://bucket.s3.amazonaws.com/a.pdf');
	});

	it('of an answer that says no are not in errors', async () => {
		const message = `The key ${KEY} may not read ${signed}\n\r\u0007${'x'.repeat(9000)}`;
		emulator.faults.add({
			kind: 'status',
			status: 403,
			envelope: { code: 'FORBIDDEN', message },
			match: { path: '/extract' },
		});
		for (const node of [onItems, {}]) {
			const result = await run({ items: await make(2), node });
			const text = check(result);
			expect(text).toContain('may not read');
			expect(text).not.toContain('x'.repeat(600));
		}
	});

	it('of a signed URL are not in results, hints and errors', async () => {
		emulator.nextRun({ status: 'FAILED', failureReason: 'FAILED_TO_PROCESS_FILE' });
		const url = `${emulator.url}/samples/invoice.pdf?X-Amz-Signature=deadbeef`;
		emulator.faults.add({ kind: 'truncate', times: 1, match: { path: '/extract', after: 1 } });
		const result = await run({
			items: [{ json: {} }, { json: {} }],
			parameters: { documentSource: 'url', documentUrl: url },
			options: { concurrency: 1, skipUnsupported: true },
			node: onItems,
		});
		expect(getItemError(result.items[0]).code).toBe('FAILED_TO_PROCESS_FILE');
		expect(result.items[1].json._extend).toMatchObject({ fileName: 'invoice.pdf' });
		check(result);
	});

	it.each([
		['a wrong key', {}, { apiKey: KEY }, 'UNAUTHORIZED'],
		[
			'an address where nobody is',
			{},
			{ apiKey: KEY, baseUrl: 'http://127.0.0.1:1' },
			'UNREACHABLE',
		],
		['a broken connection', { kind: 'reset', when: 'before' }, {}, 'NO_ANSWER'],
		[
			'a redirect',
			{ kind: 'status', status: 302, headers: { location: signed } },
			{},
			'REDIRECTED',
		],
	])('are not in the error of %s', async (_what, fault, credential, code) => {
		if ('kind' in fault) emulator.faults.add(fault as Fault);
		for (const node of [onItems, {}]) {
			const result = await run({ items: await make(1), credential, node });
			if (result.items.length > 0) expect(getItemError(result.items[0]).code).toBe(code);
			else expect(result.thrown?.description).toContain('Happened while uploading 1.txt.');
			check(result);
		}
	});
});

it('an unknown extractor is told as such, and costs nothing', async () => {
	const extractor = { __rl: true, mode: 'id', value: `${seededIds.invoices}x` };
	const { items } = await run({
		items: await make(2),
		parameters: { extractUsing: 'extractor', extractor },
		node: onItems,
	});
	expect(items.map((item) => getItemError(item).code)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
	expect(emulator.billedRuns()).toEqual([]);
});

it.each([
	['an item of its own', onItems],
	['the error of the node, and costs nothing', {}],
])('an expression of an option that fails for the first item is %s', async (_what, node) => {
	const usageTags = '={{ $json.n === 0 ? $("Nowhere").item.json.tag : "a" }}';
	const { items, thrown } = await run({
		items: [0, 1].map((n) => ({ json: { n } })),
		parameters: { extractUsing: 'infer', documentSource: 'text', text: 'Total: 5' },
		options: { usageTags },
		node,
	});
	if (!('onError' in node)) {
		expect(thrown?.message).toContain("Referenced node doesn't exist");
		expect(emulator.billedRuns()).toEqual([]);
		return;
	}
	expect(thrown?.message).toBeUndefined();
	expect(getItemError(items[0]).message).toContain("Referenced node doesn't exist");
	expect(items[1].json._extend).toMatchObject({ status: 'PROCESSED' });
});
