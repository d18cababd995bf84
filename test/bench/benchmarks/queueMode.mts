/** n8n's queue mode: many documents on two workers, and recovery after a worker is killed. */
import { startEmulator, type Emulator } from '../../emulator/index.mts';
import { killWorker, type KilledWorker } from '../../e2e/queue/killedWorker.mts';
import { sendManyDocuments } from '../../e2e/queue/manyDocuments.mts';
import { startCluster, type Cluster } from '../../e2e/support/cluster.mts';
import { versions, type Version } from '../../e2e/support/n8n.mts';
import { formatSpread, renderMarkdownTable } from '../report/statistics.mts';

const ROUNDS = 3;
const EXECUTIONS = 10;
const DOCUMENTS_PER_EXECUTION = 50;
const DOCUMENTS_OF_KILLED_WORKER = 10;
const LATENCY_MS = 300;

async function withCluster<T>(
	version: Version,
	extra: NodeJS.ProcessEnv,
	use: (cluster: Cluster, emulator: Emulator) => Promise<T>,
): Promise<T> {
	const emulator = await startEmulator();
	try {
		const cluster = await startCluster(version, extra);
		try {
			return await use(cluster, emulator);
		} finally {
			await cluster.stop();
		}
	} finally {
		await emulator.close();
	}
}

function createKilledWorkerRow(name: string, facts: KilledWorker): string[] {
	const { takenOver, detectedAfterSeconds, started, startedInTotal, expected, recovered } = facts;
	const right = new Set(recovered.map(String));
	const found = expected.filter((one) => right.has(String(one))).length;
	return [
		name,
		takenOver ? 'the other worker runs it again from its start' : 'nothing; it ends as an error',
		String(Math.round(detectedAfterSeconds)),
		`${started} → ${startedInTotal}`,
		`${found} of ${expected.length}`,
	];
}

/** Measures and returns the section. */
export async function benchmarkQueueMode(progress: (line: string) => void): Promise<string> {
	const { newest, oldest } = versions;
	const rows: string[][] = [];
	const killedWorkerRows: string[][] = [];
	for (const [name, version, extra] of [
		[`n8n ${newest.n8n}`, newest, {}],
		[`n8n ${oldest.n8n}`, oldest, {}],
		[
			`n8n ${oldest.n8n} with \`QUEUE_WORKER_MAX_STALLED_COUNT=0\``,
			oldest,
			{ QUEUE_WORKER_MAX_STALLED_COUNT: '0' },
		],
	] as Array<[string, Version, NodeJS.ProcessEnv]>) {
		progress(`queue-mode: ${name}`);
		await withCluster(version, extra, async (cluster, emulator) => {
			if (Object.keys(extra).length === 0) {
				const seconds: number[] = [];
				let shares = '';
				let lost = 0;
				let billed = 0;
				for (let round = 0; round < ROUNDS; round++) {
					emulator.reset();
					emulator.options.latencyMs = LATENCY_MS;
					const result = await sendManyDocuments(
						cluster,
						emulator,
						EXECUTIONS,
						DOCUMENTS_PER_EXECUTION,
					);
					const received = new Set(result.received);
					lost += result.sent.filter((line) => !received.has(line)).length;
					billed += emulator.billedRuns().length;
					seconds.push(result.seconds);
					shares = result.executionsByWorker.join(' and ');
				}
				const perMinute = seconds.map((one) => (EXECUTIONS * DOCUMENTS_PER_EXECUTION * 60) / one);
				const sent = ROUNDS * EXECUTIONS * DOCUMENTS_PER_EXECUTION;
				rows.push([name, formatSpread(perMinute), `${sent}`, `${billed}`, `${lost}`, shares]);
			}
			killedWorkerRows.push(
				createKilledWorkerRow(
					name,
					await killWorker(cluster, emulator, DOCUMENTS_OF_KILLED_WORKER),
				),
			);
		});
	}
	return `## Queue mode

Redis, PostgreSQL, one main and two workers with a shared folder for files, the emulator in the measuring process. ${EXECUTIONS} executions with ${DOCUMENTS_PER_EXECUTION} invoices each are started at the same time through a webhook; a run takes ${LATENCY_MS} ms; _Concurrency_ is automatic. ${ROUNDS} rounds.

${renderMarkdownTable(
	['', 'Documents per minute', 'Sent', 'Billed', 'Lost', 'Executions per worker, last round'],
	rows,
)}

### A worker is killed

SIGKILL to a worker that waits for ${DOCUMENTS_OF_KILLED_WORKER} runs, with n8n's own settings. The way back is the example \`results-of-a-killed-execution\`.

${renderMarkdownTable(
	[
		'',
		'What n8n does by itself',
		'After (s)',
		'Runs started, before → after',
		'Results by the way back',
	],
	killedWorkerRows,
)}`;
}
