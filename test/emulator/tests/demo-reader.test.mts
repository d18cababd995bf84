import fc from 'fast-check';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { callApi, invoiceSchema, uploadBytes, useBareEmulator } from '../support/client.mts';
import {
	LOCALES,
	makeCsv,
	makeInvoice,
	makePng,
	makeText,
	type InvoiceOptions,
	type InvoiceValues,
	type Locale,
} from '../../samples/index.mts';

const emulator = useBareEmulator();
const text = { type: ['string', 'null'] };
const number = { type: ['number', 'null'] };

async function read(
	name: string,
	bytes: Uint8Array | string,
	properties: object,
	advancedOptions: object = {},
) {
	const id = await uploadBytes(emulator, name, bytes);
	const config = { schema: { type: 'object', properties }, advancedOptions };
	return (await callApi(emulator, 'POST', '/extract', { file: { id }, config })).json;
}
const value = async (content: string, properties: object, name = 'a.txt') =>
	(await read(name, content, properties)).output.value;

/** The output as `InvoiceValues`, where the currency of the total is a separate field. */
const flat = (output: any): InvoiceValues => ({
	...output.value,
	total_amount: output.value.total_amount.amount,
});

describe('generated invoices', () => {
	const cases = (Object.keys(LOCALES) as Locale[]).flatMap((locale) =>
		[31, 32, 33, 34, 35, 36].map((seed) => [locale, seed] as const),
	);
	test.each(cases)('%s, seed %i: every value', async (locale, seed) => {
		const options: InvoiceOptions = { locale, seed, ...(seed % 3 === 0 ? { pages: 2 } : {}) };
		const { pdf, expected } = await makeInvoice(options);
		const { output, file } = await read('invoice.pdf', pdf, invoiceSchema.properties);
		expect(flat(output)).toEqual(expected);
		expect(output.value.total_amount.iso_4217_currency_code).toBe(expected.currency);
		expect(file.metadata.pageCount).toBe(options.pages ?? 1);
	});

	test('any seed in any language gives number, date and total', async () => {
		const arbitrary = fc.record({
			seed: fc.nat(1_000_000),
			locale: fc.constantFrom(...(Object.keys(LOCALES) as Locale[])),
		});
		await fc.assert(
			fc.asyncProperty(arbitrary, async (options) => {
				const { pdf, expected } = await makeInvoice(options);
				const got = flat((await read('x.pdf', pdf, invoiceSchema.properties)).output);
				expect([got.invoice_number, got.invoice_date, got.total_amount]).toEqual([
					expected.invoice_number,
					expected.invoice_date,
					expected.total_amount,
				]);
			}),
			{ numRuns: 40 },
		);
	});

	test('the values are those of the document, not of the file name or the schema', async () => {
		const given = {
			invoice_number: 'ZZ-4711/9',
			invoice_date: '2024-02-29',
			total_amount: 12345.67,
			currency: 'EUR',
		};
		const { pdf } = await makeInvoice({ seed: 41, locale: 'fr', ...given });
		const got = flat((await read('invoice-1.pdf', pdf, invoiceSchema.properties)).output);
		expect(got).toMatchObject(given);
	});

	test('text and CSV', async () => {
		for (const locale of Object.keys(LOCALES) as Locale[]) {
			const { text: body, expected } = makeText({ seed: 42, locale });
			const got = await value(body, invoiceSchema.properties);
			expect(got).toMatchObject({
				invoice_number: expected.invoice_number,
				due_date: expected.due_date,
				supplier_name: expected.supplier_name,
				total_amount: { amount: expected.total_amount, iso_4217_currency_code: expected.currency },
			});
			const { csv, expected: table } = makeCsv({ seed: 43, locale });
			expect(
				(await value(csv, { line_items: invoiceSchema.properties.line_items }, 'a.csv')).line_items,
			).toEqual(table.line_items);
		}
	});
});

describe('citations', () => {
	/** Asserts that a citation lies within its page. */
	const inside = ({ page, polygon }: any) =>
		polygon.every(({ x, y }: any) => x >= 0 && y >= 0 && x <= page.width && y <= page.height);

	test('lie on the words they cite', async () => {
		const sheet = await PDFDocument.create();
		const font = await sheet.embedFont(StandardFonts.Helvetica);
		const page = sheet.addPage([400, 300]);
		page.drawText('Invoice No.:', { x: 40, y: 200, size: 10, font });
		page.drawText('QX-55012', { x: 200, y: 200, size: 10, font });
		const { output, file } = await read(
			'a.pdf',
			await sheet.save(),
			{ invoice_number: text },
			{ citationsEnabled: true },
		);
		const [citation] = output.metadata.invoice_number.citations;
		expect(citation).toMatchObject({
			fileId: file.id,
			page: { number: 1, width: 400, height: 300 },
			referenceText: 'QX-55012',
		});
		const [x, y] = [
			citation.polygon.map((one: any) => one.x),
			citation.polygon.map((one: any) => one.y),
		];
		expect(Math.min(...x)).toBeCloseTo(200, 0);
		expect(Math.max(...x)).toBeCloseTo(200 + font.widthOfTextAtSize('QX-55012', 10), 0);
		// The baseline is 100 points from the top. Letters are about 7 points high.
		expect(Math.min(...y)).toBeGreaterThan(88);
		expect(Math.max(...y)).toBeLessThan(105);
	});

	test('by word, line and block', async () => {
		const cited = async (citationMode: string) =>
			(
				await read(
					'a.txt',
					'Invoice No.: QX-1 of today   Page 1',
					{ invoice_number: text },
					{ citationsEnabled: true, citationMode },
				)
			).output.metadata.invoice_number.citations[0].referenceText;
		expect(await cited('word')).toBe('QX-1');
		expect(await cited('line')).toBe('Invoice No.: QX-1 of today');
		expect(await cited('block')).toBe('Invoice No.: QX-1 of today Page 1');
	});

	test('metadata has an entry for every path, with scores only on request', async () => {
		const { pdf, expected } = await makeInvoice({ seed: 44, locale: 'nl', pages: 2 });
		const advanced = {
			citationsEnabled: true,
			arrayCitationStrategy: 'property',
			reviewAgent: { enabled: true },
		};
		const { metadata } = (await read('a.pdf', pdf, invoiceSchema.properties, advanced)).output;
		const rows = expected.line_items.flatMap((_line, i) => [
			`line_items[${i}]`,
			...['description', 'quantity', 'unit_price', 'amount'].map(
				(key) => `line_items[${i}].${key}`,
			),
		]);
		const leaves = ['total_amount.amount', 'total_amount.iso_4217_currency_code'];
		expect(Object.keys(metadata).sort()).toEqual(
			[...Object.keys(invoiceSchema.properties), ...leaves, ...rows].sort(),
		);
		for (const entry of Object.values<any>(metadata)) {
			expect(entry.ocrConfidence).toBeGreaterThanOrEqual(0.9);
			expect(entry.ocrConfidence).toBeLessThan(1);
			expect(entry.logprobsConfidence).toBeNull();
			expect([4, 5]).toContain(entry.reviewAgentScore);
			expect(entry.citations.every(inside)).toBe(true);
		}
		const cell = metadata[`line_items[${expected.line_items.length - 1}].description`].citations[0];
		expect([cell.page.number, cell.referenceText]).toEqual([
			2,
			expected.line_items.at(-1)!.description,
		]);
	});

	test('rows are cited as a whole unless cells are requested', async () => {
		const { csv } = makeCsv({ seed: 45 });
		const { metadata } = (
			await read(
				'a.csv',
				csv,
				{ line_items: invoiceSchema.properties.line_items },
				{ citationsEnabled: true },
			)
		).output;
		expect(metadata['line_items[0]'].citations).toHaveLength(1);
		expect(metadata['line_items[0].amount'].citations).toEqual([]);
	});

	test('without citations there is no confidence', async () => {
		const { metadata } = (await read('a.txt', 'Invoice No.: 77', { invoice_number: text })).output;
		expect(metadata.invoice_number).toEqual({
			ocrConfidence: null,
			logprobsConfidence: null,
			reviewAgentScore: null,
			citations: [],
		});
	});

	test('in a package they name the file', async () => {
		const ids = [
			await uploadBytes(emulator, 'a.txt', 'Subject: rent'),
			await uploadBytes(emulator, 'b.txt', 'Invoice No.: 77'),
		];
		const config = {
			schema: { type: 'object', properties: { invoice_number: text } },
			advancedOptions: { citationsEnabled: true },
		};
		const { json } = await callApi(emulator, 'POST', '/extract', {
			package: { files: ids.map((id) => ({ id })) },
			config,
		});
		expect(json.output.value).toEqual({ invoice_number: '77' });
		expect(json.output.metadata.invoice_number.citations[0].fileId).toBe(ids[1]);
	});
});

describe('kinds of fields', () => {
	const note =
		'Order status: paid in full\nUrgent: yes\nPieces: 12\nWeight: 3,5 kg\nColours: red, green; blue\nSigned by: Ada Example\nTotal: 1.234,56 €';

	test('choices, yes or no, whole numbers, lists', async () => {
		const properties = {
			order_status: { enum: ['open', 'paid', null] },
			colour: { enum: ['violet', null] },
			urgent: { type: ['boolean', 'null'] },
			pieces: { type: ['integer', 'null'] },
			weight: number,
			colours: { type: 'array', items: { type: 'string' } },
			missing: text,
			missing_list: { type: 'array', items: { type: 'string' } },
			signature: {
				type: 'object',
				'extend:type': 'signature',
				properties: {
					printed_name: text,
					signature_date: { ...text, 'extend:type': 'date' },
					is_signed: { type: ['boolean', 'null'] },
					title_or_role: text,
				},
				required: ['printed_name', 'signature_date', 'is_signed', 'title_or_role'],
			},
		};
		expect(await value(note, properties)).toEqual({
			order_status: 'paid',
			colour: null,
			urgent: true,
			pieces: 12,
			weight: 3.5,
			colours: ['red', 'green', 'blue'],
			missing: null,
			missing_list: [],
			signature: {
				printed_name: 'Ada Example',
				signature_date: null,
				is_signed: true,
				title_or_role: null,
			},
		});
	});

	test('name, title and description all lead to the label', async () => {
		const properties = {
			a: { ...text, 'extend:name': 'Order status' },
			b: { ...number, description: 'Total amount of the document' },
			orderStatus: text,
		};
		expect(await value(note, properties)).toEqual({
			a: 'paid in full',
			b: 1234.56,
			orderStatus: 'paid in full',
		});
	});

	test('objects give their fields context', async () => {
		const properties = {
			supplier: { type: 'object', properties: { name: text, email: text, address: text } },
		};
		const letter = 'Fine Paper Ltd\nmail@fine-paper.example\n\nBill to: Somebody Else Ltd';
		expect(await value(letter, properties)).toEqual({
			supplier: { name: 'Fine Paper Ltd', email: 'mail@fine-paper.example', address: null },
		});
	});

	test('columns with custom names', async () => {
		const rows = {
			type: 'array',
			items: { type: 'object', properties: { colour: text, stock_level: number } },
		};
		const csv = 'Colour;Shelf;Stock level\nred;A1;7\n"dark; blue";B2;1.250\n';
		expect(await value(csv, { rows }, 'a.csv')).toEqual({
			rows: [
				{ colour: 'red', stock_level: 7 },
				{ colour: 'dark; blue', stock_level: 1.25 },
			],
		});
	});

	test('a list of amounts without column headers', async () => {
		const bill = 'Total: $4.10\n\nDetail\nStorage    $1.87\nTransfer    $2.23\nTotal    $4.10\n';
		const { line_items } = await value(bill, { line_items: invoiceSchema.properties.line_items });
		expect(line_items).toEqual([
			{ description: 'Storage', quantity: null, unit_price: null, amount: 1.87 },
			{ description: 'Transfer', quantity: null, unit_price: null, amount: 2.23 },
		]);
	});

	test('page ranges', async () => {
		const { pdf } = await makeInvoice({ seed: 46, pages: 3 });
		const { output } = await read(
			'a.pdf',
			pdf,
			{ invoice_number: text },
			{ pageRanges: [{ start: 2, end: 3 }] },
		);
		expect(output.value.invoice_number).toBeNull();
	});
});

describe('documents that cannot be read', () => {
	test('an image: processed, without values and confidence', async () => {
		const { status, file, output } = await read('logo.png', makePng(), invoiceSchema.properties, {
			citationsEnabled: true,
		});
		expect([status, file.type]).toEqual(['PROCESSED', 'IMG']);
		expect(output.value).toMatchObject({
			invoice_number: null,
			line_items: [],
			total_amount: { amount: null },
		});
		expect(output.metadata.invoice_number).toMatchObject({ ocrConfidence: 0, citations: [] });
	});

	test.each([
		['a broken PDF', 'a.pdf', '%PDF-1.7 and then nothing'],
		['a kind that is not read here', 'a.docx', 'PK'],
	])('%s fails the run', async (_what, name, content) => {
		const run = await read(name, content, { x: text });
		expect(run).toMatchObject({
			status: 'FAILED',
			failureReason: 'FAILED_TO_PROCESS_FILE',
			output: null,
			usage: null,
		});
		expect(run.failureMessage).toMatch(/read/);
	});

	test('no schema and nothing to infer it from', async () => {
		const { json } = await callApi(emulator, 'POST', '/extract', {
			file: { text: 'lorem ipsum' },
		});
		expect(json).toMatchObject({ status: 'FAILED', failureReason: 'SCHEMA_GENERATION_FAILED' });
	});
});
