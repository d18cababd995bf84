/** The workflow of the queue mode tests. */
import { makeInvoice } from '../../samples/index.mts';
import type { Emulator } from '../../emulator/index.mts';
import type { N8n } from '../support/n8n.mts';
import type { SavedWorkflow } from '../support/n8nClient.mts';

const WEBHOOK_PATH = 'extend-queue';
export const EXTEND_NODE = 'Extend';

/** A webhook that responds immediately, and an Extend node that processes all files of the request. */
export async function activateQueueWorkflow(
	n8n: N8n,
	emulator: Emulator,
	options: Record<string, string> = {},
): Promise<SavedWorkflow> {
	const credential = await n8n.client.createCredential('Extend', 'extendApi', {
		apiKey: emulator.apiKey,
		region: 'custom',
		baseUrl: emulator.url,
	});
	const fields = ['invoice_number', 'supplier_name'].map((name) => ({ name, type: 'string' }));
	const workflow = await n8n.client.createWorkflow({
		name: 'Read what is sent',
		nodes: [
			{
				id: 'webhook',
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				position: [0, 0],
				parameters: {
					httpMethod: 'POST',
					path: WEBHOOK_PATH,
					responseMode: 'onReceived',
					options: {},
				},
				webhookId: WEBHOOK_PATH,
			},
			{
				id: 'extend',
				name: EXTEND_NODE,
				type: 'n8n-nodes-extend.extend',
				typeVersion: 1,
				position: [220, 0],
				parameters: {
					resource: 'document',
					operation: 'extract',
					documentSource: 'binary',
					binaryPropertyName: '*',
					extractUsing: 'config',
					schemaType: 'fields',
					fields: { field: fields },
					output: 'fields',
					options,
				},
				credentials: { extendApi: { id: credential.id, name: credential.name } },
			},
		],
		connections: { Webhook: { main: [[{ node: EXTEND_NODE, type: 'main', index: 0 }]] } },
	});
	await n8n.client.activate(workflow);
	return workflow;
}

export interface Invoices {
	form: FormData;
	/** the invoice number by file name */
	numbers: Map<string, string>;
}

export async function makeInvoices(seeds: number[]): Promise<Invoices> {
	const numbers = new Map<string, string>();
	const form = new FormData();
	for (const seed of seeds) {
		const { pdf, expected } = await makeInvoice({ seed });
		const fileName = `invoice-${seed}.pdf`;
		form.append('data', new Blob([Buffer.from(pdf)], { type: 'application/pdf' }), fileName);
		numbers.set(fileName, expected.invoice_number);
	}
	return { form, numbers };
}

/** Sends them in one request, which starts an execution. */
export async function sendInvoices(n8n: N8n, { form }: Invoices): Promise<void> {
	const answer = await fetch(`${n8n.url}/webhook/${WEBHOOK_PATH}`, {
		method: 'POST',
		body: form,
		// A reused connection may have been closed by n8n while the documents were made.
		headers: { connection: 'close' },
	});
	if (!answer.ok) throw new Error(`The webhook answered ${answer.status}: ${await answer.text()}`);
}

/** Returns file name and invoice number of each item. */
export function readNumbers(items: Array<{ json: Record<string, any> }>): Array<[string, string]> {
	return items.map(({ json }) => [json._extend.fileName, json.invoice_number]);
}
