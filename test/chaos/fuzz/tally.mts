/** Counts what happened in the executions, so that a fuzz that no longer reaches something is noticed. */
import { isReused } from './judge/reuse.mts';
import type { Observation } from './observation.mts';

/** What has to happen in a thousand executions, and how often at least: about half of what it is. */
const EXPECTED: Array<[string, number, (seen: Observation) => number]> = [
	['results', 1000, ({ items }) => items.filter(({ json }) => json.error === undefined).length],
	[
		'error items',
		300,
		({ items, errorItems }) =>
			[...items, ...errorItems].filter(({ json }) => json.error !== undefined).length,
	],
	['thrown errors', 50, ({ thrown, isCanceled }) => (thrown && !isCanceled ? 1 : 0)],
	['runs', 1500, ({ runs }) => runs.length],
	['lost starts', 250, ({ starts }) => starts.filter(({ end }) => end === 'lost').length],
	['rejected starts', 70, ({ starts }) => starts.filter(({ end }) => end === 'rejected').length],
	['runs found again', 80, ({ text }) => (text.includes('found the run and reused it') ? 1 : 0)],
	['second starts', 15, ({ text }) => (text.includes('so it started a new one') ? 1 : 0)],
	['executions stopped', 80, ({ isCanceled }) => (isCanceled ? 1 : 0)],
	[
		'runs canceled after Stop',
		60,
		({ stop, runs }) => (stop ? runs.filter(({ status }) => status === 'CANCELLED').length : 0),
	],
	['executions with deletions', 70, ({ deletions }) => (deletions.length > 0 ? 1 : 0)],
	['limits of credits', 10, ({ text }) => (text.includes('MAX_CREDITS') ? 1 : 0)],
	['documents that a second execution reused', 150, countReused],
	['failed runs', 40, ({ runs }) => runs.filter(({ status }) => status === 'FAILED').length],
];

function countReused({ earlier, items }: Observation): number {
	return earlier ? items.filter(isReused).length : 0;
}

export class Tally {
	private readonly counts = EXPECTED.map(() => 0);

	add(seen: Observation): void {
		EXPECTED.forEach(([, , count], index) => (this.counts[index] += count(seen)));
	}

	/** What happened too rarely. */
	findTooFew(): string[] {
		return EXPECTED.flatMap(([what, least], index) =>
			this.counts[index] < least ? [`${this.counts[index]} ${what}, at least ${least}`] : [],
		);
	}
}
