import type { Emulator } from '../../emulator/index.mts';
import { getItems } from '../support/n8nClient.mts';
import { getExecutionIds, type Cluster } from '../support/cluster.mts';
import {
	activateQueueWorkflow,
	EXTEND_NODE,
	makeInvoices,
	readNumbers,
	sendInvoices,
} from './queueWorkflow.mts';

const TIMEOUT_MS = 300_000;

export interface ManyDocuments {
	/** expected results as `file name number` */
	sent: string[];
	/** actual results in the same format */
	received: string[];
	/** duration from the first request to the end of the last execution */
	seconds: number;
	/** number of executions started by each worker */
	executionsByWorker: number[];
}

/** Sends `executions` concurrent requests with `each` documents and waits for the results. */
export async function sendManyDocuments(
	{ n8n, workers }: Cluster,
	emulator: Emulator,
	executions: number,
	each: number,
): Promise<ManyDocuments> {
	const workflow = await activateQueueWorkflow(n8n, emulator);
	const before = workers.map((worker) => getExecutionIds(worker).length);
	const getSeeds = (call: number) => Array.from({ length: each }, (_, i) => 1000 + call * each + i);
	const calls = Array.from({ length: executions }, (_, call) => getSeeds(call));
	const invoices = await Promise.all(calls.map(makeInvoices));
	const start = Date.now();
	await Promise.all(invoices.map(async (some) => await sendInvoices(n8n, some)));
	const finished = await n8n.client.waitForExecutions(workflow.id, executions, TIMEOUT_MS);
	const seconds = (Date.now() - start) / 1000;
	await n8n.client.deactivate(workflow);
	const line = ([name, number]: [string, string]) => `${name} ${number}`;
	return {
		sent: invoices.flatMap(({ numbers }) => [...numbers].map(line)).sort(),
		received: finished
			.flatMap((execution) => readNumbers(getItems(execution, EXTEND_NODE)).map(line))
			.sort(),
		seconds,
		executionsByWorker: workers.map((worker, i) => getExecutionIds(worker).length - before[i]),
	};
}
