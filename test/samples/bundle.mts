import { PDFDocument } from 'pdf-lib';
import { makeInvoice, type InvoiceValues } from './invoice.mts';
import { makeReceipt, type ReceiptValues } from './receipt.mts';

/** One document of a bundle. Page numbers refer to the bundle, 1-based and inclusive. */
export type BundlePart = { startPage: number; endPage: number } & (
	| { type: 'invoice'; values: InvoiceValues }
	| { type: 'receipt'; values: ReceiptValues }
);

/** Combines several documents in one PDF: two invoices, the second with two pages, and a receipt. */
export async function makeBundle({ seed = 1 }: { seed?: number } = {}): Promise<{
	pdf: Uint8Array;
	expected: BundlePart[];
}> {
	const bundle = await PDFDocument.create();
	bundle.setCreationDate(new Date(0));
	bundle.setModificationDate(new Date(0));
	const add = async (bytes: Uint8Array) => {
		const source = await PDFDocument.load(bytes);
		const startPage = bundle.getPageCount() + 1;
		for (const page of await bundle.copyPages(source, source.getPageIndices()))
			bundle.addPage(page);
		return { startPage, endPage: bundle.getPageCount() };
	};
	const [first, second, receipt] = [
		await makeInvoice({ seed, pages: 1 }),
		await makeInvoice({ seed: seed + 1, pages: 2 }),
		await makeReceipt({ seed }),
	];
	const expected: BundlePart[] = [
		{ type: 'invoice', values: first.expected, ...(await add(first.pdf)) },
		{ type: 'invoice', values: second.expected, ...(await add(second.pdf)) },
		{ type: 'receipt', values: receipt.expected, ...(await add(receipt.pdf)) },
	];
	return { pdf: await bundle.save(), expected };
}
