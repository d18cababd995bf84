import type { Emulator } from '../../emulator/index.mts';
import { getItems } from '../support/n8nClient.mts';
import { getExecutionIds, type Cluster } from '../support/cluster.mts';
import { completeExample } from '../support/examples.mts';
import type { Program } from '../support/program.mts';
import { eventually } from '../support/eventually.mts';
import {
	activateQueueWorkflow,
	makeInvoices,
	readNumbers,
	sendInvoices,
} from './queueWorkflow.mts';

export interface KilledWorker {
	executionId: string;
	/** whether the other worker restarted the execution */
	takenOver: boolean;
	/** seconds from the kill until n8n set a final status or the other worker took over */
	detectedAfterSeconds: number;
	status: string;
	/** n8n's error message */
	message: string;
	/** number of runs in Extend before the kill, and in total */
	started: number;
	startedInTotal: number;
	/** the values in the documents, and the recovered ones */
	expected: Array<[string, string]>;
	recovered: Array<[string, string]>;
}

/** Duration of a run: it outlives the worker and ends before n8n detects the failure. */
const RUN_MS = 8000;
const MAX_DETECTION_MS = 240_000;

/**
 * Kills a worker while it waits for `documents` runs, then recovers their results.
 * @param options of the Extend node
 */
export async function killWorker(
	cluster: Cluster,
	emulator: Emulator,
	documents: number,
	options: Record<string, string> = {},
): Promise<KilledWorker> {
	const { n8n, workers } = cluster;
	emulator.reset();
	emulator.options.latencyMs = RUN_MS;
	const workflow = await activateQueueWorkflow(n8n, emulator, options);
	const seeds = Array.from({ length: documents }, (_, i) => 7000 + i);
	const invoices = await makeInvoices(seeds);
	await sendInvoices(n8n, invoices);
	await eventually('all runs have started', () => emulator.runs().length === documents);
	const [{ id: executionId }] = await n8n.client.listExecutions(workflow.id);
	const workerToKill = findWorker(workers, executionId);
	const other = workers.find((worker) => worker !== workerToKill) as Program;
	await workerToKill.kill();
	const killed = Date.now();
	emulator.options.latencyMs = 0;

	const isTakenOver = () => getExecutionIds(other).includes(executionId);
	await eventually(
		'n8n notices the death',
		async () => {
			const [execution] = await n8n.client.listExecutions(workflow.id);
			return isTakenOver() || execution.status !== 'running';
		},
		MAX_DETECTION_MS,
	);
	const detectedAfterSeconds = (Date.now() - killed) / 1000;
	const takenOver = isTakenOver();
	const [end] = await n8n.client.waitForExecutions(workflow.id, 1, MAX_DETECTION_MS);
	const startedInTotal = emulator.runs().length;
	return {
		executionId,
		takenOver,
		detectedAfterSeconds,
		status: end.status,
		message: end.data.resultData.error?.message ?? '',
		started: documents,
		startedInTotal,
		expected: [...invoices.numbers].sort(),
		recovered: await recoverResults(cluster, emulator, executionId),
	};
}

function findWorker(workers: Program[], executionId: string): Program {
	const holder = workers.find((worker) => getExecutionIds(worker).includes(executionId));
	if (!holder) throw new Error(`No worker has execution ${executionId}`);
	return holder;
}

/** Runs the recovery example with the ID of the killed execution. */
async function recoverResults({ n8n }: Cluster, emulator: Emulator, executionId: string) {
	const credential = await n8n.client.createCredential('Extend', 'extendApi', {
		apiKey: emulator.apiKey,
		region: 'custom',
		baseUrl: emulator.url,
	});
	const assignment = { id: '0', name: 'executionId', value: executionId, type: 'string' };
	const example = completeExample('results-of-a-killed-execution', {
		credentials: [credential],
		parameters: { 'Which Execution': { assignments: { assignments: [assignment] } } },
	});
	const workflow = await n8n.client.createWorkflow(example);
	await n8n.client.runManually(workflow.id, 'Start');
	const [execution] = await n8n.client.waitForExecutions(workflow.id);
	return readNumbers(getItems(execution, 'Get Results')).sort();
}
