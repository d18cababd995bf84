import { PDFDocument, StandardFonts } from 'pdf-lib';
import { Random } from './random.mts';

/** The printed values of a purchase order. */
export interface PurchaseOrderValues {
	purchase_order_number: string;
	/** yyyy-mm-dd */
	order_date: string;
	/** yyyy-mm-dd */
	delivery_date: string;
	line_items: Array<{
		description: string;
		quantity: number;
		unit_price: number;
		amount: number;
	}>;
	total_amount: number;
}

const GOODS = ['Copper pipe 15 mm', 'Desk lamp, black', 'Cordless drill 18 V', 'Safety gloves'];
const COLUMNS = { description: 50, quantity: 340, unitPrice: 440, amount: 545 };

/** Creates a purchase order with random, reproducible values. */
export async function makePurchaseOrder({ seed = 1 }: { seed?: number } = {}): Promise<{
	pdf: Uint8Array;
	expected: PurchaseOrderValues;
}> {
	const random = new Random(seed + 15_485_863);
	const ordered = Date.UTC(random.int(2021, 2026), random.int(0, 11), random.int(1, 28));
	const toIsoDate = (time: number) => new Date(time).toISOString().slice(0, 10);
	const lines = Array.from({ length: random.int(1, 6) }, () => {
		const [quantity, price] = [random.int(1, 40), random.int(95, 12_999) / 100];
		return {
			description: random.pick(GOODS),
			quantity,
			unit_price: price,
			amount: Math.round(quantity * price * 100) / 100,
		};
	});
	const expected: PurchaseOrderValues = {
		purchase_order_number: `PO-${random.int(10_000, 999_999)}`,
		order_date: toIsoDate(ordered),
		delivery_date: toIsoDate(ordered + random.int(3, 30) * 86_400_000),
		line_items: lines,
		total_amount: Math.round(lines.reduce((sum, { amount }) => sum + amount, 0) * 100) / 100,
	};
	const pdf = await PDFDocument.create();
	pdf.setCreationDate(new Date(0));
	pdf.setModificationDate(new Date(0));
	const font = await pdf.embedFont(StandardFonts.Helvetica);
	const page = pdf.addPage([595, 842]);
	const left = (text: string, x: number, y: number, size = 9) =>
		page.drawText(text, { x, y, size, font });
	const right = (text: string, x: number, y: number) =>
		left(text, x - font.widthOfTextAtSize(text, 9), y);
	left('PURCHASE ORDER', 50, 780, 18);
	left(`Purchase Order No.: ${expected.purchase_order_number}`, 350, 720);
	left(`Order Date: ${expected.order_date}`, 350, 704);
	left(`Delivery Date: ${expected.delivery_date}`, 350, 688);
	let y = 600;
	const printRow = (description: string, quantity: string, price: string, amount: string) => {
		left(description, COLUMNS.description, y);
		right(quantity, COLUMNS.quantity, y);
		right(price, COLUMNS.unitPrice, y);
		right(amount, COLUMNS.amount, y);
		y -= 18;
	};
	printRow('Description', 'Qty', 'Unit Price', 'Amount');
	for (const { description, quantity, unit_price, amount } of lines)
		printRow(description, String(quantity), unit_price.toFixed(2), amount.toFixed(2));
	y -= 18;
	printRow('', '', 'Total', `${expected.total_amount.toFixed(2)} EUR`);
	return { pdf: await pdf.save(), expected };
}
