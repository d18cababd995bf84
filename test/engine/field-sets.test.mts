/** 'Start With': the rows of a set work untouched, can be edited like any others, and never change. */
import type { IDataObject } from 'n8n-workflow';
import { FIELD_SETS } from '../../nodes/shared/schema';
import { makeInvoice, makePurchaseOrder, makeReceipt } from '../samples/index.mts';
import { runExtend } from '../support/extendNode.mts';
import { getRunRequests, storeBinary, useEmulator } from '../support/fixtures.mts';
import { clock } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

useVirtualClock(clock);

const emulator = useEmulator();

/** The names of a set that the generated document prints, with what it prints. */
async function extract(parameters: IDataObject, pdf: Uint8Array): Promise<IDataObject> {
	const data = await storeBinary(Buffer.from(pdf), 'document.pdf');
	const { items, thrown } = await runExtend({
		emulator,
		items: [{ json: {}, binary: { data } }],
		parameters: {
			extractUsing: 'config',
			schemaType: 'fields',
			output: 'fields',
			fields: undefined,
			...parameters,
		},
	});
	expect(thrown?.message).toBeUndefined();
	return items[0].json;
}

function askedSchema() {
	const [{ config }] = getRunRequests(emulator) as Array<{ config: { schema: IDataObject } }>;
	return config.schema as { properties: IDataObject };
}

it.each([3, 4, 5])('the invoice set reads a generated invoice (%i)', async (seed) => {
	const { pdf, expected } = await makeInvoice({ seed });
	const json = await extract({ fieldSet: 'invoice' }, pdf);
	expect(json).toMatchObject({
		invoice_number: expected.invoice_number,
		invoice_date: expected.invoice_date,
		due_date: expected.due_date,
		supplier_name: expected.supplier_name,
		customer_name: expected.customer_name,
		subtotal: expected.subtotal,
		tax_amount: expected.tax_amount,
		total_amount: expected.total_amount,
		total_amount_currency: expected.currency,
		line_items: expected.line_items,
	});
});

it.each([3, 4, 5])('the purchase order set reads a generated order (%i)', async (seed) => {
	const { pdf, expected } = await makePurchaseOrder({ seed });
	const { line_items, ...values } = expected;
	const json = await extract({ fieldSet: 'purchaseOrder' }, pdf);
	expect(json).toMatchObject(values);
	expect(json.line_items).toMatchObject(line_items);
});

it.each([3, 4, 5])('the receipt set reads a generated receipt (%i)', async (seed) => {
	const { pdf, expected } = await makeReceipt({ seed });
	expect(await extract({ fieldSet: 'receipt' }, pdf)).toMatchObject({
		merchant_name: expected.merchant,
		receipt_number: expected.receipt_number,
		receipt_date: expected.date,
		total_amount: expected.total,
	});
});

it('rows that were changed replace those of the set', async () => {
	const { pdf, expected } = await makeInvoice({ seed: 3 });
	const invoiceFields = { field: [{ name: 'invoice_number', type: 'string' }] };
	const json = await extract({ fieldSet: 'invoice', invoiceFields }, pdf);
	expect(Object.keys(askedSchema().properties)).toEqual(['invoice_number']);
	expect(json.invoice_number).toBe(expected.invoice_number);
});

it('the rows of one set do not reach another', async () => {
	const { pdf } = await makeReceipt({ seed: 3 });
	const invoiceFields = { field: [{ name: 'only_here', type: 'string' }] };
	await extract({ fieldSet: 'receipt', invoiceFields }, pdf);
	expect(Object.keys(askedSchema().properties)).not.toContain('only_here');
	expect(Object.keys(askedSchema().properties)).toContain('merchant_name');
});

// n8n does not save a table that equals its default: another row here changes workflows that nobody touched.
it('the rows are those of version 1 of the node', () => {
	const print = (rows: (typeof FIELD_SETS)[number]['rows']): string[] =>
		rows.flatMap(({ name, type, description, columns }) => [
			`${name} | ${type} | ${description}`,
			...print(columns?.column ?? []).map((row) => `  ${row}`),
		]);
	const rows = FIELD_SETS.flatMap(({ value, rows }) => [value, ...print(rows)]);
	expect(rows).toMatchInlineSnapshot(`
		[
		  "custom",
		  "invoice",
		  "invoice_number | string | Number of the invoice. Not the order or customer number.",
		  "invoice_date | date | Date when the invoice was issued",
		  "due_date | date | Date by which the invoice has to be paid",
		  "supplier_name | string | Company that issued the invoice",
		  "customer_name | string | Company or person that is billed",
		  "purchase_order_number | string | Number of the purchase order of the customer",
		  "subtotal | currency | Total before tax",
		  "tax_amount | currency | Total tax, e.g. VAT or sales tax",
		  "total_amount | currency | Amount to pay, including tax",
		  "line_items | table | One row per billed item. Without subtotals, tax, and totals.",
		  "  description | string | What is billed",
		  "  quantity | number | Number of units",
		  "  unit_price | number | Price of one unit",
		  "  amount | number | Total of the line",
		  "purchaseOrder",
		  "purchase_order_number | string | Number of the purchase order. Not the customer number.",
		  "order_date | date | Date when the order was placed",
		  "delivery_date | date | Date when the goods are expected",
		  "customer_name | string | Company or person that orders",
		  "supplier_name | string | Company that receives the order",
		  "total_amount | currency | Total of the order, including tax",
		  "line_items | table | One row per ordered item. Without subtotals, tax, and totals.",
		  "  item_number | string | Article number or SKU",
		  "  description | string | What is ordered",
		  "  quantity | number | Number of units",
		  "  unit_price | number | Price of one unit",
		  "  amount | number | Total of the line",
		  "receipt",
		  "merchant_name | string | Shop or company that was paid",
		  "receipt_number | string | Number of the receipt",
		  "receipt_date | date | Date of the purchase",
		  "tax_amount | currency | Total tax, e.g. VAT or sales tax",
		  "total_amount | currency | Amount paid, including tax",
		  "payment_method | string | How it was paid, e.g. cash or card",
		]
	`);
});
