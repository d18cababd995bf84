/** Conversion of uploads to PDF, and the metadata of parse outputs that shows it. */
import { PDFDocument } from 'pdf-lib';
import { makeInvoice, makePng } from '../../samples/index.mts';
import { callApi, createApiHeaders, uploadBytes, useBareEmulator } from '../support/client.mts';

const emulator = useBareEmulator();

async function upload(name: string, bytes: Uint8Array | string, query = '?convertToPdf=true') {
	const form = new FormData();
	form.append('file', new Blob([bytes as BlobPart]), name);
	const init = { method: 'POST', headers: createApiHeaders(emulator), body: form };
	const response = await fetch(`${emulator.url}/files/upload${query}`, init);
	return (await response.json()) as { id: string; name: string; type: string };
}
async function download(id: string): Promise<PDFDocument> {
	const { json } = await callApi(emulator, 'GET', `/files/${id}`);
	return await PDFDocument.load(await (await fetch(json.presignedUrl)).arrayBuffer());
}
const parse = async (id: string, config: object = {}) =>
	(await callApi(emulator, 'POST', '/parse', { file: { id }, config })).json.output;

test('an image becomes a page of its size, without text', async () => {
	const file = await upload('scan.png', makePng());
	expect(file).toMatchObject({ name: 'scan.pdf', type: 'PDF' });
	const pdf = await download(file.id);
	const { chunks, metadata } = await parse(file.id);
	const { width, height } = pdf.getPage(0).getSize();
	expect(chunks[0].content).toBe('');
	expect(metadata).toEqual({
		originalMimeType: 'image/png',
		finalMimeType: 'application/pdf',
		pages: [
			{
				number: 1,
				rotationApplied: 0,
				originalPageWidth: width,
				originalPageHeight: height,
				dpi: 72,
			},
		],
	});
});

test('the text of an HTML file stays readable', async () => {
	const file = await upload('order.html', '<p>Invoice No.: 4711</p><p>Größe → 3</p>');
	expect(file).toMatchObject({ name: 'order.pdf', type: 'PDF' });
	const { chunks } = await parse(file.id);
	expect(chunks[0].content).toContain('Invoice No.: 4711');
	expect(chunks[0].content).toContain('Größe ? 3');
});

test.each([
	['photo.heic', 'IMG'],
	['book.xlsx', 'EXCEL'],
])('%s, which cannot be read here, becomes an empty page', async (name, type) => {
	expect((await upload(name, 'bytes', '')).type).toBe(type);
	const file = await upload(name, 'bytes');
	expect(file.type).toBe('PDF');
	expect((await download(file.id)).getPageCount()).toBe(1);
});

test.each([
	['a PDF', 'a.pdf', async () => (await makeInvoice({ seed: 3 })).pdf, '?convertToPdf=true'],
	['text', 'a.txt', async () => 'hello', '?convertToPdf=true'],
	['an image without the parameter', 'a.png', async () => makePng(), ''],
	['an image with false', 'a.png', async () => makePng(), '?convertToPdf=false'],
])('%s stays as it is', async (_what, name, make, query) => {
	expect(await upload(name, await make(), query)).toMatchObject({ name });
});

test('another value of the parameter, and another form field', async () => {
	expect(await upload('a.png', makePng(), '?convertToPdf=yes')).toMatchObject({
		code: 'INVALID_REQUEST',
	});
	const form = new FormData();
	form.append('name', 'b');
	form.append('file', new Blob(['x']), 'a.txt');
	const init = { method: 'POST', headers: createApiHeaders(emulator), body: form };
	const response = await fetch(`${emulator.url}/files/upload`, init);
	expect([response.status, await response.json()]).toEqual([
		400,
		expect.objectContaining({ message: 'Unrecognized form field; Path: name' }),
	]);
	expect(emulator.files()).toEqual([]);
});

describe('the metadata of parse outputs', () => {
	test('an image has no pages', async () => {
		const id = await uploadBytes(emulator, 'scan.JPG', makePng());
		expect((await parse(id)).metadata).toEqual({
			originalMimeType: 'image/jpeg',
			finalMimeType: 'image/jpeg',
			pages: null,
		});
	});

	test('selected pages only; no rotation without its detection', async () => {
		const id = await uploadBytes(emulator, 'a.pdf', (await makeInvoice({ seed: 4, pages: 3 })).pdf);
		const advancedOptions = {
			pageRotationEnabled: false,
			pageRanges: [{ start: 2, end: 3 }],
			returnOcr: { words: true },
		};
		const { metadata, chunks, ocr } = await parse(id, { advancedOptions });
		expect(metadata.pages).toEqual([
			expect.objectContaining({ number: 2, rotationApplied: null }),
			expect.objectContaining({ number: 3, rotationApplied: null }),
		]);
		const ids = chunks.map((chunk: { id: string }) => chunk.id);
		expect(ids).toEqual([expect.stringMatching(/^chunk_/), expect.stringMatching(/^chunk_/)]);
		expect(new Set(ids).size).toBe(2);
		expect(new Set(ocr.words.map(({ pageNumber }: { pageNumber: number }) => pageNumber))).toEqual(
			new Set([2, 3]),
		);
	});
});

describe('page ranges of the parse behind a run', () => {
	const pages = [{ start: 2, end: 2 }];
	const makeFile = async () =>
		await uploadBytes(emulator, 'a.txt', 'Invoice No.: 1\fReceipt no.: 2\nInvoice No.: 22');
	const schema = {
		type: 'object',
		properties: { invoice_no: { type: ['string', 'null'] } },
	};

	test.each([
		['all pages', {}, '1'],
		['of the extraction', { advancedOptions: { pageRanges: pages } }, '22'],
		['of the parse', { parseConfig: { advancedOptions: { pageRanges: pages } } }, '22'],
		[
			'of both, without a page in common',
			{
				advancedOptions: { pageRanges: [{ start: 1, end: 1 }] },
				parseConfig: { advancedOptions: { pageRanges: pages } },
			},
			null,
		],
	])('%s', async (_what, config, expected) => {
		const body = { file: { id: await makeFile() }, config: { schema, ...config } };
		const { json } = await callApi(emulator, 'POST', '/extract', body);
		expect(json.output.value.invoice_no).toBe(expected);
	});

	test('split', async () => {
		const config = {
			splitClassifications: [{ id: 'o', type: 'other', description: 'Everything' }],
			parseConfig: { advancedOptions: { pageRanges: pages } },
		};
		const body = { file: { id: await makeFile() }, config };
		const { json } = await callApi(emulator, 'POST', '/split', body);
		expect(json.output.splits).toMatchObject([{ startPage: 2, endPage: 2 }]);
	});
});

test('an image is not read, and the stand-in says so', async () => {
	const file = { id: await uploadBytes(emulator, 'scan.tiff', 'bytes') };
	const schema = { type: 'object', properties: { total: { type: ['number', 'null'] } } };
	const advancedOptions = { citationsEnabled: true, modelReasoningInsightsEnabled: true };
	const body = { file, config: { schema, advancedOptions } };
	const { json } = await callApi(emulator, 'POST', '/extract', body);
	expect(json.output).toEqual({
		value: { total: null },
		metadata: {
			total: expect.objectContaining({
				ocrConfidence: 0,
				insights: [expect.objectContaining({ content: expect.stringContaining('no OCR') })],
			}),
		},
	});
});
