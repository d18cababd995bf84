/** Processes the same documents with the node, n8n's HTTP Request nodes, the SDK and bare requests. */
import {
	MeasurementSession,
	type Measurement,
	type MeasurementTask,
} from '../measuring/measurementSession.mts';
import { renderMarkdownTable } from '../report/statistics.mts';
import { assertComplete, Rounds, ROUNDS } from '../measuring/rounds.mts';
import type { StrategyName } from '../strategies/strategy.mts';

const DOCUMENTS = 100;
const BYTES = 100_000;
const GRID: Array<[latencyMs: number, parallel: number]> = [
	[0, 1],
	[0, 5],
	[0, 20],
	[300, 1],
	[300, 5],
	[300, 20],
	[3000, 5],
	[3000, 20],
];
const LARGE_TASK = { documents: 1000, latencyMs: 300, parallel: 20, bytes: BYTES };
const STRATEGIES: StrategyName[] = ['undici', 'helper', 'sdk', 'node', 'chain', 'unbounded'];

const getSeconds = ({ ms }: Measurement) => ms / 1000;
const getMsPerDocument = ({ ms, documents }: { ms: number; documents: number }) => ms / documents;
const getIdealSeconds = ({ documents, latencyMs, parallel }: MeasurementTask) =>
	(documents * latencyMs) / parallel / 1000;

/** Tasks that mostly wait are measured concurrently, because they do not compete for the processor. */
async function measureTask(
	measuring: MeasurementSession,
	task: MeasurementTask,
): Promise<Map<StrategyName, Measurement>> {
	const isMostlyWaiting = task.latencyMs / task.parallel >= 60;
	const results = isMostlyWaiting
		? await measuring.measureConcurrently(STRATEGIES, task)
		: await measuring.measureSequentially(STRATEGIES, task);
	assertComplete(results, task.documents);
	return results;
}

function createRow(task: MeasurementTask, rounds: Rounds): string[] {
	const ideal = getIdealSeconds(task);
	return [
		`${task.latencyMs} ms × ${task.parallel}`,
		ideal === 0 ? '–' : ideal.toFixed(1),
		...STRATEGIES.map((strategy) => rounds.formatSpread(strategy, getSeconds, 2)),
		ideal === 0 ? '–' : (rounds.computeMedian('node', getSeconds) / ideal).toFixed(2),
		rounds.formatRatio('node', 'chain', getSeconds),
		ideal === 0 ? '–' : (ideal / rounds.computeMedian('chain', getSeconds)).toFixed(2),
	];
}

/** Milliseconds per document and slot in addition to the run itself. */
function formatOverheadMs(
	rounds: Rounds,
	latencyMs: number,
	parallel: number,
	strategy: StrategyName = 'chain',
) {
	const perPlace = (rounds.computeMedian(strategy, ({ ms }) => ms) * parallel) / DOCUMENTS;
	return (perPlace - latencyMs).toFixed(0);
}

function createOverheadRow(task: MeasurementTask, rounds: Rounds): string[] {
	const each = (strategy: StrategyName) =>
		rounds.computeMedian(strategy, ({ ms }) => getMsPerDocument({ ms, documents: task.documents }));
	const floor = each('undici') + each('helper');
	return [
		String(task.parallel),
		...(['undici', 'helper', 'node', 'chain'] as const).map((strategy) =>
			each(strategy).toFixed(1),
		),
		(each('node') / each('helper')).toFixed(2),
		(each('node') / floor).toFixed(2),
	];
}

function createCostRows(rounds: Rounds, documents: number): string[][] {
	const names: Record<string, string> = NAMES;
	return STRATEGIES.map((strategy) => [
		names[strategy],
		rounds.formatSpread(strategy, ({ cpuMs }) => cpuMs / documents, 1),
		rounds.formatSpread(strategy, ({ growthMb }) => growthMb),
		rounds.formatSpread(strategy, ({ requests }) => requests / documents, 2),
	]);
}

const NAMES = {
	undici: 'Bare undici',
	helper: "n8n's HTTP helper",
	sdk: 'Official SDK',
	node: 'Extend node',
	chain: 'HTTP Request nodes',
	unbounded: 'HTTP Request nodes, all at once',
};

const HEADER = [
	'Run × parallel',
	'Ideal (s)',
	...STRATEGIES.map((strategy) => `${NAMES[strategy as keyof typeof NAMES]} (s)`),
	'Node / ideal',
	'Node / HTTP Request nodes',
	'Ideal / HTTP Request nodes',
];

/** Measures in paired rounds and returns the section. */
export async function benchmarkThroughput(progress: (line: string) => void): Promise<string> {
	const measuring = new MeasurementSession();
	const tasks: MeasurementTask[] = [
		...GRID.map(([latencyMs, parallel]) => ({
			documents: DOCUMENTS,
			latencyMs,
			parallel,
			bytes: BYTES,
		})),
		LARGE_TASK,
	];
	const all = tasks.map(() => new Rounds());
	try {
		for (let round = 1; round <= ROUNDS; round++) {
			for (const [i, task] of tasks.entries()) {
				const results = await measureTask(measuring, task);
				all[i].add(results);
				const times = [...results].map(
					([strategy, result]) => `${strategy} ${getSeconds(result).toFixed(2)}`,
				);
				progress(`round ${round}: ${JSON.stringify(task)}: ${times.join(', ')}`);
			}
		}
	} finally {
		measuring.close();
	}
	const at = (latencyMs: number, parallel: number) =>
		all[GRID.findIndex(([latency, many]) => latency === latencyMs && many === parallel)];
	const many = all[all.length - 1];
	return [
		'## Documents',
		'',
		`${DOCUMENTS} documents of 100 kB, from n8n's store on disk to the finished run, in n8n 2.41.1 on Node 24. "Run" is how long Extend takes for a document, "parallel" how many are under way at the same time; "ideal" is nothing but that. The HTTP Request nodes upload, start, wait a second and get until the run is done, with a loop that holds back the rest, and at last as they do by themselves: everything at once. The node and the three plain ways ask synchronously (two requests per document), the SDK as its README shows, with a pool where several are parallel. Where the ideal is more than 6 s all ways run at the same time, each with an emulator of its own; otherwise one after the other. Median (least–most) of ${ROUNDS} paired rounds.`,
		'',
		renderMarkdownTable(HEADER, [
			...GRID.map((_, i) => createRow(tasks[i], all[i])),
			[
				`1,000 documents, ${createRow(LARGE_TASK, many)[0]}`,
				...createRow(LARGE_TASK, many).slice(1),
			],
		]),
		'',
		`Targets: node / ideal at most 1.05 at 3 s × 5, node / HTTP Request nodes at most 0.7. The second cannot be met at 3 s, by nobody: the last column shows what would be left if the node itself took no time. There 3 s is a whole number of the seconds that the HTTP Request nodes wait, so that they ask just when the run is done; of their time only ${formatOverheadMs(at(3000, 5), 3000, 5)} ms per document are not the run, of the node's ${formatOverheadMs(at(3000, 5), 3000, 5, 'node')} ms.`,
		'',
		'### What a document costs by itself',
		'',
		'Runs that take no time: milliseconds per document. The target is at most 1.5 times the sum of the two before it.',
		'',
		renderMarkdownTable(
			[
				'Parallel',
				'Bare undici',
				"n8n's HTTP helper",
				'Extend node',
				'HTTP Request nodes',
				'Node / helper',
				'Node / (undici + helper)',
			],
			[0, 1, 2].map((i) => createOverheadRow(tasks[i], all[i])),
		),
		'',
		'### Processor, memory, requests',
		'',
		'1,000 documents of 300 ms, 20 at a time. Memory: peak above that just before the work.',
		'',
		renderMarkdownTable(
			['', 'Processor per document (ms)', 'Memory (MB)', 'Requests per document'],
			createCostRows(many, LARGE_TASK.documents),
		),
	].join('\n');
}
