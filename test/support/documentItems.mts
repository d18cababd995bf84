/** Test documents as items of n8n. */
import type { INodeExecutionData } from 'n8n-workflow';
import { makeBundle, makeForm, makeInvoice, makeReceipt } from '../samples/index.mts';
import { binaryItem } from './harness.mts';

const pdf = async (bytes: Uint8Array, fileName: string): Promise<INodeExecutionData> =>
	await binaryItem(Buffer.from(bytes), { fileName, mimeType: 'application/pdf' });

export const invoiceItem = async (seed = 1) =>
	await pdf((await makeInvoice({ seed })).pdf, `invoice-${seed}.pdf`);
export const receiptItem = async (seed = 1) =>
	await pdf((await makeReceipt({ seed })).pdf, `receipt-${seed}.pdf`);
export const bundleItem = async (seed = 1) =>
	await pdf((await makeBundle({ seed })).pdf, `bundle-${seed}.pdf`);
export const formItem = async (fileName = 'form.pdf') => await pdf(await makeForm(), fileName);
export const textItem = async (text: string, fileName = 'note.txt') =>
	await binaryItem(Buffer.from(text), { fileName, mimeType: 'text/plain' });
/** Looks like a PDF and is none. */
export const brokenItem = async () => await pdf(Buffer.from('%PDF-1.7 broken'), 'broken.pdf');
