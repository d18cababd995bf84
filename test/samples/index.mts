/** Sample documents, generated on demand, so that the repository contains no binary files. */
export { makeBundle, type BundlePart } from './bundle.mts';
export { FORM_FIELDS, makeForm } from './form.mts';
export { makePurchaseOrder, type PurchaseOrderValues } from './purchaseOrder.mts';
export { makeReceipt, type ReceiptValues } from './receipt.mts';
export { writeBigPdf, createBigPdf } from './bigPdf.mts';
export {
	makeInvoiceValues,
	makeInvoice,
	type Invoice,
	type InvoiceLine,
	type InvoiceOptions,
	type InvoiceValues,
} from './invoice.mts';
export { LOCALES, type Locale } from './locales.mts';
export { makeCsv, makeText } from './textAndCsv.mts';
export { lockPdf } from './lockedPdf.mts';
export { makePng } from './png.mts';
export { writeSamples } from './writeSamples.mts';
