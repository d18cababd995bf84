/** The quick start of the README in the editor, step by step, and the workflow that `npm run editor` opens. */
import { isDeepStrictEqual } from 'node:util';
import { Extend } from '../../nodes/Extend/Extend.node';
import type { Emulator } from '../emulator/index.mts';
import { makeInvoice } from '../samples/index.mts';
import type { Editor } from './editor/editor.mts';
import { openEditor } from './editor/openEditor.mts';
import { Cleanup } from './support/cleanup.mts';
import type { N8n } from './support/n8n.mts';
import type { SavedCredential } from './support/n8nClient.mts';
import { createEmailWorkflow, createQuickStart } from './support/quickStart.mts';

const NODE = 'Extract data from document';

const cleanup = new Cleanup();
let emulator: Emulator;
let n8n: N8n;
let editor: Editor;
let credential: SavedCredential;
let invoice: Awaited<ReturnType<typeof makeInvoice>>;

beforeAll(async () => {
	({ emulator, n8n, editor } = await openEditor(cleanup));
	const access = { apiKey: emulator.apiKey, region: 'custom', baseUrl: emulator.url };
	credential = await n8n.client.createCredential('Extend account', 'extendApi', access);
	invoice = await makeInvoice({ seed: 5 });
});
afterAll(async () => await cleanup.run());

async function getLastExecution(workflowId: string) {
	const [{ id }] = await n8n.client.listExecutions(workflowId);
	return await n8n.client.getExecution(id);
}

function isDefault(name: string, value: unknown): boolean {
	return new Extend().description.properties.some(
		(property) => property.name === name && isDeepStrictEqual(property.default, value),
	);
}

it('gives plain values after three settings', async () => {
	const { id } = await n8n.client.createWorkflow(createEmailWorkflow(invoice.pdf));
	await editor.openWorkflow(id);
	await editor.searchNodes('Email', 'extend');
	await editor.addNode(/^Extend$/, /^Extract data/);

	await editor.choose('extractUsing', 'Define Below');
	for (const [name, type] of [
		['invoice_number', 'Text'],
		['invoice_date', 'Date'],
		['total', 'Currency'],
	]) {
		await editor.panel.getByText('Add Field', { exact: true }).click();
		await editor.write('name', name);
		if (type !== 'Text') await editor.choose('type', type);
	}
	await editor.addOption('Output Options', 'Run Details');
	await editor.choose('runDetails', 'Columns');
	await editor.execute(invoice.expected.invoice_number);

	const { data, workflowData } = await getLastExecution(id);
	const node = workflowData.nodes.find(({ name }) => name === NODE);
	// n8n executes a node with its defaults filled in.
	const changed = Object.entries(node?.parameters ?? {})
		.filter(([name, value]) => !isDefault(name, value))
		.map(([name]) => name);
	expect(changed.sort()).toEqual(['extractUsing', 'fields', 'outputOptions']);
	const [item] = data.resultData.runData[NODE][0].data?.main[0] ?? [];
	expect(item.json).toEqual({
		invoice_number: invoice.expected.invoice_number,
		invoice_date: invoice.expected.invoice_date,
		total: invoice.expected.total_amount,
		total_currency: expect.any(String),
		extend_run_id: expect.stringMatching(/^exr_/),
		extend_file_name: 'invoice.pdf',
		extend_needs_review: null,
		extend_credits: expect.any(Number),
	});
	expect(emulator.billedRuns()).toHaveLength(1);
});

it('is what npm run editor opens, and gives a row at once', async () => {
	emulator.reset();
	const { id } = await n8n.client.createWorkflow(createQuickStart(invoice.pdf, credential));
	await n8n.client.runManually(id, 'Email');
	await n8n.client.waitForExecutions(id);
	const { data } = await getLastExecution(id);
	const [row] = data.resultData.runData.Row[0].data?.main[0] ?? [];
	expect(row.binary?.data.mimeType).toBe('text/csv');
	expect(emulator.billedRuns()).toHaveLength(1);
});
