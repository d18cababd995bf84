/** n8n's queue mode with two workers: many documents, and recovery after a worker is killed. */
import { startEmulator, type Emulator } from '../emulator/index.mts';
import { Cleanup } from './support/cleanup.mts';
import { startCluster, type Cluster } from './support/cluster.mts';
import { versions, type Version } from './support/n8n.mts';
import { killWorker } from './queue/killedWorker.mts';
import { sendManyDocuments } from './queue/manyDocuments.mts';

const EXECUTIONS = 10;
const DOCUMENTS_EACH = 50;
const DOCUMENTS = 10;

const REUSE = { whenAlreadyProcessed: 'reuse' };

describe.each<[string, Version, NodeJS.ProcessEnv, boolean, Record<string, string>?]>([
	[
		`n8n ${versions.newest.n8n}, files in the database`,
		versions.newest,
		{ N8N_DEFAULT_BINARY_DATA_MODE: 'database' },
		false,
	],
	[`n8n ${versions.oldest.n8n}, files in a shared folder`, versions.oldest, {}, true],
	[`n8n ${versions.oldest.n8n} with results that are reused`, versions.oldest, {}, true, REUSE],
	[
		`n8n ${versions.oldest.n8n} without taking over stalled executions`,
		versions.oldest,
		{ QUEUE_WORKER_MAX_STALLED_COUNT: '0' },
		false,
	],
])('%s', (_name, version, extra, takesOver, options) => {
	const cleanup = new Cleanup();
	let cluster: Cluster;
	let emulator: Emulator;
	beforeAll(async () => {
		emulator = await startEmulator();
		cleanup.add(async () => await emulator.close());
		cluster = await startCluster(version, extra);
		cleanup.add(async () => await cluster.stop());
	});
	afterAll(async () => await cleanup.run());

	if (version === versions.newest) {
		it('reads 500 documents of 10 executions, each once, on both workers', async () => {
			emulator.options.latencyMs = 300;
			const { sent, received, executionsByWorker } = await sendManyDocuments(
				cluster,
				emulator,
				EXECUTIONS,
				DOCUMENTS_EACH,
			);
			expect(sent).toHaveLength(EXECUTIONS * DOCUMENTS_EACH);
			expect(received).toEqual(sent);
			expect(emulator.billedRuns()).toHaveLength(sent.length);
			expect(executionsByWorker.reduce((sum, count) => sum + count)).toBe(EXECUTIONS);
			for (const count of executionsByWorker) expect(count).toBeGreaterThanOrEqual(2);
		});
	}

	it(`${takesOver ? 'runs' : 'does not run'} the execution of a killed worker again; its results are fetched without paying again`, async () => {
		const facts = await killWorker(cluster, emulator, DOCUMENTS, options);
		// Only without reuse does the second worker start everything again.
		const startsAgain = takesOver && options === undefined;
		expect(facts).toMatchObject({
			takenOver: takesOver,
			status: takesOver ? 'success' : 'error',
			startedInTotal: startsAgain ? 2 * DOCUMENTS : DOCUMENTS,
		});
		const { expected, recovered, startedInTotal } = facts;
		expect(recovered).toEqual(startsAgain ? [...expected, ...expected].sort() : expected);
		expect(emulator.billedRuns()).toHaveLength(startedInTotal);
	}, 420_000);
});
