/** 'When Already Processed': what counts as the same document and the same request. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INodeExecutionData } from 'n8n-workflow';
import { seededIds, startEmulator } from '../emulator/index.mts';
import { callApi, uploadBytes } from '../emulator/support/client.mts';
import { byId, type RunExtendOptions } from '../support/extendNode.mts';
import {
	createInvoiceText,
	findRequests,
	getRunRequests,
	storeBinary,
} from '../support/fixtures.mts';
import { createItem, extractor, nextNumber, useReuse } from '../support/reuse.mts';
import { getInvoiceNumbers, getRunInfo } from '../support/invoiceRuns.mts';

const { emulator, execute, forgetRuns, countRequests, countLists } = useReuse();

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
		expect(getRunInfo(out[0])).not.toHaveProperty('reused');
		expect(hints).toEqual([]);
		await execute({ items, ...one });
		expect(emulator.billedRuns()).toHaveLength(2);
	});

	it('another file of the same name and size', async () => {
		const [one, two] = [nextNumber(), nextNumber()];
		await execute({ items: [await createItem(one, 'scan.txt')] });
		const { items: out } = await execute({ items: [await createItem(two, 'scan.txt')] });
		expect(getInvoiceNumbers(out)).toEqual([String(two)]);
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
			expect(getRunInfo(out[0])).not.toHaveProperty('reused');
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

describe('drafts', () => {
	const HINT =
		"Results of a draft aren't reused, because it changes with every edit. Publish a version and select it.";

	it('are processed each and a hint says why', async () => {
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
