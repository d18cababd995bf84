/** n8n's queue mode: many documents over two workers, and what happens when a worker is killed. */
import { startEmulator, type Emulator } from '../../emulator/index.mts';
import { killWorker, type KilledWorker } from '../../e2e/queue/killedWorker.mts';
import { sendMany } from '../../e2e/queue/manyDocuments.mts';
import { startCluster, type Cluster } from '../../e2e/support/cluster.mts';
import { versions, type Version } from '../../e2e/support/n8n.mts';
import { spread, table } from '../report/statistics.mts';

const ROUNDS = 3;
const EXECUTIONS = 10;
const EACH = 50;
const DOCUMENTS = 10;
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

function deathRow(name: string, facts: KilledWorker): string[] {
	const { takenOver, noticedAfterSeconds, started, startedInTheEnd, expected, recovered } = facts;
	const right = new Set(recovered.map(String));
	const found = expected.filter((one) => right.has(String(one))).length;
	return [
		name,
		takenOver ? 'the other worker runs it again from its start' : 'nothing; it ends as an error',
		String(Math.round(noticedAfterSeconds)),
		`${started} → ${startedInTheEnd}`,
		`${found} of ${expected.length}`,
	];
}

/** Measures and returns the section. */
export async function queueMode(progress: (line: string) => void): Promise<string> {
	const { newest, oldest } = versions;
	const rows: string[][] = [];
	const deaths: string[][] = [];
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
					const result = await sendMany(cluster, emulator, EXECUTIONS, EACH);
					const received = new Set(result.received);
					lost += result.sent.filter((line) => !received.has(line)).length;
					billed += emulator.billedRuns().length;
					seconds.push(result.seconds);
					shares = result.executionsByWorker.join(' and ');
				}
				const perMinute = seconds.map((one) => (EXECUTIONS * EACH * 60) / one);
				const sent = ROUNDS * EXECUTIONS * EACH;
				rows.push([name, spread(perMinute), `${sent}`, `${billed}`, `${lost}`, shares]);
			}
			deaths.push(deathRow(name, await killWorker(cluster, emulator, DOCUMENTS)));
		});
	}
	return `## Queue mode

Redis, PostgreSQL, one main and two workers with a shared folder for files, the emulator in the measuring process. ${EXECUTIONS} executions with ${EACH} invoices each are started at the same time through a webhook; a run takes ${LATENCY_MS} ms; _Concurrency_ is 10. ${ROUNDS} rounds.

${table(
	['', 'Documents per minute', 'Sent', 'Billed', 'Lost', 'Executions per worker, last round'],
	rows,
)}

### A worker is killed

SIGKILL to a worker that waits for ${DOCUMENTS} runs, with n8n's own settings. The way back is the example \`results-of-a-killed-execution\`.

${table(
	[
		'',
		'What n8n does by itself',
		'After (s)',
		'Runs started, before → after',
		'Results by the way back',
	],
	deaths,
)}`;
}
