import { median } from 'simple-statistics';
import type { Measurement } from './measurementSession.mts';
import { formatSpread } from '../report/statistics.mts';
import type { StrategyName } from '../strategies/strategy.mts';

/** Fewer to try a benchmark out. */
export const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);

/** Measurements of paired rounds, by strategy. */
export class Rounds {
	private readonly byStrategy = new Map<StrategyName, Measurement[]>();

	add(results: Map<StrategyName, Measurement>) {
		for (const [strategy, measured] of results)
			this.byStrategy.set(strategy, [...(this.byStrategy.get(strategy) ?? []), measured]);
	}

	getValues(strategy: StrategyName, select: (measured: Measurement) => number): number[] {
		return (this.byStrategy.get(strategy) ?? []).map(select);
	}

	computeMedian(strategy: StrategyName, of: (measured: Measurement) => number): number {
		return median(this.getValues(strategy, of));
	}

	/** Median (least–most). */
	formatSpread(strategy: StrategyName, of: (measured: Measurement) => number, digits = 0): string {
		return formatSpread(this.getValues(strategy, of), digits);
	}

	/** Ratio of two strategies per round. */
	formatRatio(
		strategy: StrategyName,
		to: StrategyName,
		of: (measured: Measurement) => number,
	): string {
		const other = this.getValues(to, of);
		return formatSpread(
			this.getValues(strategy, of).map((value, i) => value / other[i]),
			2,
		);
	}
}

/** Throws if a strategy lost documents, because its time would be meaningless. */
export function assertComplete(results: Map<StrategyName, Measurement>, documents: number) {
	for (const [strategy, { done, failed }] of results)
		if (done !== documents || failed > 0)
			throw new Error(`${strategy}: ${done} of ${documents} done, ${failed} failed`);
}
