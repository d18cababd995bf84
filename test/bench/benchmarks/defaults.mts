/** Each way as it is without a setting: the node and HTTP Request nodes as dropped on the canvas, the SDK by its README. */
import { MeasurementSession, type Measurement } from '../measuring/measurementSession.mts';
import { Rounds, ROUNDS } from '../measuring/rounds.mts';
import { renderMarkdownTable } from '../report/statistics.mts';
import { writeBarChart } from '../report/barChart.mts';
import { updateReliabilityPage } from '../report/reliabilityPage.mts';
import type { StrategyName } from '../strategies/strategy.mts';
import { PLANS } from './plans.mts';

const STRATEGIES: Array<[StrategyName, string]> = [
	['defaults', 'Extend node'],
	['sdkAtOnce', 'Official SDK'],
	['untouched', 'HTTP Request nodes'],
];
const BYTES = 100_000;
const UNLIMITED = { documents: 100, parallel: 20, latencyMs: 3000, bytes: BYTES };
const PAY_AS_YOU_GO = {
	documents: 300,
	parallel: 20,
	latencyMs: 1200,
	bytes: BYTES,
	behaviour: PLANS[0].behaviour,
};

const getSeconds = ({ ms }: Measurement) => ms / 1000;

/** Measures in paired rounds, returns the section and writes the table of docs/reliability.md. */
export async function benchmarkDefaults(progress: (line: string) => void): Promise<string> {
	const measuring = new MeasurementSession();
	const [unlimited, limited] = [new Rounds(), new Rounds()];
	const names = STRATEGIES.map(([strategy]) => strategy);
	try {
		for (let round = 1; round <= ROUNDS; round++) {
			for (const [rounds, task] of [
				[unlimited, UNLIMITED],
				[limited, PAY_AS_YOU_GO],
			] as const) {
				// One after the other: at its start each way needs the processor.
				const results = await measuring.measureSequentially(names, task);
				rounds.add(results);
				progress(`round ${round}: defaults ${JSON.stringify([...results])}`);
			}
		}
	} finally {
		measuring.close();
	}
	const perRun = UNLIMITED.latencyMs;
	const createBars = (rounds: Rounds, select: (measured: Measurement) => number) =>
		STRATEGIES.map(([strategy, name]) => ({ name, value: rounds.computeMedian(strategy, select) }));
	writeBarChart([
		{
			title: '100 documents of 3 s without a rate limit: seconds',
			format: (value) => `${value.toFixed(1)} s`,
			bars: [{ name: 'Ideal', value: perRun / 1000 }, ...createBars(unlimited, getSeconds)],
		},
		{
			title: '300 documents with the limits of pay-as-you-go: results',
			format: (value) => value.toFixed(0),
			bars: createBars(limited, ({ done }) => done),
		},
	]);
	updateReliabilityPage(
		renderMarkdownTable(
			['With default settings', ...STRATEGIES.map(([, name]) => name)],
			[
				[
					'Seconds for 100 documents of 3 s, no limit',
					...names.map((name) => unlimited.computeMedian(name, getSeconds).toFixed(1)),
				],
				[
					'Results for 300 documents, pay-as-you-go limits',
					...names.map((name) => String(limited.computeMedian(name, ({ done }) => done))),
				],
			],
		),
	);
	return [
		'## With default settings',
		'',
		`What each method achieves with its defaults: the node and HTTP Request nodes (upload, start, wait a second, get until finished) as added to the canvas, and the SDK called as in its README, for all documents at once. With its defaults, an n8n node stops at the first error. ${UNLIMITED.documents} documents of 100 kB and ${perRun / 1000} s without limits, then ${PAY_AS_YOU_GO.documents} documents with the limits of pay-as-you-go, ten times as fast (see the next section). The node does not begin with everything at once: until a first document has succeeded it has 20 in progress, so that a wrong setting is not billed a hundred times, which costs one extra run length. The event loop says how late n8n's own work was with a hundred documents in progress: the 99th percentile, of the first task. One way after the other, each with an emulator of its own. Median (least–most) of ${ROUNDS} rounds. Targets for the node: at most 2.3 lengths of a run, nothing lost, the event loop less than 50 ms late.`,
		'',
		renderMarkdownTable(
			[
				'',
				'No limit (s)',
				'Lengths of a run',
				'Lost',
				'Event loop (ms)',
				'Pay-as-you-go (s)',
				'Lost',
				'Refused',
			],
			STRATEGIES.map(([strategy, name]) => [
				name,
				unlimited.formatSpread(strategy, getSeconds, 2),
				unlimited.formatSpread(strategy, ({ ms }) => ms / perRun, 2),
				unlimited.formatSpread(strategy, ({ done }) => UNLIMITED.documents - done),
				unlimited.formatSpread(strategy, ({ loopP99Ms }) => loopP99Ms),
				limited.formatSpread(strategy, getSeconds, 1),
				limited.formatSpread(strategy, ({ done }) => PAY_AS_YOU_GO.documents - done),
				limited.formatSpread(strategy, ({ refused }) => refused),
			]),
		),
	].join('\n');
}
