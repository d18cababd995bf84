/** n8n in queue mode: Redis, PostgreSQL, a main process and workers that share its file storage. */
import { Cleanup } from './cleanup.mts';
import { startN8n, type N8n, type Version } from './n8n.mts';
import { startPostgres } from './services/postgres.mts';
import type { Program } from './program.mts';
import { startRedis } from './services/redis.mts';

export interface Cluster {
	n8n: N8n;
	workers: Program[];
	stop(): Promise<void>;
}

const WORKER_CONCURRENCY = 5;

/** Starts everything with two workers. `extra` is added to the environment of all n8n processes. */
export async function startCluster(
	version: Version,
	extra: NodeJS.ProcessEnv = {},
): Promise<Cluster> {
	const cleanup = new Cleanup();
	try {
		const redis = await startRedis();
		cleanup.add(redis.stop);
		const postgres = await startPostgres();
		cleanup.add(() => postgres.stop());
		const n8n = await startN8n(version, {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redis.port),
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(postgres.port),
			DB_POSTGRESDB_USER: postgres.user,
			DB_POSTGRESDB_DATABASE: postgres.database,
			...extra,
		});
		cleanup.add(async () => await n8n.stop());
		const names = ['worker 1', 'worker 2'];
		const workers = await Promise.all(
			names.map(async (one) => await n8n.startWorker(one, WORKER_CONCURRENCY)),
		);
		return { n8n, workers, stop: async () => await cleanup.run() };
	} catch (error) {
		await cleanup.run();
		throw error;
	}
}

/** IDs of the executions that a worker started, in order. */
export function getExecutionIds(worker: Program): string[] {
	return [...worker.getOutput().matchAll(/Worker started execution (\d+)/g)].map(([, id]) => id);
}
