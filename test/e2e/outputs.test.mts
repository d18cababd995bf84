/** The outputs in n8n's editor: what they look like, and what happens to connections that there are. */
import path from 'node:path';
import type { INode } from 'n8n-workflow';
import { seededIds, type Emulator } from '../emulator/index.mts';
import type { Editor } from './editor/editor.mts';
import { openEditor } from './editor/openEditor.mts';
import { Cleanup } from './support/cleanup.mts';
import { eventually } from './support/eventually.mts';
import type { N8n } from './support/n8n.mts';
import { manualTrigger } from './support/manualTrigger.mts';

const SHOTS = path.resolve(__dirname, '../../.cache/e2e/screenshots');

const cleanup = new Cleanup();
let emulator: Emulator;
let n8n: N8n;
let editor: Editor;
let workflowId: string;

const to = (node: string) => [{ node, type: 'main', index: 0 }];
const noOp = (name: string, y: number): INode => ({
	id: name,
	name,
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	position: [500, y],
	parameters: {},
});

beforeAll(async () => {
	({ emulator, n8n, editor } = await openEditor(cleanup));
	const { id } = await n8n.client.createWorkflow({
		name: 'Outputs',
		nodes: [
			manualTrigger('Start'),
			{
				id: 'extend',
				name: 'Read',
				type: 'n8n-nodes-extend.extend',
				typeVersion: 1,
				position: [240, 0],
				parameters: { extractUsing: 'infer' },
				onError: 'continueErrorOutput',
			},
			noOp('Store', -100),
			noOp('Errors', 100),
		],
		connections: {
			Start: { main: [to('Read')] },
			Read: { main: [to('Store'), to('Errors')] },
		},
	});
	workflowId = id;
	await editor.openWorkflow(id);
});
afterAll(async () => await cleanup.run());

/** The outputs of a node, from top to bottom. */
const listOutputs = async (node: string) =>
	(await editor.byTestId('canvas-node-output-handle', editor.node(node)).allInnerTexts()).map(
		(text) => text.trim(),
	);
const showsOutputs = async (node: string, ...labels: string[]) =>
	await eventually(
		`outputs ${labels.join()}`,
		async () => (await listOutputs(node)).join() === labels.join(),
	);
const turnOn = async (name: string) =>
	await editor.parameter(name).locator('.el-switch, [role=switch]').first().click();

it('has a success and an error output before', async () => {
	await showsOutputs('Read', 'Success', 'Error');
});

it('is switched on under Review Options, where a notice says what it changes', async () => {
	await editor.openNode('Read');
	await editor.addOption('Review Options', 'Needs Review Output');
	const notice = editor.panel.getByText('The error output is now the last one');
	expect(await notice.count()).toBe(0);
	await turnOn('needsReviewOutput');
	await notice.waitFor();
	expect(await editor.panel.getByText("Review Agent' also scores").count()).toBe(1);
	await editor.closeNode();
	await showsOutputs('Read', 'Done', 'Needs Review', 'Error');
});

it('takes over the connection of the error output, which the notice asks to connect again', async () => {
	await editor.page.keyboard.press('Control+s');
	const saved = await eventually('the workflow is saved', async () => {
		const workflow = (await n8n.client.workflow(workflowId)) as unknown as {
			nodes: Array<{ name: string; parameters: { reviewOptions?: object } }>;
			connections: { Read: { main: unknown[] } };
		};
		return workflow.nodes.some(({ parameters }) => parameters.reviewOptions) && workflow;
	});
	expect(saved.connections.Read.main).toEqual([to('Store'), to('Errors')]);
	const read = saved.nodes.find(({ name }) => name === 'Read');
	expect(read?.parameters.reviewOptions).toEqual({ needsReviewOutput: true });
});

describe('of classifications', () => {
	const ROWS = ['invoice', 'credit <i>note</i> {{ 1 }}', 'Other', 'receipt'];

	beforeAll(async () => {
		const access = { apiKey: emulator.apiKey, region: 'custom', baseUrl: emulator.url };
		const credential = await n8n.client.createCredential('Extend account', 'extendApi', access);
		const sorting = (name: string, y: number, parameters: INode['parameters']): INode => ({
			id: name,
			name,
			type: 'n8n-nodes-extend.extend',
			typeVersion: 1,
			position: [240, y],
			parameters: { resource: 'document', operation: 'classify', ...parameters },
			credentials: { extendApi: { id: credential.id, name: 'Extend account' } },
			onError: 'continueErrorOutput',
		});
		const { id } = await n8n.client.createWorkflow({
			name: 'Sorting',
			nodes: [
				manualTrigger('Start'),
				sorting('Listed', 0, {
					classifyUsing: 'config',
					classes: { class: ROWS.map((type) => ({ type })) },
				}),
				sorting('Saved', 400, {
					classifier: { __rl: true, mode: 'list', value: seededIds.documentTypes },
				}),
				noOp('Invoices', -100),
				noOp('Errors', 100),
			],
			connections: {
				Start: { main: [[...to('Listed'), ...to('Saved')]] },
				Listed: { main: [to('Invoices'), to('Errors')] },
			},
		});
		await editor.openWorkflow(id);
	});

	it('there is one for each row once they are on, and a notice about connections', async () => {
		await showsOutputs('Listed', 'Success', 'Error');
		await editor.openNode('Listed');
		const notice = editor.panel.getByText('n8n keeps connections by position');
		expect(await notice.count()).toBe(0);
		await turnOn('outputPerClassification');
		await notice.waitFor();
		await editor.captureThemes(SHOTS, 'classification-outputs-panel');
		await editor.closeNode();
		const [invoice, creditNote, , receipt] = ROWS;
		await showsOutputs('Listed', ...[invoice, creditNote, receipt, 'Other', 'Error'].map(String));
	});

	it('those of a saved classifier are chosen from its list, and keep the order of the choice', async () => {
		await editor.openNode('Saved');
		const loaded = editor.page.waitForResponse(/dynamic-node-parameters\/options/);
		await turnOn('outputPerClassification');
		// A list that is still loading closes again.
		await loaded;
		await editor.choose('classificationOutputs', 'letter');
		await editor.page.keyboard.press('Escape');
		await editor.choose('classificationOutputs', 'invoice');
		await editor.page.keyboard.press('Escape');
		await editor.captureThemes(SHOTS, 'classification-outputs-saved');
		await editor.closeNode();
		await showsOutputs('Saved', 'letter', 'invoice', 'other', 'Error');
		await editor.captureThemes(SHOTS, 'classification-outputs-canvas');
	});
});
