/** Two workers of n8n's queue mode with one account: what they get together out of the limits of Extend's plans. */
import { median } from 'simple-statistics';
import { startEmulator, type Emulator } from '../../emulator/index.mts';
import { sendManyDocuments } from '../../e2e/queue/manyDocuments.mts';
import { startCluster, type Cluster } from '../../e2e/support/cluster.mts';
import { Cleanup } from '../../e2e/support/cleanup.mts';
import { versions } from '../../e2e/support/n8n.mts';
import { formatSpread, renderMarkdownTable } from '../report/statistics.mts';
import { ROUNDS } from '../measuring/rounds.mts';
import { createPlans, DOCUMENTS, formatUse, type Plan } from './plans.mts';

const EXECUTIONS = 10;
/** Ten and three times as fast as in reality: `Retry-After` has whole seconds, which weigh more the faster it is. */
const RUNS = [10, 3].flatMap((faster) => createPlans(faster).map((plan) => ({ faster, plan })));

interface Measured {
	seconds: number;
	lost: number;
	/** of the requests, in percent */
	refused: number;
	executionsByWorker: number[];
}

async function measurePlan(
	cluster: Cluster,
	emulator: Emulator,
	{ behaviour, latencyMs }: Plan,
): Promise<Measured> {
	emulator.reset();
	Object.assign(emulator.options, behaviour, { latencyMs });
	const { sent, received, seconds, executionsByWorker } = await sendManyDocuments(
		cluster,
		emulator,
		EXECUTIONS,
		DOCUMENTS / EXECUTIONS,
	);
	const results = new Set(received);
	const { requests } = emulator;
	const refused = requests.filter(({ status }) => status === 429).length;
	return {
		seconds,
		lost: sent.filter((line) => !results.has(line)).length,
		refused: (refused / requests.length) * 100,
		executionsByWorker,
	};
}

/** Measures in rounds and returns the section. */
export async function benchmarkWorkers(progress: (line: string) => void): Promise<string> {
	const cleanup = new Cleanup();
	const rows: string[][] = [];
	try {
		const emulator = await startEmulator();
		cleanup.add(async () => await emulator.close());
		const cluster = await startCluster(versions.newest);
		cleanup.add(async () => await cluster.stop());
		for (const { faster, plan } of RUNS) {
			const rounds: Measured[] = [];
			for (let round = 1; round <= ROUNDS; round++) {
				rounds.push(await measurePlan(cluster, emulator, plan));
				progress(
					`round ${round}: ${plan.name}, ${faster} times as fast, two workers: ${JSON.stringify(rounds.at(-1))}`,
				);
			}
			const seconds = rounds.map((one) => one.seconds);
			rows.push([
				`${plan.name} × ${faster}`,
				formatSpread(seconds, 1),
				formatUse(plan, seconds),
				formatSpread(rounds.map(({ lost }) => lost)),
				`${median(rounds.map(({ refused }) => refused)).toFixed(1)} %`,
				rounds.map(({ executionsByWorker }) => executionsByWorker.join(' and ')).join('; '),
			]);
		}
	} finally {
		await cleanup.run();
	}
	return `## Two workers and the limits of the plans

The same limits, ten and three times as fast, in n8n ${versions.newest.n8n} in queue mode: Redis, PostgreSQL, one main and two workers, which know nothing of each other. ${EXECUTIONS} executions with ${DOCUMENTS / EXECUTIONS} invoices each are started at once through a webhook. The seconds are those from the first request to the end of the last execution, so they include n8n's queue. \`Retry-After\` has whole seconds, so after each window of six seconds up to one more is lost; a real window has sixty. Median (least–most) of ${ROUNDS} rounds. Target: 85 %, nothing lost.

${renderMarkdownTable(
	['Plan', 'Seconds', 'Of what is allowed', 'Lost', 'Refused', 'Executions per worker'],
	rows,
)}`;
}
