/** The quick start of the README: an email with a PDF invoice, as the Gmail Trigger outputs it, becomes a row. */
import type { INodeParameters } from 'n8n-workflow';
import type { SavedCredential, WorkflowJson } from './n8nClient.mts';
import { manualTrigger } from './manualTrigger.mts';

/** The three settings that the quick start changes, by their labels in the editor. */
export const THREE_SETTINGS = {
	'Extract Using': 'Define Below',
	Fields: 'invoice_number, invoice_date, and total as Currency',
	'Run Details': 'Columns, in Output Options',
};

const PARAMETERS: INodeParameters = {
	extractUsing: 'config',
	fields: {
		field: [
			{ name: 'invoice_number' },
			{ name: 'invoice_date', type: 'date' },
			{ name: 'total', type: 'currency' },
		],
	},
	outputOptions: { runDetails: 'columns' },
};

/** An email with one attachment, without its text and addresses. */
export function createEmail(pdf: Uint8Array) {
	return {
		json: { id: '19ac0f6e1d3b5a77', subject: 'Your invoice' },
		binary: {
			attachment_0: {
				data: Buffer.from(pdf).toString('base64'),
				mimeType: 'application/pdf',
				fileName: 'invoice.pdf',
			},
		},
	};
}

/** The trigger alone, with a pinned email. */
export function createEmailWorkflow(pdf: Uint8Array): WorkflowJson {
	return {
		name: 'Email to row',
		nodes: [manualTrigger('Email')],
		connections: {},
		pinData: { Email: [createEmail(pdf)] },
	};
}

/** The finished quick start. A CSV file stands in for the sheet, so it runs without another account. */
export function createQuickStart(pdf: Uint8Array, credential: SavedCredential): WorkflowJson {
	const workflow = createEmailWorkflow(pdf);
	return {
		...workflow,
		nodes: [
			...workflow.nodes,
			{
				id: 'extend',
				name: 'Extend',
				type: 'n8n-nodes-extend.extend',
				typeVersion: 1,
				position: [240, 0],
				parameters: PARAMETERS,
				credentials: { extendApi: { id: credential.id, name: credential.name } },
			},
			{
				id: 'row',
				name: 'Row',
				type: 'n8n-nodes-base.convertToFile',
				typeVersion: 1.1,
				position: [480, 0],
				parameters: { operation: 'csv', options: {} },
			},
		],
		connections: {
			Email: { main: [[{ node: 'Extend', type: 'main', index: 0 }]] },
			Extend: { main: [[{ node: 'Row', type: 'main', index: 0 }]] },
		},
	};
}
