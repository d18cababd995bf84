/** Screenshots of the nodes in the editor, in both themes, for whoever reviews labels and layout. */
import path from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { seededIds } from '../../emulator/index.mts';
import type { N8n } from '../support/n8n.mts';
import type { WorkflowJson } from '../support/n8nClient.mts';
import type { Editor } from './editor.mts';
import { manualTrigger } from '../support/manualTrigger.mts';

export const VIEWS_FOLDER = path.resolve(__dirname, '../../../.cache/e2e/screenshots');
const PACKAGE = 'n8n-nodes-extend';

interface View {
	type: 'extend' | 'extendTrigger';
	parameters: INodeParameters;
	/** Executes the node and waits for this text in its output. */
	output?: string;
	/** Scrolls until this is at the top. */
	scrollTo?: string;
}

const extractor = {
	__rl: true,
	mode: 'list',
	value: seededIds.invoices,
	cachedResultName: 'Invoices',
};

const VIEWS: Record<string, View> = {
	'view-extract': { type: 'extend', parameters: {} },
	'view-batch-run': { type: 'extend', parameters: { resource: 'batch', operation: 'start' } },
	'view-trigger': { type: 'extendTrigger', parameters: {} },
	'view-hint': { type: 'extend', parameters: { extractUsing: 'config', output: 'rows' } },
	'view-error': {
		type: 'extend',
		parameters: { extractor: { ...extractor, mode: 'id', value: 'ex_missing' } },
		output: "couldn't find",
	},
	'view-output': {
		type: 'extend',
		parameters: { extractor, output: 'rows' },
		output: 'invoice_number',
	},
	'view-options': {
		type: 'extend',
		parameters: {
			extractor,
			options: {
				cancelRunOn: ['stop', 'timeout'],
				combineFiles: 'no',
				concurrency: 5,
				deleteAfter: 'both',
				extractorVersion: {
					__rl: true,
					mode: 'list',
					value: 'latest',
					cachedResultName: 'Latest Published',
				},
				maxCredits: 100,
				metadata: { entry: [{ name: 'department', value: 'Accounting' }] },
				timeout: 900,
			},
			extractionOptions: { citations: { settings: { citationMode: 'line' } } },
			parseOptions: { chunking: { settings: { type: 'page' } } },
		},
		scrollTo: 'Options',
	},
};

/** A workflow with one node per view, after a pinned email with an invoice. */
function createWorkflow(pdf: Uint8Array, credentialId: string): WorkflowJson {
	const attachment = {
		data: Buffer.from(pdf).toString('base64'),
		mimeType: 'application/pdf',
		fileName: 'invoice.pdf',
	};
	const names = Object.keys(VIEWS);
	return {
		name: 'Invoices',
		nodes: [
			manualTrigger('Email'),
			...names.map((name, index) => ({
				id: name,
				name,
				type: `${PACKAGE}.${VIEWS[name].type}`,
				typeVersion: 1,
				position: [240, index * 160] as [number, number],
				parameters: VIEWS[name].parameters,
				credentials: { extendApi: { id: credentialId, name: 'Extend account' } },
			})),
		],
		connections: {
			Email: {
				main: [
					names
						.filter((name) => VIEWS[name].type === 'extend')
						.map((node) => ({ node, type: 'main', index: 0 })),
				],
			},
		},
		pinData: { Email: [{ json: { subject: 'Invoice' }, binary: { attachment_0: attachment } }] },
	};
}

export async function captureViews(
	n8n: N8n,
	editor: Editor,
	credentialId: string,
	pdf: Uint8Array,
): Promise<string[]> {
	const { id } = await n8n.client.createWorkflow(createWorkflow(pdf, credentialId));
	await editor.openWorkflow(id);
	// Of an earlier view.
	await editor.page.addStyleTag({ content: '.el-notification { display: none !important; }' });
	await editor.captureThemes(VIEWS_FOLDER, 'view-canvas');
	for (const [name, { output, scrollTo }] of Object.entries(VIEWS)) {
		await editor.openNode(name);
		if (output !== undefined) await editor.execute(output);
		if (scrollTo !== undefined) {
			await editor.collection(scrollTo).evaluate((element) => element.scrollIntoView());
		}
		await editor.captureThemes(VIEWS_FOLDER, name);
		await editor.closeNode();
	}
	const [first] = Object.keys(VIEWS);
	await editor.searchNodes(first, 'extend');
	await editor.openActions(/^Extend$/);
	await editor.captureThemes(VIEWS_FOLDER, 'view-node-panel');
	return ['view-canvas', ...Object.keys(VIEWS), 'view-node-panel'];
}
