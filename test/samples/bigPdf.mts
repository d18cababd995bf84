import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeInvoice, type Invoice, type InvoiceOptions } from './invoice.mts';

const BLOCK = Buffer.alloc(64 * 1024, '%padding of a large document\n');

/**
 * Creates a valid PDF of exactly `size` bytes: an invoice, padded with a comment before a second trailer. It
 * is generated block by block and never held in memory as a whole.
 */
export async function createBigPdf(
	size: number,
	options: InvoiceOptions = {},
): Promise<Invoice & { stream: () => Readable }> {
	const invoice = await makeInvoice(options);
	const head = Buffer.from(invoice.pdf);
	// Readers use the last startxref, so it is repeated after the padding with the same offset.
	const start = head.lastIndexOf('startxref');
	const tail = Buffer.concat([Buffer.from('\n'), head.subarray(start)]);
	const padding = size - head.length - tail.length - 1;
	if (padding < 0) throw new Error(`A PDF of ${size} bytes is too small for an invoice`);
	function* bytes() {
		yield Buffer.concat([head, Buffer.from('\n')]);
		for (let left = padding; left > 0; left -= BLOCK.length)
			yield BLOCK.subarray(0, Math.min(left, BLOCK.length));
		yield tail;
	}
	return { ...invoice, stream: () => Readable.from(bytes(), { objectMode: false }) };
}

export async function writeBigPdf(
	file: string,
	size: number,
	options: InvoiceOptions = {},
): Promise<Invoice> {
	const { stream, ...invoice } = await createBigPdf(size, options);
	await pipeline(stream(), createWriteStream(file));
	return invoice;
}
