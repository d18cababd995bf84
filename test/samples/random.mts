/** Reproducible random numbers (mulberry32): the documents and pictures of docs/ show samples made of these. */
export class Random {
	private state: number;
	constructor(seed: number) {
		this.state = (seed * 2654435761) >>> 0;
	}

	/** 0 <= n < 1 */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) >>> 0;
		let t = this.state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}

	/** An integer in an inclusive range. */
	int(from: number, to: number): number {
		return from + Math.floor(this.next() * (to - from + 1));
	}

	pick<T>(list: readonly T[]): T {
		return list[this.int(0, list.length - 1)];
	}
}
