import type { Measured } from './measurementSession.mts';
import { median, spread } from '../report/statistics.mts';
import type { WayName } from '../strategies/strategy.mts';

export const ROUNDS = 3;

/** What was measured in paired rounds, way by way. */
export class Rounds {
	private readonly byWay = new Map<WayName, Measured[]>();

	add(results: Map<WayName, Measured>) {
		for (const [way, measured] of results)
			this.byWay.set(way, [...(this.byWay.get(way) ?? []), measured]);
	}

	figures(way: WayName, of: (measured: Measured) => number): number[] {
		return (this.byWay.get(way) ?? []).map(of);
	}

	median(way: WayName, of: (measured: Measured) => number): number {
		return median(this.figures(way, of));
	}

	/** Median (least–most). */
	spread(way: WayName, of: (measured: Measured) => number, digits = 0): string {
		return spread(this.figures(way, of), digits);
	}

	/** Ratios of two ways, round by round. */
	ratio(way: WayName, to: WayName, of: (measured: Measured) => number): string {
		const other = this.figures(to, of);
		return spread(
			this.figures(way, of).map((value, i) => value / other[i]),
			2,
		);
	}
}

/** Throws when a way that must bring every document did not: its time would mean nothing. */
export function mustBeComplete(results: Map<WayName, Measured>, documents: number) {
	for (const [way, { done, failed }] of results)
		if (done !== documents || failed > 0)
			throw new Error(`${way}: ${done} of ${documents} done, ${failed} failed`);
}
