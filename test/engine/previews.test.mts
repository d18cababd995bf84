/** The output preview of each operation names what the operation emits: its keys, and their types. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { resources } from '../../nodes/Extend/actions/registry';
import { seededIds } from '../emulator/index.mts';
import { createFormItem, createInvoicePdfItem } from '../support/documentItems.mts';
import { byId, runExtend, runOperation } from '../support/extendNode.mts';
import { uploadFile, useEmulator } from '../support/fixtures.mts';
import { SAVED_EXTRACTOR, runBatch } from '../support/invoiceRuns.mts';
import { describeDifferences, type Preview } from '../support/outputPreviews.mts';
import { clock } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const FOLDER = path.resolve(__dirname, '../../nodes/Extend/__schema__/v1.0.0');
const emulator = useEmulator();
useVirtualClock(clock);

let invoice: INodeExecutionData;
let form: INodeExecutionData;
beforeAll(async () => {
	[invoice, form] = await Promise.all([createInvoicePdfItem(), createFormItem()]);
});

/**
 * The default of what gives fields, which `runExtend` replaces; and an entry in the list of low confidences, which
 * changes nothing else that a preview names.
 */
const FIELDS = { output: 'fields', reviewOptions: { confidenceThreshold: 1 } };
const onFile = async () => ({ file: byId(await uploadFile(emulator, '1.txt', 'Total: 1')) });
/** A run of the node, so that it has all that the node gives to a run. */
const onRun = async (more: IDataObject = {}) => {
	const parameters = { ...SAVED_EXTRACTOR, ...more };
	const { items } = await runExtend({ emulator, items: [invoice], parameters });
	return { runId: items[0].json.id };
};
const onOpenRun = async () => {
	emulator.nextRun({ pollsUntilDone: 100 });
	return await onRun({ waitForCompletion: false });
};
const onBatch = async () => {
	const { items } = await runBatch(emulator, 'extract', [invoice], { waitForCompletion: false });
	return { batchId: items[0].json.id };
};
/** For a list, which then has an entry. */
const afterRun = async () => {
	await onRun();
	return {};
};
const { extractor } = SAVED_EXTRACTOR;

/** What each operation needs beside the defaults of its parameters. */
const NEEDED: Record<string, (() => IDataObject | Promise<IDataObject>) | undefined> = {
	'batch/get': onBatch,
	'batch/getResults': async () => ({ ...FIELDS, ...(await onBatch()) }),
	'batch/start': () => ({ ...FIELDS, extractor }),
	'document/classify': () => ({ classifier: byId(seededIds.documentTypes) }),
	'document/edit': () => ({ fieldValues: { field: [{ name: 'Full name', value: 'Ada' }] } }),
	'document/extract': () => ({ ...FIELDS, ...SAVED_EXTRACTOR }),
	'document/parse': () => ({}),
	'document/split': () => ({ splitter: byId(seededIds.bundles) }),
	'extractor/create': () => ({ extractorName: 'Orders' }),
	'extractor/get': () => ({ extractor }),
	'extractor/getAll': () => ({}),
	'extractor/publish': () => ({ extractor }),
	'extractor/update': () => ({ extractor, updateFields: { extractorName: 'Orders' } }),
	'file/delete': onFile,
	'file/download': onFile,
	'file/get': onFile,
	'file/getAll': afterRun,
	'file/upload': () => ({}),
	'run/cancel': onOpenRun,
	'run/delete': onRun,
	'run/get': async () => ({ ...FIELDS, ...(await onRun()) }),
	'run/getAll': afterRun,
	'run/wait': async () => ({ ...FIELDS, ...(await onRun()) }),
	'workflow/getAll': () => ({}),
	'workflow/run': () => ({ ...FIELDS, workflow: byId(seededIds.plain) }),
};

const operations = resources.flatMap(({ value: resource, operations: own }) =>
	Object.keys(own).map((operation) => ({ resource, operation, name: `${resource}/${operation}` })),
);

it.each(operations)('$name', async ({ resource, operation, name }) => {
	const needed = NEEDED[name];
	if (!needed) throw new Error(`Add ${name} to the operations of this test.`);
	const { items, thrown } = await runOperation(
		emulator,
		{ resource, operation },
		[name === 'document/edit' ? form : invoice],
		await needed(),
	);
	expect(thrown?.message).toBeUndefined();
	expect(items.length).toBeGreaterThan(0);
	const preview = JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8')) as Preview;
	expect(items.flatMap(({ json }) => describeDifferences(preview, json))).toEqual([]);
});

it('says what a preview promises and the value does not keep', () => {
	const preview: Preview = {
		type: 'object',
		properties: {
			kept: { type: 'string' },
			gone: { type: 'string' },
			other: { type: 'null' },
			part: { type: 'integer' },
			none: { type: 'array', items: { type: 'string' } },
			list: { type: 'array', items: { type: 'object', properties: { n: { type: 'number' } } } },
		},
	};
	const value = { kept: '', other: 'a', part: 1.5, none: [], list: [{ n: true }], more: 1 };
	expect(describeDifferences(preview, value)).toEqual([
		'json.gone is not emitted.',
		'json.other is string, not null.',
		'json.part is no integer.',
		'json.none is empty, so nothing can be said about its entries.',
		'json.list[0].n is boolean, not number.',
	]);
});
