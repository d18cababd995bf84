/** What the node gets out of the limits of Extend's plans: alone, two executions at once, and in two processes. */
import { median } from 'simple-statistics';
import type { Behavior } from '../../emulator/index.mts';
import {
	MeasurementSession,
	type Measurement,
	type MeasurementTask,
} from '../measuring/measurementSession.mts';
import { ROUNDS } from '../measuring/rounds.mts';
import { formatSpread, renderMarkdownTable } from '../report/statistics.mts';

const FASTER = 10;
export const DOCUMENTS = 300;

export interface Plan {
	name: string;
	/** runs in each window of `minuteMs` */
	runs: number;
	minuteMs: number;
	/** of a run */
	latencyMs: number;
	behaviour: Partial<Behavior>;
}

/**
 * The limits of Extend's plans (Extend docs: rate limits), each category by itself.
 * @param faster so many times as fast as in reality, where runs take 12 s
 */
export function createPlans(faster: number): [Plan, Plan, Plan] {
	const createPlan = (name: string, requestsPerSecond: number, runs: number): Plan => {
		const perSecond = requestsPerSecond * faster;
		const minuteMs = 60_000 / faster;
		return {
			name,
			runs,
			minuteMs,
			latencyMs: 12_000 / faster,
			behaviour: {
				readsPerSecond: perSecond,
				writesPerSecond: perSecond,
				runsPerSecond: perSecond,
				runsPerMinute: runs,
				minuteMs,
			},
		};
	};
	return [
		createPlan('Pay-as-you-go', 10, 80),
		createPlan('Scale', 25, 120),
		createPlan('Enterprise', 75, 300),
	];
}

export const PLANS = createPlans(FASTER);

/** A way to process the documents; each measurement is of one process. */
const WAYS = [
	{ name: 'One execution', strategy: 'defaults', processes: 1 },
	{ name: 'Two at once', strategy: 'pair', processes: 1 },
	{ name: 'Two processes', strategy: 'defaults', processes: 2 },
] as const;

interface Shared {
	/** until the last execution is done */
	ms: number;
	done: number;
	refused: number;
	requests: number;
	/** when the first execution was done, as a part of `ms` */
	first: number;
}

async function measureWay(
	measuring: MeasurementSession,
	{ strategy, processes }: (typeof WAYS)[number],
	task: MeasurementTask,
): Promise<Shared> {
	const documents = task.documents / processes;
	const parts = await measuring.measureTogether(strategy, processes, { ...task, documents });
	const ended = parts.flatMap(({ ms, endedMs }) => endedMs ?? [ms]);
	const ms = Math.max(...ended);
	const sum = (select: (part: Measurement) => number) =>
		parts.map(select).reduce((one, other) => one + other, 0);
	const { requests, refused } = parts[0] as Measurement;
	return { ms, done: sum(({ done }) => done), requests, refused, first: Math.min(...ended) / ms };
}

/** How much of what the plan allows was used, in percent. */
export function formatUse({ runs, minuteMs }: Plan, seconds: number[]): string {
	const allowedMs = (DOCUMENTS / runs) * minuteMs;
	return `${Math.round((allowedMs / 1000 / median(seconds)) * 100)} %`;
}

/** Measures in rounds and returns the section. */
export async function benchmarkPlans(progress: (line: string) => void): Promise<string> {
	const rows: string[][] = [];
	for (const plan of PLANS) {
		for (const way of WAYS) {
			const rounds: Shared[] = [];
			for (let round = 1; round <= ROUNDS; round++) {
				const measuring = new MeasurementSession();
				try {
					const { behaviour, latencyMs } = plan;
					const task = {
						documents: DOCUMENTS,
						parallel: 20,
						latencyMs,
						bytes: 100_000,
					};
					const measured = await measureWay(measuring, way, { ...task, behaviour });
					rounds.push(measured);
					progress(`round ${round}: ${plan.name}, ${way.name}: ${JSON.stringify(measured)}`);
				} finally {
					measuring.close();
				}
			}
			const seconds = rounds.map(({ ms }) => ms / 1000);
			const lost = rounds.map(({ done }) => DOCUMENTS - done);
			const refused = rounds.map(({ refused, requests }) => (refused / requests) * 100);
			const first = rounds.map((one) => one.first * 100);
			rows.push([
				plan.name,
				way.name,
				formatSpread(seconds, 1),
				formatUse(plan, seconds),
				formatSpread(lost),
				`${median(refused).toFixed(1)} %`,
				way.name === 'One execution' ? '–' : `${median(first).toFixed(0)} %`,
			]);
		}
	}
	return [
		'## The limits of the plans',
		'',
		`${DOCUMENTS} documents of 100 kB with the defaults of the node, and the limits of Extend's plans per category, all ten times as fast: a run takes ${PLANS[0].latencyMs / 1000} s instead of 12, and the limit on runs holds for ${PLANS[0].minuteMs / 1000} s instead of a minute. What a plan allows is its rate: more than 100 % is possible, since the first window is empty at the start. Two executions at once share the documents and, in one process of n8n, also what they measure of the limits; two processes, as two workers in queue mode, know nothing of each other. The last column says when the first of two was done, as a part of the time of both: 100 % is fair. Median (least–most) of ${ROUNDS} rounds. Targets: one execution 90 %, two together 85 %, nothing lost, less than 10 % of the requests refused.`,
		'',
		renderMarkdownTable(
			['Plan', '', 'Seconds', 'Of what is allowed', 'Lost', 'Refused', 'First of two done'],
			rows,
		),
	].join('\n');
}
