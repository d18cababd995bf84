/** Test documents as n8n items. */
import type { INodeExecutionData } from 'n8n-workflow';
import { makeBundle, makeForm, makeInvoice, makeReceipt } from '../samples/index.mts';
import { createBinaryItem } from './harness.mts';

const createPdfItem = async (bytes: Uint8Array, fileName: string): Promise<INodeExecutionData> =>
	await createBinaryItem(Buffer.from(bytes), { fileName, mimeType: 'application/pdf' });

export const createInvoicePdfItem = async (seed = 1) =>
	await createPdfItem((await makeInvoice({ seed })).pdf, `invoice-${seed}.pdf`);
export const createReceiptItem = async (seed = 1) =>
	await createPdfItem((await makeReceipt({ seed })).pdf, `receipt-${seed}.pdf`);
export const createBundleItem = async (seed = 1) =>
	await createPdfItem((await makeBundle({ seed })).pdf, `bundle-${seed}.pdf`);
export const createFormItem = async (fileName = 'form.pdf') =>
	await createPdfItem(await makeForm(), fileName);
export const createTextItem = async (text: string, fileName = 'note.txt') =>
	await createBinaryItem(Buffer.from(text), { fileName, mimeType: 'text/plain' });
/** Looks like a PDF but is not one. */
export const createBrokenItem = async () =>
	await createPdfItem(Buffer.from('%PDF-1.7 broken'), 'broken.pdf');
