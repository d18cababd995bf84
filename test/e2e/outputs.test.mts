/** The second output in n8n's editor: what it looks like, and what happens to connections that there are. */
import type { INode } from 'n8n-workflow';
import type { Editor } from './editor/editor.mts';
import { openEditor } from './editor/openEditor.mts';
import { Cleanup } from './support/cleanup.mts';
import { eventually } from './support/eventually.mts';
import type { N8n } from './support/n8n.mts';
import { manualTrigger } from './support/manualTrigger.mts';

const cleanup = new Cleanup();
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
	({ n8n, editor } = await openEditor(cleanup));
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

/** The outputs of the node, from top to bottom. */
const outputs = async () =>
	(await editor.byTestId('canvas-node-output-handle', editor.node('Read')).allInnerTexts()).map(
		(text) => text.trim(),
	);
const showsOutputs = async (...labels: string[]) =>
	await eventually(
		`outputs ${labels.join()}`,
		async () => (await outputs()).join() === labels.join(),
	);

it('has a success and an error output before', async () => {
	await showsOutputs('Success', 'Error');
});

it('is switched on under Review Options, where a notice says what it changes', async () => {
	await editor.openNode('Read');
	await editor.addOption('Review Options', 'Needs Review Output');
	const notice = editor.panel.getByText('The error output moves down');
	expect(await notice.count()).toBe(0);
	await editor.parameter('needsReviewOutput').locator('.el-switch, [role=switch]').first().click();
	await notice.waitFor();
	expect(await editor.panel.getByText("Review Agent' also scores").count()).toBe(1);
	await editor.closeNode();
	await showsOutputs('Done', 'Needs Review', 'Error');
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
