import { PDFDocument, StandardFonts, type PDFFont, type PDFPage } from 'pdf-lib';
import { LOCALES, type Locale, type LocaleWords } from './locales.mts';
import { Random } from './random.mts';

export interface InvoiceLine {
	description: string;
	quantity: number;
	unit_price: number;
	amount: number;
}
/** The printed values of an invoice: the expected extraction. */
export interface InvoiceValues {
	invoice_number: string;
	/** yyyy-mm-dd */
	invoice_date: string;
	/** yyyy-mm-dd */
	due_date: string;
	supplier_name: string;
	customer_name: string;
	customer_number: string;
	/** ISO 4217 */
	currency: string;
	line_items: InvoiceLine[];
	subtotal: number;
	/** percent */
	tax_rate: number;
	tax_amount: number;
	total_amount: number;
}
export interface InvoiceOptions extends Partial<InvoiceValues> {
	/** the same seed yields identical documents */
	seed?: number;
	locale?: Locale;
	/** number of pages for the line items; default: as many as needed */
	pages?: number;
}
export interface Invoice {
	pdf: Uint8Array;
	expected: InvoiceValues;
}

const roundToCents = (n: number) => Math.round(n * 100) / 100;
const toIsoDate = (date: Date) => date.toISOString().slice(0, 10);

export function makeInvoiceValues({
	seed = 1,
	locale = 'en',
	pages = 1,
	...given
}: InvoiceOptions): InvoiceValues {
	const words = LOCALES[locale];
	const random = new Random(seed);
	const issued = new Date(Date.UTC(random.int(2021, 2026), random.int(0, 11), random.int(1, 28)));
	const count = pages > 1 ? pages * 8 : random.int(1, 6);
	const lines =
		given.line_items ??
		Array.from({ length: count }, () => {
			const [quantity, price] = [random.int(1, 40), random.int(95, 129_999) / 100];
			return {
				description: random.pick(words.goods),
				quantity,
				unit_price: price,
				amount: roundToCents(quantity * price),
			};
		});
	const subtotal =
		given.subtotal ?? roundToCents(lines.reduce((sum, { amount }) => sum + amount, 0));
	const rate = given.tax_rate ?? random.pick(words.taxRates);
	const tax = given.tax_amount ?? roundToCents((subtotal * rate) / 100);
	return {
		invoice_number: random.pick(['', 'INV-', 'R', '2025-']) + String(random.int(10_000, 9_999_999)),
		invoice_date: toIsoDate(issued),
		due_date: toIsoDate(new Date(issued.getTime() + random.int(7, 45) * 86_400_000)),
		supplier_name: random.pick(words.suppliers),
		customer_name: random.pick(words.customers),
		customer_number: String(random.int(1000, 99_999)),
		currency: random.pick(words.currencies),
		...given,
		line_items: lines,
		subtotal,
		tax_rate: rate,
		tax_amount: tax,
		total_amount: given.total_amount ?? roundToCents(subtotal + tax),
	};
}

const CURRENCY_SYMBOLS: Record<string, string> = { EUR: '€', USD: '$', GBP: '£' };

/** Number, date and money formats of one invoice. */
function createFormatters(words: LocaleWords, random: Random, locale: Locale, currency: string) {
	const number = (n: number, digits = 2) => {
		const [whole, rest] = Math.abs(n).toFixed(digits).split('.');
		const grouped = whole.replace(/\B(?=(\d{3})+$)/g, words.thousands);
		return `${n < 0 ? '-' : ''}${grouped}${rest ? words.decimal + rest : ''}`;
	};
	const form = random.int(0, 2);
	const money = (n: number) => {
		const symbol = CURRENCY_SYMBOLS[currency];
		if (form === 0) return number(n);
		if (form === 1 || !symbol) return `${number(n)} ${currency}`;
		return locale === 'en'
			? `${symbol}${number(n)}`
			: `${symbol === '€' && locale === 'nl' ? '€ ' : ''}${number(n)}${locale === 'nl' ? '' : ` ${symbol}`}`;
	};
	const dateForm = random.int(0, 2);
	const date = (text: string) => {
		const [y, m, d] = text.split('-');
		const month = words.months[Number(m) - 1];
		if (dateForm === 0)
			return locale === 'en'
				? `${month} ${Number(d)}, ${y}`
				: `${Number(d)}${locale === 'de' ? '.' : ''} ${month} ${y}`;
		if (dateForm === 1 || locale === 'en') return text;
		return locale === 'de'
			? `${d}.${m}.${y}`
			: locale === 'fr'
				? `${d}/${m}/${y}`
				: `${d}-${m}-${y}`;
	};
	return { number, money, date, bare: form === 0 };
}

const PAGE = { width: 595.28, height: 841.89, margin: 50 };
const COLUMNS = { description: 50, quantity: 340, unitPrice: 440, amount: 545 };

/** `y` is measured from the top. */
class Pen {
	constructor(
		readonly sheet: PDFPage,
		private readonly fonts: { normal: PDFFont; bold: PDFFont },
	) {}
	left(text: string, x: number, y: number, size = 9, bold = false) {
		this.sheet.drawText(text, {
			x,
			y: PAGE.height - y,
			size,
			font: bold ? this.fonts.bold : this.fonts.normal,
		});
	}
	right(text: string, x: number, y: number, size = 9, bold = false) {
		const font = bold ? this.fonts.bold : this.fonts.normal;
		this.left(text, x - font.widthOfTextAtSize(text, size), y, size, bold);
	}
}

/**
 * Creates an invoice with random, reproducible values and layout. Every value can be overridden, e.g.
 * `makeInvoice({ seed: 3, locale: 'de', total_amount: 12 })`.
 */
export async function makeInvoice(options: InvoiceOptions = {}): Promise<Invoice> {
	const { seed = 1, locale = 'en' } = options;
	const words = LOCALES[locale];
	const expected = makeInvoiceValues(options);
	const random = new Random(seed + 7919);
	const print = createFormatters(words, random, locale, expected.currency);
	const labels = {
		number: random.pick(words.number),
		date: random.pick(words.date),
		due: random.pick(words.due),
		customerNumber: random.pick(words.customerNumber),
		billTo: random.pick(words.billTo),
		description: random.pick(words.description),
		quantity: random.pick(words.quantity),
		unitPrice: random.pick(words.unitPrice),
		amount: random.pick(words.amount),
		subtotal: random.pick(words.subtotal),
		tax: random.pick(words.tax),
		total: random.pick(words.total),
	};
	const colon = random.pick([':', ' :', '']);
	const pdf = await PDFDocument.create();
	pdf.setCreationDate(new Date(0));
	pdf.setModificationDate(new Date(0));
	const fonts = {
		normal: await pdf.embedFont(StandardFonts.Helvetica),
		bold: await pdf.embedFont(StandardFonts.HelveticaBold),
	};
	const newPen = () => new Pen(pdf.addPage([PAGE.width, PAGE.height]), fonts);

	const address = (pen: Pen, x: number, y: number, name: string, bold: boolean) => {
		pen.left(name, x, y, 10, bold);
		pen.left(random.pick(words.streets), x, y + 13);
		pen.left(random.pick(words.towns), x, y + 25);
	};
	const facts: Array<[string, string]> = [
		[labels.number, expected.invoice_number],
		[labels.date, print.date(expected.invoice_date)],
		[labels.due, print.date(expected.due_date)],
		[labels.customerNumber, expected.customer_number],
	];
	const layout = random.int(0, 2);
	const factsAt = (pen: Pen, y: number) => {
		facts.forEach(([label, value], i) => {
			if (layout === 0) {
				pen.left(`${label}${colon}`, 350, y + i * 14);
				pen.right(value, COLUMNS.amount, y + i * 14);
			} else if (layout === 1) pen.left(`${label}: ${value}`, 350, y + i * 14);
			else {
				// labels in a row, values below
				pen.left(label, 50 + i * 125, y + 62, 8, true);
				pen.left(value, 50 + i * 125, y + 75);
			}
		});
	};
	const head = (pen: Pen) => {
		pen.left(random.pick(words.title), 50, 60, 18, true);
		const right = random.int(0, 1) === 1;
		address(pen, right ? 350 : 50, 90, expected.supplier_name, true);
		pen.left(`${labels.billTo}:`, 50, 150, 8, true);
		address(pen, 50, 164, expected.customer_name, false);
		factsAt(pen, 150);
	};
	const tableHead = (pen: Pen, y: number) => {
		pen.left(labels.description, COLUMNS.description, y, 9, true);
		pen.right(labels.quantity, COLUMNS.quantity, y, 9, true);
		pen.right(labels.unitPrice, COLUMNS.unitPrice, y, 9, true);
		pen.right(labels.amount, COLUMNS.amount, y, 9, true);
	};

	let pen = newPen();
	head(pen);
	let y = 260;
	tableHead(pen, y);
	const perPage =
		options.pages && options.pages > 1 ? Math.ceil(expected.line_items.length / options.pages) : 28;
	expected.line_items.forEach((line, i) => {
		if (i > 0 && i % perPage === 0) {
			pen = newPen();
			y = 60;
			tableHead(pen, y);
		}
		y += 18;
		pen.left(line.description, COLUMNS.description, y);
		pen.right(
			print.number(line.quantity, Number.isInteger(line.quantity) ? 0 : 2),
			COLUMNS.quantity,
			y,
		);
		pen.right(print.money(line.unit_price), COLUMNS.unitPrice, y);
		pen.right(print.money(line.amount), COLUMNS.amount, y);
	});
	y += 34;
	const total = (label: string, value: number, bold = false) => {
		pen.right(label, COLUMNS.unitPrice, y, bold ? 11 : 9, bold);
		pen.right(print.money(value), COLUMNS.amount, y, bold ? 11 : 9, bold);
		y += 17;
	};
	total(labels.subtotal, expected.subtotal);
	total(`${labels.tax} ${expected.tax_rate}%`, expected.tax_amount);
	// Amounts without a currency: the label of the total contains it, as in real invoices.
	total(
		print.bare ? `${labels.total} ${expected.currency}` : labels.total,
		expected.total_amount,
		true,
	);
	pen.left(words.terms, 50, y + 30, 8);
	pdf
		.getPages()
		.forEach((sheet, i) => new Pen(sheet, fonts).left(`${words.page} ${i + 1}`, 50, 815, 7));
	return { pdf: await pdf.save(), expected };
}
