import type { Emulator } from '../../emulator/index.mts';
import { getItems } from '../support/n8nClient.mts';
import { getExecutionIds, type Cluster } from '../support/cluster.mts';
import { completeExample } from '../support/examples.mts';
import type { Program } from '../support/program.mts';
import { eventually } from '../support/eventually.mts';
import { activateQueueWorkflow, readNumbers, sendInvoices } from './queueWorkflow.mts';

export interface KilledWorker {
	executionId: string;
	/** whether the other worker ran the execution again from its start */
	takenOver: boolean;
	/** from the kill until n8n had a final status for the execution, or the other worker took it over */
	detectedAfterSeconds: number;
	status: string;
	/** what n8n says about the death */
	message: string;
	/** runs in Extend before the kill, and in the end */
	started: number;
	startedInTotal: number;
	/** what the documents hold, and what the way back gave */
	expected: Array<[string, string]>;
	recovered: Array<[string, string]>;
}

/** Runs take this long in Extend: they outlive the worker, and end before n8n has noticed anything. */
const RUN_MS = 8000;
const MAX_DETECTION_MS = 240_000;

/** Kills a worker with SIGKILL while it waits for `documents` runs, and takes the way back. */
export async function killWorker(
	cluster: Cluster,
	emulator: Emulator,
	documents: number,
): Promise<KilledWorker> {
	const { n8n, workers } = cluster;
	emulator.reset();
	emulator.options.latencyMs = RUN_MS;
	const workflow = await activateQueueWorkflow(n8n, emulator);
	const seeds = Array.from({ length: documents }, (_, i) => 7000 + i);
	const numbers = await sendInvoices(n8n, seeds);
	await eventually('all runs have started', () => emulator.runs().length === documents);
	const [{ id: executionId }] = await n8n.client.listExecutions(workflow.id);
	const victim = findWorker(workers, executionId);
	const other = workers.find((worker) => worker !== victim) as Program;
	await victim.kill();
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
		expected: [...numbers].sort(),
		recovered: await recoverResults(cluster, emulator, executionId),
	};
}

function findWorker(workers: Program[], executionId: string): Program {
	const holder = workers.find((worker) => getExecutionIds(worker).includes(executionId));
	if (!holder) throw new Error(`No worker has execution ${executionId}`);
	return holder;
}

/** What a builder does: the example, with the number of the dead execution. */
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
