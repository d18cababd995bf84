import { ExtendClient, type Extend } from 'extend-ai';
import { callApi, minimalConfig, uploadBytes, useBareEmulator } from '../support/client.mts';
import { lockPdf, makeCsv, makeInvoice, makePng } from '../../samples/index.mts';

const emulator = useBareEmulator();
const client = () =>
	new ExtendClient({ token: emulator.apiKey, environment: emulator.url, maxRetries: 0 });
const invoice = async (seed = 1, more = {}) => {
	const { pdf, expected } = await makeInvoice({ seed, ...more });
	return { id: await uploadBytes(emulator, 'invoice.pdf', pdf), expected };
};
const getChunks = ({ output }: Extend.ParseRun) => output!.chunks;
const text = ({ output }: Extend.ParseRun) =>
	output!.chunks.map(({ content }) => content).join('\n');

describe('parse with the SDK', () => {
	test('synchronously: chunks, blocks, metrics, usage', async () => {
		const { id, expected } = await invoice(21, { pages: 2 });
		const run = await client().parse({ file: { id }, metadata: { order: 'A' } });
		expect(run).toMatchObject({
			object: 'parse_run',
			status: 'PROCESSED',
			batchId: null,
			file: { object: 'file', id, name: 'invoice.pdf', metadata: { pageCount: 2 } },
			metadata: { order: 'A' },
			outputUrl: null,
			metrics: { pageCount: 2 },
			config: { target: 'markdown', engine: 'parse_performance', engineVersion: '2.1.0' },
			usage: { credits: 2, totalCredits: 2, breakdown: [{ object: 'parse_run', id: run.id }] },
		});
		expect(run).not.toHaveProperty('createdAt');
		expect(run).not.toHaveProperty('updatedAt');
		expect(getChunks(run).map(({ type, metadata }) => [type, metadata.pageRange])).toEqual([
			['page', { start: 1, end: 1 }],
			['page', { start: 2, end: 2 }],
		]);
		expect(text(run)).toContain(expected.invoice_number);
		for (const block of getChunks(run).flatMap(({ blocks }) => blocks)) {
			const { left, top, right, bottom } = block.boundingBox as Required<
				Record<keyof Extend.BoundingBox, number>
			>;
			const { width = 0, height = 0 } = block.metadata.page!;
			expect(left >= 0 && left < right && right <= width).toBe(true);
			expect(top >= 0 && top < bottom && bottom <= height).toBe(true);
			expect(block.polygon[2]).toEqual({ x: right, y: bottom });
		}
	});

	test('create, get, list, delete', async () => {
		const { id } = await invoice(22);
		const started = await client().parseRuns.create({ file: { id }, metadata: { key: 'k1' } });
		expect(started).toMatchObject({ status: 'PROCESSING', output: null, metrics: null });
		const run = await client().parseRuns.retrieve(started.id);
		expect(run.status).toBe('PROCESSED');
		const { data } = await client().parseRuns.list({ status: 'PROCESSED', source: 'API' });
		expect(data).toMatchObject([
			{ id: run.id, metadata: { key: 'k1' }, usage: { credits: 1, totalCredits: 1 } },
		]);
		expect(Object.keys(data[0])).toEqual(expect.arrayContaining(['createdAt', 'updatedAt']));
		expect(data[0]).not.toHaveProperty('output');
		expect(data[0]).not.toHaveProperty('config');
		expect(await client().parseRuns.delete(run.id)).toEqual({ id: run.id });
		await expect(client().parseRuns.retrieve(run.id)).rejects.toMatchObject({ statusCode: 404 });
		expect(emulator.runs('parse_run')).toEqual([]);
		expect(emulator.billedRuns('parse_run')).toHaveLength(1);
	});

	test('createAndPoll, and cancel of a running one', async () => {
		const { id } = await invoice(23);
		emulator.options.pollsUntilDone = 2;
		const polling = { initialDelayMs: 1, maxDelayMs: 2, maxWaitMs: 5000 };
		const run = await client().parseRuns.createAndPoll({ file: { id } }, polling);
		expect(run.status).toBe('PROCESSED');
		const other = await client().parseRuns.create({ file: { id } });
		expect((await client().parseRuns.cancel(other.id)).status).toBe('CANCELLED');
		await expect(client().parseRuns.cancel(other.id)).rejects.toMatchObject({ statusCode: 400 });
	});

	test('the output by address, without a key, until it expires', async () => {
		const { id, expected } = await invoice(24);
		const run = await client().parse({ responseType: 'url', file: { id } });
		expect(run.output).toBeNull();
		const output = (await (await fetch(run.outputUrl!)).json()) as Extend.ParseRunOutput;
		expect(output.chunks[0].content).toContain(expected.invoice_number);
		const again = await client().parseRuns.retrieve(run.id, { responseType: 'url' });
		expect(again.output).toBeNull();
		const authorization = `Bearer ${emulator.apiKey}`;
		expect((await fetch(again.outputUrl!, { headers: { authorization } })).status).toBe(400);
		emulator.options.presignedUrlMs = -1;
		const late = await client().parseRuns.retrieve(run.id, { responseType: 'url' });
		expect((await fetch(late.outputUrl!)).status).toBe(403);
		expect((await client().parseRuns.retrieve(run.id)).output).toEqual(output);
	});

	test('the parse behind another run can be read and is billed there', async () => {
		const { id, expected } = await invoice(25);
		const run = await client().extract({ config: minimalConfig, file: { id } });
		const internalParse = await client().parseRuns.retrieve(run.parseRunId!);
		expect(text(internalParse)).toContain(expected.invoice_number);
		const list = await client().parseRuns.list({ source: 'DOCUMENT_PROCESSOR_RUN' });
		expect(list.data.map((one) => one.id)).toEqual([internalParse.id]);
		expect((await client().parseRuns.list({ source: 'API' })).data).toEqual([]);
		expect(emulator.runs('parse_run')).toEqual([]);
	});

	test.each([
		['both', 2, 1],
		['limit', 20, 1],
		['maxPageSize', 2, 20],
	] as const)('which page size the list reads: %s', async (reads, bySize, byLimit) => {
		const { id } = await invoice(26);
		for (let i = 0; i < 3; i++) await client().parseRuns.create({ file: { id } });
		emulator.options.parseListReads = reads;
		const count = async (query: string) =>
			(await callApi(emulator, 'GET', `/parse_runs?${query}`)).json.data.length;
		expect(await count('maxPageSize=2')).toBe(Math.min(3, bySize));
		expect(await count('limit=1')).toBe(Math.min(3, byLimit));
	});
});

describe('what parse gives', () => {
	test.each([31, 32, 33, 34])(
		'every value of an invoice is in the text (seed %i)',
		async (seed) => {
			const { id, expected } = await invoice(seed);
			for (const target of ['markdown', 'spatial'] as const) {
				const run = await client().parse({ file: { id }, config: { target } });
				for (const line of expected.line_items) expect(text(run)).toContain(line.description);
				expect(text(run)).toContain(expected.invoice_number);
				expect(text(run)).toContain(expected.customer_name);
			}
		},
	);

	test.each([41, 42, 43])(
		'the table of an invoice is one, in both formats (seed %i)',
		async (seed) => {
			const { id, expected } = await invoice(seed, { pages: 1 });
			const table = async (targetFormat: 'html' | 'markdown') => {
				const config = { blockOptions: { tables: { targetFormat, cellBlocksEnabled: true } } };
				const run = await client().parse({ file: { id }, config });
				const [{ description }] = expected.line_items;
				return getChunks(run)[0].blocks.find(
					({ type, content }) => type === 'table' && content.includes(description),
				)!;
			};
			const html = await table('html');
			const rows = expected.line_items.length + 1;
			expect(html.details).toEqual({ type: 'table_details', rowCount: rows, columnCount: 4 });
			expect(html.content.match(/<tr>/g)).toHaveLength(rows);
			const cells = html.children!.filter(({ type }) => type === 'table_cell');
			const first = cells.filter(
				({ details }) => (details as Extend.TableCellDetails).columnIndex === 0,
			);
			expect(first.map(({ content }) => content)).toEqual(
				expected.line_items.map(({ description }) => description),
			);
			expect(cells.every(({ parentBlockId }) => parentBlockId === html.id)).toBe(true);
			expect((await table('markdown')).content.split('\n')[1]).toBe('| --- | --- | --- | --- |');
		},
	);

	test('a CSV file is a table', async () => {
		const { csv } = makeCsv({ seed: 3 });
		const id = await uploadBytes(emulator, 'lines.csv', csv);
		const [{ blocks }] = getChunks(await client().parse({ file: { id } }));
		expect(blocks.map(({ type }) => type)).toContain('table');
	});

	test('chunks by document, section and length; page ranges', async () => {
		const { id } = await invoice(44, { pages: 3 });
		const parsed = async (config: Extend.ParseConfig) =>
			getChunks(await client().parse({ file: { id }, config }));
		const whole = await parsed({ chunkingStrategy: { type: 'document' } });
		expect(whole.map(({ metadata }) => metadata.pageRange)).toEqual([{ start: 1, end: 3 }]);
		const sections = await parsed({ chunkingStrategy: { type: 'section' } });
		expect(sections[0].blocks[0].type).toBe('heading');
		expect(sections[0].content).toMatch(/^# /);
		const small = await parsed({
			chunkingStrategy: { type: 'document', options: { maxCharacters: 200 } },
		});
		expect(small.length).toBeGreaterThan(1);
		expect(small.flatMap(({ blocks }) => blocks)).toEqual(whole[0].blocks);
		const grown = await parsed({ chunkingStrategy: { options: { minCharacters: 100_000 } } });
		expect(grown).toHaveLength(1);
		const second = await parsed({ advancedOptions: { pageRanges: [{ start: 2, end: 2 }] } });
		expect(second.map(({ metadata }) => metadata.pageRange)).toEqual([{ start: 2, end: 2 }]);
	});

	test('spatial text preserves columns', async () => {
		const id = await uploadBytes(
			emulator,
			'a.txt',
			'Name      Town\nAda       London\nBo        Ghent',
		);
		const run = await client().parse({ file: { id }, config: { target: 'spatial' } });
		const lines = text(run).split('\n');
		expect(lines.map((line) => line.search(/Town|London|Ghent/))).toEqual([10, 10, 10]);
	});

	test('words with their places', async () => {
		const { id, expected } = await invoice(45);
		const config = { advancedOptions: { returnOcr: { words: true } } };
		const { output } = await client().parse({ file: { id }, config });
		const word = output!.ocr!.words!.find(({ content }) => content === expected.invoice_number)!;
		expect(word.pageNumber).toBe(1);
		expect(word.boundingBox.right! - word.boundingBox.left!).toBeGreaterThan(10);
	});

	test('an image is one figure with a URL and no text', async () => {
		const id = await uploadBytes(emulator, 'photo.png', makePng());
		const [{ blocks, content }] = getChunks(await client().parse({ file: { id } }));
		expect([content, blocks.map(({ type }) => type)]).toEqual(['', ['figure']]);
		const { imageUrl } = blocks[0].details as Extend.FigureDetails;
		expect((await fetch(imageUrl!)).status).toBe(200);
	});
});

describe('what parse refuses', () => {
	test.each([
		['text', { file: { text: 'x' } }, 'file.text'],
		['no file', {}, 'file'],
		[
			'an unknown target',
			{ file: { url: 'http://127.0.0.1/a' }, config: { target: 'MD' } },
			'config.target',
		],
		[
			'a table format',
			{
				file: { url: 'http://127.0.0.1/a' },
				config: { blockOptions: { tables: { targetFormat: 'csv' } } },
			},
			'config.blockOptions.tables.targetFormat',
		],
		[
			'metadata over 10 KB',
			{ file: { url: 'http://127.0.0.1/a' }, metadata: { a: 'x'.repeat(11_000) } },
			'metadata',
		],
	])('%s', async (_what, body, path) => {
		for (const route of ['/parse', '/parse_runs']) {
			const { status, json } = await callApi(emulator, 'POST', route, body);
			expect([status, json.code, json.message]).toEqual([
				400,
				'INVALID_REQUEST',
				expect.stringContaining(`Path: ${path}`),
			]);
		}
		expect(emulator.runs('all')).toEqual([]);
	});

	test('an unknown response type', async () => {
		const { id } = await invoice();
		const answer = await callApi(emulator, 'POST', '/parse?responseType=xml', { file: { id } });
		expect(answer.status).toBe(400);
		expect(emulator.runs('parse_run')).toEqual([]);
	});

	test.each<[string, number, (id: string) => object, [string, string]]>([
		['CORRUPT_FILE', 422, (id) => ({ file: { id } }), ['a.pdf', '%PDF-1.7 nonsense']],
		['FILE_TYPE_NOT_SUPPORTED', 400, (id) => ({ file: { id } }), ['a.bin', 'bytes']],
		[
			'INVALID_CONFIG_OPTIONS',
			400,
			(id) => ({
				file: { id },
				config: { target: 'spatial', chunkingStrategy: { type: 'section' } },
			}),
			['a.txt', 'x'],
		],
		[
			'UNABLE_TO_DOWNLOAD_FILE',
			400,
			() => ({ file: { url: `${emulator.url}/nothing.pdf` } }),
			['a.txt', 'x'],
		],
	])(
		'%s is HTTP %i at once and a failed run later',
		async (reason, status, body, [name, bytes]) => {
			const id = await uploadBytes(emulator, name, bytes);
			const now = await callApi(emulator, 'POST', '/parse', body(id));
			expect([now.status, now.json.code, now.json.retryable]).toEqual([status, reason, false]);
			const { json } = await callApi(emulator, 'POST', '/parse_runs', body(id));
			const run = await client().parseRuns.retrieve(json.id);
			expect(run).toMatchObject({ status: 'FAILED', failureReason: reason, output: null });
			expect(run.file).toMatchObject({ object: 'file' });
		},
	);

	test('an encrypted file without and with its password', async () => {
		const { pdf, expected } = await makeInvoice({ seed: 61 });
		const locked = await lockPdf(pdf, 'geheim');
		const id = await uploadBytes(emulator, 'locked.pdf', locked);
		const refused = await callApi(emulator, 'POST', '/parse', { file: { id } });
		expect([refused.status, refused.json.code]).toEqual([422, 'PASSWORD_PROTECTED_FILE']);
		const opened = await client().files.upload(new File([locked as BlobPart], 'locked.pdf'), {
			password: 'geheim',
		});
		const run = await client().parse({ file: { id: opened.id } });
		expect(text(run)).toContain(expected.invoice_number);
	});

	test('scripts are for the kind they name', async () => {
		const { id } = await invoice();
		emulator.nextRun({
			match: { kind: 'parse_run' },
			status: 'FAILED',
			failureReason: 'OCR_ERROR',
		});
		expect((await client().extract({ config: minimalConfig, file: { id } })).status).toBe(
			'PROCESSED',
		);
		await expect(client().parse({ file: { id } })).rejects.toMatchObject({
			statusCode: 500,
			body: { code: 'OCR_ERROR', retryable: true },
		});
	});
});
