/**
 * npm run screenshots [-- EXAMPLE…]: renews the screenshots of the docs, and takes those for reviews, in n8n's editor.
 * With names of examples, only theirs.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { seededIds } from '../emulator/index.mts';
import { makeInvoice } from '../samples/index.mts';
import { SAMPLE_SEED } from '../demo/sampleInvoice.mts';
import type { Editor } from './editor/editor.mts';
import { openEditor } from './editor/openEditor.mts';
import { captureViews } from './editor/views.mts';
import { Cleanup } from './support/cleanup.mts';
import { listExamples, readExample } from './support/examples.mts';
import type { N8n } from './support/n8n.mts';
import { manualTrigger } from './support/manualTrigger.mts';

const images = path.resolve(__dirname, '../../docs/images');
const NODE_SIZE = { width: 1440, height: 900 };
const CANVAS_SIZE = { width: 1200, height: 760 };
const writeLine = (line: string) => process.stdout.write(`${line}\n`);

/** The node with an input document and the extracted fields. */
async function captureNode(n8n: N8n, editor: Editor, credentialId: string, pdf: Uint8Array) {
	const saved = await n8n.client.createWorkflow({
		name: 'Invoices',
		nodes: [
			manualTrigger('Invoice'),
			{
				id: 'extend',
				name: 'Extend',
				type: 'n8n-nodes-extend.extend',
				typeVersion: 1,
				position: [220, 0],
				parameters: {
					resource: 'document',
					operation: 'extract',
					extractor: {
						__rl: true,
						mode: 'list',
						value: seededIds.invoices,
						cachedResultName: 'Invoices',
					},
				},
				credentials: { extendApi: { id: credentialId, name: 'Extend account' } },
			},
		],
		connections: { Invoice: { main: [[{ node: 'Extend', type: 'main', index: 0 }]] } },
		pinData: {
			Invoice: [
				{
					json: {},
					binary: {
						data: {
							data: Buffer.from(pdf).toString('base64'),
							mimeType: 'application/pdf',
							fileName: 'invoice.pdf',
						},
					},
				},
			],
		},
	});
	await editor.page.setViewportSize(NODE_SIZE);
	await editor.openWorkflow(saved.id);
	await editor.openNode('Extend');
	await editor.execute('invoice_number');
	await editor.movePanels(-420);
	await editor.waitUntilToastsAreGone();
	await editor.captureThemes(images, 'extend-node', async (options) => {
		await editor.panel.screenshot(options);
	});
	writeLine('extend-node');
}

async function captureExample(n8n: N8n, editor: Editor, name: string) {
	const saved = await n8n.client.createWorkflow(readExample(name));
	await editor.page.setViewportSize(CANVAS_SIZE);
	await editor.openWorkflow(saved.id);
	await editor.captureCanvas(path.join(images, 'examples'), name);
	writeLine(`examples/${name}`);
}

async function main() {
	const cleanup = new Cleanup();
	try {
		mkdirSync(path.join(images, 'examples'), { recursive: true });
		const { emulator, n8n, editor } = await openEditor(cleanup);
		const chosen = process.argv.slice(2);
		for (const name of chosen.length > 0 ? chosen : listExamples())
			await captureExample(n8n, editor, name);
		if (chosen.length > 0) return;
		const access = { apiKey: emulator.apiKey, region: 'custom', baseUrl: emulator.url };
		const credential = await n8n.client.createCredential('Extend account', 'extendApi', access);
		const { pdf } = await makeInvoice({ seed: SAMPLE_SEED });
		await editor.page.setViewportSize(NODE_SIZE);
		for (const view of await captureViews(n8n, editor, credential.id, pdf)) writeLine(view);
		await captureNode(n8n, editor, credential.id, pdf);
	} finally {
		await cleanup.run();
	}
}

main().then(
	() => process.exit(0),
	(error: Error) => {
		process.stderr.write(`${error.stack}\n`);
		process.exit(1);
	},
);
