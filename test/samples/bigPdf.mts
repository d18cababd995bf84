import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeInvoice, type Invoice, type InvoiceOptions } from './invoice.mts';

const BLOCK = Buffer.alloc(64 * 1024, '%padding of a large document\n');

/**
 * The bytes of a valid PDF of exactly `size` bytes: an invoice, padded by a comment in front of a second
 * trailer. Generated block by block, so that no one ever holds it whole.
 */
export async function createBigPdf(
	size: number,
	options: InvoiceOptions = {},
): Promise<Invoice & { stream: () => Readable }> {
	const invoice = await makeInvoice(options);
	const head = Buffer.from(invoice.pdf);
	// A reader looks for the last startxref: it is repeated after the padding, pointing at the same table.
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

/** Writes such a PDF to `file`. */
export async function writeBigPdf(
	file: string,
	size: number,
	options: InvoiceOptions = {},
): Promise<Invoice> {
	const { stream, ...invoice } = await createBigPdf(size, options);
	await pipeline(stream(), createWriteStream(file));
	return invoice;
}
