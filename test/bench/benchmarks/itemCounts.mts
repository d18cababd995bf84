/** Whether the work per document stays the same from 1,000 to 10,000, and what a batch of 1,000 takes. */
import { Measuring, type Measured } from '../measuring/measurementSession.mts';
import { table } from '../report/statistics.mts';
import { mustBeComplete, Rounds, ROUNDS } from '../measuring/rounds.mts';
import type { WayName } from '../strategies/strategy.mts';

const COUNTS = [1000, 10_000];
const SMALL = { latencyMs: 0, parallel: 20, bytes: 3000 };
const BATCH = { documents: 1000, latencyMs: 300, parallel: 20, bytes: 3000 };
const WAYS: WayName[] = ['undici', 'node'];

/** Measures in paired rounds; returns the section. */
export async function itemCounts(progress: (line: string) => void): Promise<string> {
	const measuring = new Measuring();
	const byCount = COUNTS.map(() => new Rounds());
	const batches = new Rounds();
	try {
		for (let round = 1; round <= ROUNDS; round++) {
			for (const [i, documents] of COUNTS.entries()) {
				const results = await measuring.inTurn(WAYS, { ...SMALL, documents });
				mustBeComplete(results, documents);
				byCount[i].add(results);
				progress(`round ${round}: ${documents} small: ${JSON.stringify([...results])}`);
			}
			const results = await measuring.inTurn(['batch'], BATCH);
			mustBeComplete(results, BATCH.documents);
			batches.add(results);
			progress(`round ${round}: batch ${JSON.stringify([...results])}`);
		}
	} finally {
		measuring.close();
	}
	const each = (i: number) => (measured: Measured) => measured.ms / COUNTS[i];
	const slope = (way: WayName) => byCount[1].median(way, each(1)) / byCount[0].median(way, each(0));
	const rows = COUNTS.map((count, i) => [
		count.toLocaleString('en'),
		byCount[i].spread('node', each(i), 2),
		byCount[i].spread('undici', each(i), 2),
		byCount[i].spread('node', ({ growthMb }) => growthMb / (count / 1000), 1),
	]);
	return [
		'## Many small documents',
		'',
		`Documents of 3 kB, runs that take no time, ${SMALL.parallel} at a time. Median (least–most) of ${ROUNDS} paired rounds. Bare undici shows what the emulator itself does with so many.`,
		'',
		table(
			['Documents', 'Node (ms each)', 'Bare undici (ms each)', 'Memory, node (MB per 1,000)'],
			rows,
		),
		'',
		`From 1,000 to 10,000 the time per document grows ${slope('node').toFixed(2)} times with the node, ${slope('undici').toFixed(2)} times with bare undici (target: at most 1.1).`,
		'',
		'### A batch',
		'',
		`Batch > Start with 1,000 documents of 3 kB, each run ${BATCH.latencyMs} ms: ${batches.spread('batch', ({ ms }) => ms / 1000, 1)} s, and ${batches.spread('batch', ({ requests, files }) => (requests - files) / BATCH.documents, 3)} requests per document besides uploads (target: at most 1.1).`,
	].join('\n');
}
