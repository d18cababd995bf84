import type { IDataObject } from 'n8n-workflow';

/** Fields of a typical invoice, as entered under 'Define Below'. */
export const INVOICE_FIELDS: IDataObject = {
	field: [
		{ name: 'invoice_number', type: 'string', description: 'Number of the invoice' },
		{ name: 'invoice_date', type: 'date', description: 'Date of the invoice' },
		{ name: 'supplier_name', type: 'string', description: 'Company that issued the invoice' },
		{ name: 'total_amount', type: 'currency', description: 'Total amount to pay' },
		{
			name: 'line_items',
			type: 'table',
			description: 'Lines of the invoice',
			columns: {
				column: [
					{ name: 'description', type: 'string' },
					{ name: 'quantity', type: 'number' },
					{ name: 'unit_price', type: 'number' },
					{ name: 'amount', type: 'number' },
				],
			},
		},
	],
};
