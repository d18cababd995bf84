/** Throughput and lost documents with a limit of ten requests per second. */
import { MeasurementSession, type Measurement } from '../measuring/measurementSession.mts';
import { renderMarkdownTable } from '../report/statistics.mts';
import { Rounds, ROUNDS } from '../measuring/rounds.mts';
import type { StrategyName } from '../strategies/strategy.mts';

const REQUESTS_PER_SECOND = 10;
/** one upload and one synchronous run */
const REQUESTS_PER_DOCUMENT = 2;
const TASK = {
	documents: 200,
	parallel: 20,
	latencyMs: 300,
	bytes: 100_000,
	behaviour: { requestsPerSecond: REQUESTS_PER_SECOND },
};
const STRATEGIES: Array<[StrategyName, string]> = [
	['node', 'Extend node'],
	['sdk', 'Official SDK'],
	['chain', 'HTTP Request nodes, five a second, five tries'],
	['unbounded', 'HTTP Request nodes, all at once, five tries'],
];

const getDocumentsPerMinute = ({ done, ms }: Measurement) => (done * 60_000) / ms;

/** Measures in paired rounds and returns the section. */
export async function benchmarkRateLimit(progress: (line: string) => void): Promise<string> {
	const measuring = new MeasurementSession();
	const rounds = new Rounds();
	try {
		for (let round = 1; round <= ROUNDS; round++) {
			const results = await measuring.measureConcurrently(
				STRATEGIES.map(([strategy]) => strategy),
				TASK,
			);
			rounds.add(results);
			progress(`round ${round}: rate limit ${JSON.stringify([...results])}`);
		}
	} finally {
		measuring.close();
	}
	const allowed = (REQUESTS_PER_SECOND * 60) / REQUESTS_PER_DOCUMENT;
	const rows = STRATEGIES.map(([strategy, name]) => [
		name,
		rounds.formatSpread(strategy, getDocumentsPerMinute),
		`${((rounds.computeMedian(strategy, getDocumentsPerMinute) / allowed) * 100).toFixed(0)} %`,
		rounds.formatSpread(strategy, ({ failed }) => failed),
		rounds.formatSpread(strategy, ({ requests }) => requests / TASK.documents, 2),
	]);
	return [
		'## Under a rate limit',
		'',
		`${TASK.documents} documents of 100 kB, runs of ${TASK.latencyMs} ms, ${TASK.parallel} at a time, and at most ${REQUESTS_PER_SECOND} requests in any second; more are refused with 429 and \`Retry-After: 1\`. With two requests per document that allows ${allowed} documents a minute. The HTTP Request nodes know the limit and send in batches of five a second: with batches of ten they lose documents, because one node starts right after the other. At last as they do by themselves. All ways run at the same time, each with an emulator of its own. Median (least–most) of ${ROUNDS} rounds. Target for the node: 95 %, and nothing lost. It was met when the node had one limiter for all requests. Extend counts uploads, runs, and reads apart, and now the node does, too (see the limits of the plans), so of one limit for all of them each category takes what the others leave.`,
		'',
		renderMarkdownTable(
			['', 'Documents per minute', 'Of what is allowed', 'Documents lost', 'Requests per document'],
			rows,
		),
	].join('\n');
}
