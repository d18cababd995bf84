/** Ten requests a second are allowed: how much of that comes out, and what is lost. */
import { Measuring, type Measured } from '../measuring/measurementSession.mts';
import { table } from '../report/statistics.mts';
import { Rounds, ROUNDS } from '../measuring/rounds.mts';
import type { WayName } from '../strategies/strategy.mts';

const PER_SECOND = 10;
/** An upload and a synchronous run. */
const REQUESTS_PER_DOCUMENT = 2;
const TASK = {
	documents: 200,
	parallel: 20,
	latencyMs: 300,
	bytes: 100_000,
	behaviour: { requestsPerSecond: PER_SECOND },
};
const WAYS: Array<[WayName, string]> = [
	['node', 'Extend node'],
	['sdk', 'Official SDK'],
	['chain', 'HTTP Request nodes, five a second, five tries'],
	['unbounded', 'HTTP Request nodes, all at once, five tries'],
];

const perMinute = ({ done, ms }: Measured) => (done * 60_000) / ms;

/** Measures in paired rounds; returns the section. */
export async function rateLimit(progress: (line: string) => void): Promise<string> {
	const measuring = new Measuring();
	const rounds = new Rounds();
	try {
		for (let round = 1; round <= ROUNDS; round++) {
			const results = await measuring.sideBySide(
				WAYS.map(([way]) => way),
				TASK,
			);
			rounds.add(results);
			progress(`round ${round}: rate limit ${JSON.stringify([...results])}`);
		}
	} finally {
		measuring.close();
	}
	const allowed = (PER_SECOND * 60) / REQUESTS_PER_DOCUMENT;
	const rows = WAYS.map(([way, name]) => [
		name,
		rounds.spread(way, perMinute),
		`${((rounds.median(way, perMinute) / allowed) * 100).toFixed(0)} %`,
		rounds.spread(way, ({ failed }) => failed),
		rounds.spread(way, ({ requests }) => requests / TASK.documents, 2),
	]);
	return [
		'## Under a rate limit',
		'',
		`${TASK.documents} documents of 100 kB, runs of ${TASK.latencyMs} ms, ${TASK.parallel} at a time, and at most ${PER_SECOND} requests in any second; more are refused with 429 and \`Retry-After: 1\`. With two requests per document that allows ${allowed} documents a minute. The HTTP Request nodes know the limit and send in batches of five a second: with batches of ten they lose documents, because one node starts right after the other. At last as they do by themselves. All ways run at the same time, each with an emulator of its own. Median (least–most) of ${ROUNDS} rounds. Target for the node: 95 %, and nothing lost.`,
		'',
		table(
			['', 'Documents per minute', 'Of what is allowed', 'Documents lost', 'Requests per document'],
			rows,
		),
	].join('\n');
}
