/**
 * Runs `task` for every index from 0 to `count` - 1, started in order and at most `limit` at once. Before each start
 * `mayStart` is called: once it returns false, no further index is started, and those in flight are awaited.
 * `task` must handle its own errors; a rejection aborts the pool.
 */
export async function runPool(
	count: number,
	limit: number,
	task: (index: number) => Promise<void>,
	mayStart: () => boolean = () => true,
): Promise<void> {
	let next = 0;
	const worker = async () => {
		while (next < count && mayStart()) await task(next++);
	};
	await Promise.all(Array.from({ length: Math.min(Math.max(limit, 1), count) }, worker));
}
