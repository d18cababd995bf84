/** Memory of many documents of 5 MB with the defaults of the node, in each way in which n8n keeps files. */
import {
	MeasurementSession,
	type Measurement,
	type MeasurementTask,
} from '../measuring/measurementSession.mts';
import { ROUNDS } from '../measuring/rounds.mts';
import { formatSpread, renderMarkdownTable } from '../report/statistics.mts';
import type { BinaryMode } from '../strategies/fileItems.mts';

const BYTES = 5_000_000;
const TASK = { parallel: 20, latencyMs: 300, bytes: BYTES };
/** For trying it out, where there is less memory, disk or time. */
const MANY = Number(process.env.BENCH_MANY ?? 1000);
const ROWS: Array<[name: string, binaryMode: BinaryMode, documents: number]> = [
	['Filesystem', 'filesystem', 100],
	['Filesystem, combined', 'combined', 100],
	['Memory', 'memory', 100],
	['Memory', 'memory', MANY],
];

/** Measures in rounds and returns the section. */
export async function benchmarkBinaryModes(progress: (line: string) => void): Promise<string> {
	const rows: string[][] = [];
	for (const [name, binaryMode, documents] of ROWS) {
		const rounds: Measurement[] = [];
		for (let round = 1; round <= ROUNDS; round++) {
			const measuring = new MeasurementSession();
			try {
				const task: MeasurementTask = { ...TASK, documents, binaryMode };
				const results = await measuring.measureSequentially(['defaults'], task);
				for (const measured of results.values()) {
					if (measured.done !== documents) throw new Error(JSON.stringify(measured));
					rounds.push(measured);
				}
				progress(`round ${round}: ${name}, ${documents}: ${JSON.stringify(rounds.at(-1))}`);
			} finally {
				measuring.close();
			}
		}
		rows.push([
			name,
			documents.toLocaleString('en'),
			formatSpread(rounds.map(({ growthMb }) => growthMb)),
			formatSpread(
				rounds.map(({ ms }) => ms / 1000),
				1,
			),
		]);
	}
	return [
		'## Memory of many documents',
		'',
		`Documents of 5 MB with the defaults of the node, up to a hundred in progress. Memory: peak above that just before the work. In memory mode n8n itself holds each file as base64 (${Math.round((BYTES * 4) / 3 / 1e6)} MB); here all items share one such text, so that what is measured is what the node adds: four uploads at most, each with its decoded file, and what waits for the garbage collector. The figure must not grow with the number of documents. Median (least–most) of ${ROUNDS} rounds.`,
		'',
		renderMarkdownTable(['Files are kept in', 'Documents', 'Memory (MB more)', 'Seconds'], rows),
	].join('\n');
}
