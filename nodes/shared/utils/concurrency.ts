/**
 * Runs `work` for every index from 0 to `count` - 1, at most `limit` at once, started in order.
 * `mayStart` is asked before each start: once it says no, no further index is started and what is under
 * way is isComplete for. Errors are the business of `work`, which must not throw.
 */
export async function runPool(
	count: number,
	limit: number,
	work: (index: number) => Promise<void>,
	mayStart: () => boolean = () => true,
): Promise<void> {
	let next = 0;
	const worker = async () => {
		while (next < count && mayStart()) await work(next++);
	};
	await Promise.all(Array.from({ length: Math.min(Math.max(limit, 1), count) }, worker));
}
