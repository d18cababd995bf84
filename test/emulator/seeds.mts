import type { Extend } from 'extend-ai';
import { normaliseConfig } from './config.mts';
import { newId } from './ids.mts';
import type { StoredExtractor, StoredVersion } from './state.mts';

const text = { type: ['string', 'null'] };
const number = { type: ['number', 'null'] };
const date = { type: ['string', 'null'], 'extend:type': 'date' };
const currency = {
	type: 'object',
	'extend:type': 'currency',
	properties: { amount: number, iso_4217_currency_code: text },
};
const table = (properties: Record<string, unknown>) => ({
	type: 'array',
	items: { type: 'object', properties },
});
const config = (properties: Record<string, unknown>): Extend.ExtractConfigJson =>
	normaliseConfig({
		schema: { type: 'object', properties },
		advancedOptions: { citationsEnabled: true },
	});

const invoice = {
	invoice_number: text,
	invoice_date: date,
	supplier_name: text,
	total_amount: currency,
};
const lines = table({ description: text, quantity: number, unit_price: number, amount: number });

export const invoiceConfigs = {
	'1.0': config(invoice),
	'1.1': config({ ...invoice, line_items: lines }),
	draft: config({ ...invoice, due_date: date, line_items: lines }),
};
const receiptConfig = config({
	merchant: { ...text, description: 'Name of the shop' },
	date,
	total: currency,
	items: table({ description: text, amount: number }),
});

/** Seeded IDs never change, so that a workflow saved against the emulator still works after a restart. */
export const seededIds = {
	invoices: 'ex_emulatorInvoices0001',
	receipts: 'ex_emulatorReceipts0002',
};

/** `Invoices` (1.0, 1.1, draft), `Receipts` (1.0, draft) and `more` numbered ones, oldest first. */
export function seedExtractors(next: () => number, more: number): StoredExtractor[] {
	const day = (n: number) => new Date(Date.UTC(2026, 0, 5, 9, n)).toISOString();
	const version = (
		name: string,
		at: string,
		of: Extend.ExtractConfigJson,
		id = newId('exv'),
	): StoredVersion => ({
		id,
		seq: next(),
		version: name,
		description: name === 'draft' ? null : `Version ${name}`,
		config: of,
		createdAt: at,
		updatedAt: at,
	});
	const extractor = (
		id: string,
		name: string,
		minute: number,
		published: Array<[string, Extend.ExtractConfigJson]>,
		draft: Extend.ExtractConfigJson,
	): StoredExtractor => ({
		id,
		seq: next(),
		name,
		createdAt: day(minute),
		updatedAt: day(minute),
		published: published.map(([label, of]) =>
			version(label, day(minute), of, `exv_${id.slice(3)}_${label.replace('.', '_')}`),
		),
		draft: version('draft', day(minute), draft, `exv_${id.slice(3)}_draft`),
	});
	const { '1.0': first, '1.1': second, draft } = invoiceConfigs;
	const numbered = Array.from({ length: more }, (_, i) => {
		const n = String(i + 1).padStart(3, '0');
		return extractor(`ex_emulatorNumbered${n}`, `Extractor ${n}`, i + 2, [], receiptConfig);
	});
	return [
		extractor(
			seededIds.invoices,
			'Invoices',
			0,
			[
				['1.0', first],
				['1.1', second],
			],
			draft,
		),
		extractor(seededIds.receipts, 'Receipts', 1, [['1.0', receiptConfig]], receiptConfig),
		...numbered,
	];
}
