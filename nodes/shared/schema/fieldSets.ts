/**
 * The rows that the table of fields starts with, by 'Start With'. n8n does not save a table that equals its default,
 * so changing a row changes every saved workflow that left it alone: the rows stay as they are within a `typeVersion`.
 * Names and descriptions follow Extend's best practices (docs: extraction/best practices): what a field contains, where
 * it stands, and what it is not.
 */
import type { FieldType } from './fromFields';

// Type aliases, since n8n's type of a default value takes no interface.
type ColumnRow = { name: string; type: FieldType; description: string };
type SetRow = ColumnRow & { columns?: { column: ColumnRow[] } };

export interface FieldSet {
	/** of 'Start With' */
	value: string;
	label: string;
	/** the parameter with the rows of this set, and its label */
	parameter: string;
	parameterLabel: string;
	rows: SetRow[];
}

const amountColumns: ColumnRow[] = [
	{ name: 'quantity', type: 'number', description: 'Number of units' },
	{ name: 'unit_price', type: 'number', description: 'Price of one unit' },
	{ name: 'amount', type: 'number', description: 'Total of the line' },
];

const invoiceRows: SetRow[] = [
	{
		name: 'invoice_number',
		type: 'string',
		description: 'Number of the invoice. Not the order or customer number.',
	},
	{ name: 'invoice_date', type: 'date', description: 'Date when the invoice was issued' },
	{ name: 'due_date', type: 'date', description: 'Date by which the invoice has to be paid' },
	{ name: 'supplier_name', type: 'string', description: 'Company that issued the invoice' },
	{ name: 'customer_name', type: 'string', description: 'Company or person that is billed' },
	{
		name: 'purchase_order_number',
		type: 'string',
		description: 'Number of the purchase order of the customer',
	},
	{ name: 'subtotal', type: 'currency', description: 'Total before tax' },
	{ name: 'tax_amount', type: 'currency', description: 'Total tax, e.g. VAT or sales tax' },
	{ name: 'total_amount', type: 'currency', description: 'Amount to pay, including tax' },
	{
		name: 'line_items',
		type: 'table',
		description: 'One row per billed item. Without subtotals, tax, and totals.',
		columns: {
			column: [
				{ name: 'description', type: 'string', description: 'What is billed' },
				...amountColumns,
			],
		},
	},
];

const purchaseOrderRows: SetRow[] = [
	{
		name: 'purchase_order_number',
		type: 'string',
		description: 'Number of the purchase order. Not the customer number.',
	},
	{ name: 'order_date', type: 'date', description: 'Date when the order was placed' },
	{ name: 'delivery_date', type: 'date', description: 'Date when the goods are expected' },
	{ name: 'customer_name', type: 'string', description: 'Company or person that orders' },
	{ name: 'supplier_name', type: 'string', description: 'Company that receives the order' },
	{ name: 'total_amount', type: 'currency', description: 'Total of the order, including tax' },
	{
		name: 'line_items',
		type: 'table',
		description: 'One row per ordered item. Without subtotals, tax, and totals.',
		columns: {
			column: [
				{ name: 'item_number', type: 'string', description: 'Article number or SKU' },
				{ name: 'description', type: 'string', description: 'What is ordered' },
				...amountColumns,
			],
		},
	},
];

const receiptRows: SetRow[] = [
	{ name: 'merchant_name', type: 'string', description: 'Shop or company that was paid' },
	{ name: 'receipt_number', type: 'string', description: 'Number of the receipt' },
	{ name: 'receipt_date', type: 'date', description: 'Date of the purchase' },
	{ name: 'tax_amount', type: 'currency', description: 'Total tax, e.g. VAT or sales tax' },
	{ name: 'total_amount', type: 'currency', description: 'Amount paid, including tax' },
	{ name: 'payment_method', type: 'string', description: 'How it was paid, e.g. cash or card' },
];

const EMPTY_SET: FieldSet = {
	value: 'custom',
	label: 'Empty',
	parameter: 'fields',
	parameterLabel: 'Fields',
	rows: [],
};

/** In the order of the editor; the first is the default. */
export const FIELD_SETS: FieldSet[] = [
	EMPTY_SET,
	{
		value: 'invoice',
		label: 'Invoice',
		parameter: 'invoiceFields',
		parameterLabel: 'Invoice Fields',
		rows: invoiceRows,
	},
	{
		value: 'purchaseOrder',
		label: 'Purchase Order',
		parameter: 'purchaseOrderFields',
		parameterLabel: 'Purchase Order Fields',
		rows: purchaseOrderRows,
	},
	{
		value: 'receipt',
		label: 'Receipt',
		parameter: 'receiptFields',
		parameterLabel: 'Receipt Fields',
		rows: receiptRows,
	},
];

/** The set that is chosen; the empty one for any other value, e.g. from an older version of the node. */
export function getFieldSet(value: unknown): FieldSet {
	return FIELD_SETS.find((set) => set.value === value) ?? EMPTY_SET;
}
