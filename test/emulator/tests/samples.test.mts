import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import {
	createBigPdf,
	makeInvoiceValues,
	makeInvoice,
	makePng,
	writeSamples,
} from '../../samples/index.mts';

test('the same seed gives the same document, another seed another', async () => {
	const [a, b, c] = [
		await makeInvoice({ seed: 1 }),
		await makeInvoice({ seed: 1 }),
		await makeInvoice({ seed: 2 }),
	];
	expect(a.expected).toEqual(b.expected);
	expect(Buffer.from(a.pdf).equals(Buffer.from(b.pdf))).toBe(true);
	expect(c.expected).not.toEqual(a.expected);
});

test('sums add up, and given values stay', () => {
	const made = makeInvoiceValues({ seed: 3, locale: 'de', pages: 2, supplier_name: 'Wunsch GmbH' });
	const sum = made.line_items.reduce((total, { amount }) => total + amount, 0);
	expect(made.subtotal).toBeCloseTo(sum, 2);
	expect(made.total_amount).toBeCloseTo(made.subtotal + made.tax_amount, 2);
	expect([made.line_items.length, made.supplier_name]).toEqual([16, 'Wunsch GmbH']);
});

test('a large PDF has exactly the requested size', async () => {
	const { stream } = await createBigPdf(1_000_003);
	let bytes = 0;
	for await (const chunk of stream()) bytes += (chunk as Buffer).length;
	expect(bytes).toBe(1_000_003);
	await expect(createBigPdf(100)).rejects.toThrow('too small');
});

test('an image has the requested size', () => {
	const png = makePng(30, 20);
	expect(png.subarray(1, 4).toString()).toBe('PNG');
	expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([30, 20]);
	const length = png.readUInt32BE(33);
	expect(inflateSync(png.subarray(41, 41 + length))).toHaveLength(20 * 31);
});

test('samples are written into a folder', async () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'samples-'));
	try {
		const files = await writeSamples(folder);
		expect(files.map((file) => path.basename(file))).toEqual([
			'invoice.pdf',
			'invoice-de.pdf',
			'invoice-fr.pdf',
			'invoice-nl.pdf',
			'note.txt',
			'lines.csv',
			'logo.png',
		]);
		expect(readFileSync(files[0]).subarray(0, 5).toString()).toBe('%PDF-');
	} finally {
		rmSync(folder, { recursive: true });
	}
});
