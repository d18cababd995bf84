import { makeInvoiceValues, type InvoiceOptions, type InvoiceValues } from './invoice.mts';
import { LOCALES } from './locales.mts';

/** The main values of an invoice as lines of text, as in an email. */
export function makeText(options: InvoiceOptions = {}): { text: string; expected: InvoiceValues } {
	const expected = makeInvoiceValues(options);
	const words = LOCALES[options.locale ?? 'en'];
	const lines: Array<[string, string | number]> = [
		[words.number[0], expected.invoice_number],
		[words.date[0], expected.invoice_date],
		[words.due[0], expected.due_date],
		[words.customerNumber[0], expected.customer_number],
		[words.total[0], `${expected.total_amount.toFixed(2)} ${expected.currency}`],
	];
	const body = lines.map(([label, value]) => `${label}: ${value}`).join('\n');
	return { text: `${expected.supplier_name}\n\n${body}\n`, expected };
}

const quoteCsvValue = (value: string | number) =>
	/[",;\n]/.test(String(value)) ? `"${String(value).replace(/"/g, '""')}"` : String(value);

/** The line items of an invoice as CSV with a header. */
export function makeCsv(options: InvoiceOptions = {}): { csv: string; expected: InvoiceValues } {
	const expected = makeInvoiceValues(options);
	const words = LOCALES[options.locale ?? 'en'];
	const header = [words.description[0], words.quantity[0], words.unitPrice[0], words.amount[0]];
	const rows = expected.line_items.map((line) => [
		line.description,
		line.quantity,
		line.unit_price.toFixed(2),
		line.amount.toFixed(2),
	]);
	return {
		csv: `${[header, ...rows].map((row) => row.map(quoteCsvValue).join(',')).join('\n')}\n`,
		expected,
	};
}
