/** Sample documents, generated on demand: nothing binary lies in the repository. */
export { makeBundle, type BundlePart } from './bundle.mts';
export { formFields, makeForm } from './form.mts';
export { makeReceipt, type ReceiptValues } from './receipt.mts';
export { makeBigPdf, bigPdf } from './bigPdf.mts';
export {
	invoiceValues,
	makeInvoice,
	type Invoice,
	type InvoiceLine,
	type InvoiceOptions,
	type InvoiceValues,
} from './invoice.mts';
export { locales, type Locale } from './locales.mts';
export { makeCsv, makeText } from './textAndCsv.mts';
export { lockPdf } from './lockedPdf.mts';
export { makePng } from './png.mts';
export { writeSamples } from './writeSamples.mts';
