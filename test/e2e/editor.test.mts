/** The node in n8n's editor, in a real browser. */
import path from 'node:path';
import type { Emulator } from '../emulator/index.mts';
import { makeInvoice } from '../samples/index.mts';
import type { Editor } from './editor/editor.mts';
import { openEditor } from './editor/openEditor.mts';
import { Cleanup } from './support/cleanup.mts';
import type { N8n } from './support/n8n.mts';
import { eventually } from './support/eventually.mts';
import { manualTrigger } from './support/manualTrigger.mts';

const SHOTS = path.resolve(__dirname, '../../.cache/e2e/screenshots');
const NODE = 'Extract data from document';

const cleanup = new Cleanup();
let emulator: Emulator;
let n8n: N8n;
let editor: Editor;
let pageErrors: string[];
let invoice: Awaited<ReturnType<typeof makeInvoice>>;

beforeAll(async () => {
	({ emulator, n8n, editor, errors: pageErrors } = await openEditor(cleanup));
	invoice = await makeInvoice({ seed: 3 });
	const { id } = await n8n.client.createWorkflow({
		name: 'Invoices',
		nodes: [manualTrigger('Start')],
		connections: {},
		pinData: {
			Start: [
				{
					json: { subject: 'Your invoice' },
					binary: {
						attachment_0: {
							data: Buffer.from(invoice.pdf).toString('base64'),
							mimeType: 'application/pdf',
							fileName: 'invoice.pdf',
						},
					},
				},
			],
		},
	});
	await editor.openWorkflow(id);
});
afterAll(async () => await cleanup.run());
// The steps depend on each other. A screenshot after each step shows the progress.
afterEach(async () => {
	const name = expect.getState().currentTestName?.replace(/\W+/g, '-') ?? 'unnamed';
	await editor?.captureThemes(SHOTS, name);
});

it('is found by what it is for', async () => {
	expect((await editor.searchNodes('Start', 'OCR')).slice(0, 3)).toContain('Extend');
	await editor.page.keyboard.press('Escape');
	expect((await editor.searchNodes('Start', 'invoice')).slice(0, 3)).toContain('Extend');
});

it('is added with an operation, and shows its icon', async () => {
	await editor.addNode(/^Extend$/, /^Extract data/);
	await editor.closeNode();
	const icon = editor.node(NODE).locator('img').first();
	await icon.waitFor();
	expect(await icon.evaluate((img) => Reflect.get(img, 'naturalWidth'))).toBeGreaterThan(0);
	await editor.openNode(NODE);
});

it('takes a new credential, which tells a wrong key from the right one', async () => {
	await editor.panel.getByText('Connect to Extend').click();
	const dialog = editor.byTestId('editCredential-modal');
	await editor.write('apiKey', 'sk_wrong', dialog);
	await editor.choose('region', 'Custom Base URL', dialog);
	await editor.write('baseUrl', emulator.url, dialog);
	await editor.byTestId('credential-save-button').click();
	await dialog.getByText('connect with these settings').waitFor();
	await editor.write('apiKey', emulator.apiKey, dialog);
	const answer = editor.page.waitForResponse(/credentials\/test/);
	await editor.byTestId('credential-save-button').click();
	expect(await (await answer).json()).toMatchObject({ data: { status: 'OK' } });
	// n8n closes the dialog when the credential test succeeded.
	await dialog.waitFor({ state: 'detached' });
	const chosen = editor.byTestId('node-credentials-select').locator('input');
	await eventually('it is chosen', async () => (await chosen.inputValue()) === 'Extend account');
});

it('asks what, how, and what comes out, in this order', async () => {
	expect(await editor.listParameters()).toEqual([
		'resource',
		'operation',
		'documentSource',
		'binaryPropertyName',
		'extractUsing',
		'extractor',
		'output',
		'waitForCompletion',
	]);
	expect(await editor.listCollections()).toEqual([
		'Options',
		'File Options',
		'Extraction Options',
		'Parsing Options',
		'Review Options',
		'Output Options',
	]);
	expect(await editor.getChoice('output')).toBe('Fields');
});

it('says what to do while there are no extractors', async () => {
	const body = { object: 'list', data: [] };
	emulator.faults.add({ kind: 'status', status: 200, body, match: { path: '/extractors' } });
	expect(await editor.searchList('extractor', '')).toEqual([
		"No extractors yet. Choose 'Automatic' or 'Define Below'.",
	]);
	await editor.captureThemes(SHOTS, 'empty-list');
	emulator.faults.clear();
	// n8n keeps a list until the node is opened again.
	await editor.closeNode();
	await editor.openNode(NODE);
});

it('offers the saved extractors, searched, and under Options the versions of the one chosen', async () => {
	expect(await editor.searchList('extractor', 'inv')).toEqual(['Invoices']);
	await editor.pick('Invoices');
	await editor.addOption('Options', 'Extractor Version');
	expect(await editor.searchList('extractorVersion', '', 'Draft')).toEqual([
		'Latest Published',
		'Draft',
		'1.1 - Version 1.1',
		'1.0 - Version 1.0',
	]);
	await editor.pick('1.1');
});

it('offers the tables of that extractor for rows', async () => {
	await editor.choose('output', 'Table Rows');
	expect(await editor.searchList('rowsField', '')).toEqual(['line_items']);
	await editor.pick('line_items');
	await editor.choose('output', 'Fields');
});

it('shows the next node which fields will come, before it ever ran', async () => {
	await editor.closeNode();
	await editor.searchNodes(NODE, 'no operation');
	await editor
		.byTestId('node-creator-item-name')
		.filter({ hasText: /^No Operation/ })
		.first()
		.click();
	await editor.panel.waitFor();
	const input = editor.byTestId('ndv-input-panel');
	await input.getByText('_extend').first().waitFor();
	await editor.captureThemes(SHOTS, 'preview');
	await editor.closeNode();
	await editor.openNode(NODE);
});

it('runs on the only file of the pinned mail at the first click, and says so', async () => {
	expect(await editor.parameter('binaryPropertyName').locator('input').inputValue()).toBe('data');
	await editor.execute(invoice.expected.invoice_number);
	expect(await editor.byTestId('ndv-items-count').last().innerText()).toContain('1 item');
	expect(emulator.billedRuns()).toHaveLength(1);
	expect(await editor.listHints()).toContain(
		"The item has no binary field 'data', so n8n used its only file: attachment_0.",
	);
});

it('shows resource and operation under the node', async () => {
	await editor.closeNode();
	expect(await editor.node(NODE).innerText()).toContain('Extract: Document');
	await editor.openNode(NODE);
});

it('warns before a run that no table can become rows', async () => {
	await editor.choose('extractUsing', 'Define Below');
	await editor.choose('output', 'Table Rows');
	expect(await editor.listHints(editor.panel)).toContain(
		"'Table Rows' needs a table. Add a field of type 'Table', or set 'Output' to 'Fields'.",
	);
	await editor.captureThemes(SHOTS, 'hint-before-run');
	await editor.choose('output', 'Fields');
});

it('takes fields from the field list; errors and hints are shown', async () => {
	const fields: Array<[string, string]> = [
		['billing_number', 'Text'],
		['total_amount', 'Currency'],
		['line_items', 'Table'],
	];
	const addField = editor.panel.getByText('Add Field', { exact: true });
	for (const [name, type] of fields) {
		await addField.click();
		await editor.write('name', name);
		await editor.choose('type', type);
	}
	await editor.execute('field 3 (line_items): the table has no columns');
	await editor.captureThemes(SHOTS, 'error');
	await editor.panel.getByText('Add Column', { exact: true }).click();
	await editor.write('name', 'quantity');
	await editor.choose('type', 'Number');
	await editor.execute('billing_number');
	const [run] = emulator.runs().slice(-1);
	expect(run.status).toBe('PROCESSED');
	expect(await editor.output.innerText()).toContain('quantity');
});

it('opens a bundle of options with its settings, which reach Extend', async () => {
	await editor.addOption('Extraction Options', 'Citations');
	expect(await editor.getChoice('citationMode')).toBe('Off');
	await editor.choose('citationMode', 'Word');
	await editor.captureThemes(SHOTS, 'bundle');
	await editor.execute('billing_number');
	const [run] = emulator.runs().slice(-1);
	expect(run.config.advancedOptions).toMatchObject({
		citationsEnabled: true,
		citationMode: 'word',
	});
});

it('stops: the run in Extend is cancelled', async () => {
	emulator.reset();
	emulator.options.latencyMs = 60_000;
	await editor.byTestId('node-execute-button').click();
	await eventually('the run has started', () => emulator.runs().length === 1);
	await editor.closeNode();
	await editor.byTestId('stop-execution-button').click();
	await eventually('the run is cancelled', () => emulator.runs()[0].status === 'CANCELLED');
	expect(emulator.billedRuns()).toHaveLength(0);
});

it('asks the trigger first what to listen to, and offers the events that fit', async () => {
	await editor.addTrigger(/^Extend$/, /^On extract run processed/);
	expect(await editor.listParameters()).toEqual(['scope', 'events', 'output']);
	expect(await editor.getChoice('scope')).toBe('Whole Workspace');
	await editor.captureThemes(SHOTS, 'trigger');
	await editor.choose('scope', 'Classifier');
	expect(await editor.listParameters()).toEqual(['scope', 'classifier', 'events', 'output']);
	expect(await editor.parameter('events').innerText()).toContain('Classify Run Processed');
	await editor.choose('scope', 'Whole Workspace');
	await editor.closeNode();
	expect(await editor.node('Extend Trigger').innerText()).toContain('Extract Run Processed');
});

it('throws nothing in the page', () => {
	expect(pageErrors).toEqual([]);
});
