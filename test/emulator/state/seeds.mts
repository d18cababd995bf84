import type { Extend } from 'extend-ai';
import {
	normalizeClassifyConfig,
	normalizeSplitConfig,
} from '../validation/classificationConfig.mts';
import { normalizeExtractConfig } from '../validation/extractConfig.mts';
import type { ProcessorKindName, StoredProcessor, StoredVersion } from '../processors/types.mts';

const textField = { type: ['string', 'null'] };
const numberField = { type: ['number', 'null'] };
const dateField = { type: ['string', 'null'], 'extend:type': 'date' };
const currencyField = {
	type: 'object',
	'extend:type': 'currency',
	properties: { amount: numberField, iso_4217_currency_code: textField },
};
const tableField = (properties: Record<string, unknown>) => ({
	type: 'array',
	items: { type: 'object', properties },
});
const extractConfig = (properties: Record<string, unknown>): Extend.ExtractConfigJson =>
	normalizeExtractConfig({
		schema: { type: 'object', properties },
		advancedOptions: { citationsEnabled: true },
	});

const invoiceFields = {
	invoice_number: textField,
	invoice_date: dateField,
	supplier_name: textField,
	total_amount: currencyField,
};
const lineItemsField = tableField({
	description: textField,
	quantity: numberField,
	unit_price: numberField,
	amount: numberField,
});

export const invoiceConfigs = {
	'1.0': extractConfig(invoiceFields),
	'1.1': extractConfig({ ...invoiceFields, line_items: lineItemsField }),
	draft: extractConfig({ ...invoiceFields, due_date: dateField, line_items: lineItemsField }),
};
const receiptConfig = extractConfig({
	merchant: { ...textField, description: 'Name of the shop' },
	date: dateField,
	total: currencyField,
	items: tableField({ description: textField, amount: numberField }),
});

/** Seeded IDs are constant, so that workflows saved against the emulator work after a restart. */
export const seededIds = {
	invoices: 'ex_emulatorInvoices0001',
	receipts: 'ex_emulatorReceipts0002',
	/** a workflow with a review */
	intake: 'workflow_emulatorIntake0001',
	/** a workflow without a review */
	plain: 'workflow_emulatorPlain0002',
	documentTypes: 'cl_emulatorDocumentTypes0001',
	bundles: 'spl_emulatorBundles0001',
};

const other = { id: 'other', type: 'other', description: 'Everything else' };
const invoiceClass = {
	id: 'invoice',
	type: 'invoice',
	description:
		'A bill for goods or services with a due date and payment terms. Rechnung, facture, factuur.',
};
const receiptClass = {
	id: 'receipt',
	type: 'receipt',
	description:
		'Proof of a paid purchase in a shop: cashier, cash, card, change. Kassenbon, ticket.',
};
const letterClass = {
	id: 'letter',
	type: 'letter',
	description: 'Correspondence between people: dear, sincerely, kind regards, yours faithfully.',
};
const classifyConfig = (...classifications: Extend.Classification[]) =>
	normalizeClassifyConfig({ classifications: [...classifications, other] });
const bundleConfig = normalizeSplitConfig({
	splitClassifications: [
		{ ...invoiceClass, identifierKey: 'Invoice number' },
		{ ...receiptClass, identifierKey: 'Receipt number' },
		other,
	],
});

interface Seed {
	kind: ProcessorKindName;
	id: string;
	name: string;
	/** oldest first */
	published: Array<[version: string, config: unknown]>;
	draft: unknown;
}

const { '1.0': first, '1.1': second, draft } = invoiceConfigs;
const seeds: Seed[] = [
	{
		kind: 'extractor',
		id: seededIds.invoices,
		name: 'Invoices',
		published: [
			['1.0', first],
			['1.1', second],
		],
		draft,
	},
	{
		kind: 'extractor',
		id: seededIds.receipts,
		name: 'Receipts',
		published: [['1.0', receiptConfig]],
		draft: receiptConfig,
	},
	{
		kind: 'classifier',
		id: seededIds.documentTypes,
		name: 'Document Types',
		published: [
			['1.0', classifyConfig(invoiceClass, receiptClass)],
			['1.1', classifyConfig(invoiceClass, receiptClass, letterClass)],
		],
		draft: classifyConfig(invoiceClass, receiptClass, letterClass),
	},
	{
		kind: 'splitter',
		id: seededIds.bundles,
		name: 'Bundles',
		published: [['1.0', bundleConfig]],
		draft: bundleConfig,
	},
];

/** The initial processors and `more` numbered extractors, oldest first. */
export function createSeededProcessors(next: () => number, more: number): StoredProcessor[] {
	const numbered = Array.from({ length: more }, (_, i): Seed => {
		const n = String(i + 1).padStart(3, '0');
		const id = `ex_emulatorNumbered${n}`;
		return { kind: 'extractor', id, name: `Extractor ${n}`, published: [], draft: receiptConfig };
	});
	return [...seeds, ...numbered].map(({ kind, id, name, ...seed }, minute) => {
		const at = new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString();
		const [prefix, rest] = id.split('_');
		const version = (label: string, config: unknown): StoredVersion => ({
			id: `${prefix}v_${rest}_${label.replace('.', '_')}`,
			seq: next(),
			version: label,
			description: label === 'draft' ? null : `Version ${label}`,
			config,
			createdAt: at,
			updatedAt: at,
		});
		return {
			kind,
			id,
			seq: next(),
			name,
			createdAt: at,
			updatedAt: at,
			published: seed.published.map(([label, config]) => version(label, config)),
			draft: version('draft', seed.draft),
		};
	});
}
