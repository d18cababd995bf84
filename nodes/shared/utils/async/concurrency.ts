/** How many tasks of a pool may be in progress. */
export interface PoolLimit {
	/** One more is started while fewer than this are in progress; one at least always is. */
	get(inProgress: number): number;
	/** Calls `wake` whenever the limit may have grown for another reason than the end of a task. */
	onChange(wake: () => void): void;
}

/**
 * Runs `task` for every item, started in order and at most `limit` at once. Before each start `mayStart` is called:
 * once it returns false, no further item is started, and those in flight are awaited.
 * `task` must handle its own errors; a rejection aborts the pool.
 */
export async function runPool<T>(
	items: readonly T[],
	limit: number | PoolLimit,
	task: (item: T, index: number) => Promise<void>,
	mayStart: () => boolean = () => true,
): Promise<void> {
	const getLimit = typeof limit === 'number' ? () => limit : limit.get;
	const waiting = items.entries();
	let next = waiting.next();
	let inProgress = 0;
	await new Promise<void>((resolve, reject) => {
		const end = () => {
			inProgress -= 1;
			fill();
		};
		const fill = () => {
			while (!next.done && mayStart() && inProgress < Math.max(1, getLimit(inProgress))) {
				const [index, item] = next.value;
				next = waiting.next();
				inProgress += 1;
				task(item, index).then(end, reject);
			}
			if (inProgress === 0) resolve();
		};
		if (typeof limit !== 'number') limit.onChange(fill);
		fill();
	});
}

/** A few places that tasks take in the order in which they come. */
export class Slots {
	private taken = 0;
	private readonly queue: Array<() => void> = [];
	/** Called whenever a task leaves its place. */
	onLeave: () => void = () => undefined;

	constructor(private readonly count: number) {}

	get waitingCount(): number {
		return this.queue.length;
	}

	async run<T>(task: () => Promise<T>): Promise<T> {
		if (this.taken < this.count) this.taken += 1;
		else await new Promise<void>((resolve) => void this.queue.push(resolve));
		try {
			return await task();
		} finally {
			// The place goes to the next one without becoming free.
			const next = this.queue.shift();
			if (next) next();
			else this.taken -= 1;
			this.onLeave();
		}
	}
}
