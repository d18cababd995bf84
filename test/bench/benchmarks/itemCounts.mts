/** Compares the time per document for 1,000 and 10,000 documents, and measures a batch of 1,000. */
import { MeasurementSession, type Measurement } from '../measuring/measurementSession.mts';
import { renderMarkdownTable } from '../report/statistics.mts';
import { assertComplete, Rounds, ROUNDS } from '../measuring/rounds.mts';
import type { StrategyName } from '../strategies/strategy.mts';

const COUNTS = [1000, 10_000];
const SMALL_TASK = { latencyMs: 0, parallel: 20, bytes: 3000 };
const BATCH_TASK = { documents: 1000, latencyMs: 300, parallel: 20, bytes: 3000 };
const STRATEGIES: StrategyName[] = ['undici', 'node'];

/** Measures in paired rounds and returns the section. */
export async function benchmarkItemCounts(progress: (line: string) => void): Promise<string> {
	const measuring = new MeasurementSession();
	const byCount = COUNTS.map(() => new Rounds());
	const batches = new Rounds();
	try {
		for (let round = 1; round <= ROUNDS; round++) {
			for (const [i, documents] of COUNTS.entries()) {
				const results = await measuring.measureSequentially(STRATEGIES, {
					...SMALL_TASK,
					documents,
				});
				assertComplete(results, documents);
				byCount[i].add(results);
				progress(`round ${round}: ${documents} small: ${JSON.stringify([...results])}`);
			}
			const results = await measuring.measureSequentially(['batch'], BATCH_TASK);
			assertComplete(results, BATCH_TASK.documents);
			batches.add(results);
			progress(`round ${round}: batch ${JSON.stringify([...results])}`);
		}
	} finally {
		measuring.close();
	}
	const each = (i: number) => (measured: Measurement) => measured.ms / COUNTS[i];
	const slope = (strategy: StrategyName) =>
		byCount[1].computeMedian(strategy, each(1)) / byCount[0].computeMedian(strategy, each(0));
	const rows = COUNTS.map((count, i) => [
		count.toLocaleString('en'),
		byCount[i].formatSpread('node', each(i), 2),
		byCount[i].formatSpread('undici', each(i), 2),
		byCount[i].formatSpread('node', ({ growthMb }) => growthMb / (count / 1000), 1),
	]);
	return [
		'## Many small documents',
		'',
		`Documents of 3 kB, runs that take no time, ${SMALL_TASK.parallel} at a time. Median (least–most) of ${ROUNDS} paired rounds. Bare undici shows what the emulator itself does with so many.`,
		'',
		renderMarkdownTable(
			['Documents', 'Node (ms each)', 'Bare undici (ms each)', 'Memory, node (MB per 1,000)'],
			rows,
		),
		'',
		`From 1,000 to 10,000 the time per document grows ${slope('node').toFixed(2)} times with the node, ${slope('undici').toFixed(2)} times with bare undici (target: at most 1.1).`,
		'',
		'### A batch',
		'',
		`Batch > Run with 1,000 documents of 3 kB, each run ${BATCH_TASK.latencyMs} ms: ${batches.formatSpread('batch', ({ ms }) => ms / 1000, 1)} s, and ${batches.formatSpread('batch', ({ requests, files }) => (requests - files) / BATCH_TASK.documents, 3)} requests per document besides uploads (target: at most 1.1).`,
	].join('\n');
}
