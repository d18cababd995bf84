import { PDFDocument, StandardFonts } from 'pdf-lib';
import { Random } from './random.mts';

/** The printed values of a receipt. */
export interface ReceiptValues {
	receipt_number: string;
	merchant: string;
	/** yyyy-mm-dd */
	date: string;
	items: Array<{ description: string; amount: number }>;
	total: number;
}

const MERCHANTS = ['Corner Bakery', 'Old Town Books', 'Green Grocer', 'Station Kiosk'];
const GOODS = ['Bread', 'Coffee', 'Newspaper', 'Apples', 'Notebook', 'Tea', 'Umbrella'];

/** Creates a narrow cash register receipt with random, reproducible values. */
export async function makeReceipt({ seed = 1 }: { seed?: number } = {}): Promise<{
	pdf: Uint8Array;
	expected: ReceiptValues;
}> {
	const random = new Random(seed + 104_729);
	const items = Array.from({ length: random.int(2, 5) }, () => ({
		description: random.pick(GOODS),
		amount: random.int(95, 2999) / 100,
	}));
	const expected: ReceiptValues = {
		receipt_number: `R-${random.int(10_000, 999_999)}`,
		merchant: random.pick(MERCHANTS),
		date: new Date(Date.UTC(random.int(2021, 2026), random.int(0, 11), random.int(1, 28)))
			.toISOString()
			.slice(0, 10),
		items,
		total: Math.round(items.reduce((sum, { amount }) => sum + amount, 0) * 100) / 100,
	};
	const pdf = await PDFDocument.create();
	pdf.setCreationDate(new Date(0));
	pdf.setModificationDate(new Date(0));
	const font = await pdf.embedFont(StandardFonts.Courier);
	const page = pdf.addPage([260, 480]);
	let y = 450;
	const print = (text: string, right = '', size = 9) => {
		page.drawText(text, { x: 20, y, size, font });
		if (right)
			page.drawText(right, { x: 240 - font.widthOfTextAtSize(right, size), y, size, font });
		y -= size * 1.8;
	};
	print('RECEIPT', '', 14);
	print(expected.merchant);
	print('Receipt No.:', expected.receipt_number);
	print('Date:', expected.date);
	y -= 8;
	for (const { description, amount } of items) print(description, amount.toFixed(2));
	y -= 8;
	print('TOTAL', `${expected.total.toFixed(2)} EUR`);
	print('Paid by card', '');
	print('Thank you for your purchase', '');
	return { pdf: await pdf.save(), expected };
}
