/** Waits for other processes, in real time. */
const PAUSE_MS = 100;

/**
 * Returns the first result of `check` that is not undefined, null or false. Checks every 100 ms. After `ms`
 * it throws an Error with `description` and the last error of `check`.
 */
export async function eventually<T>(
	description: string,
	check: () => T | Promise<T>,
	ms = 60_000,
): Promise<Exclude<T, undefined | null | false>> {
	const end = Date.now() + ms;
	let lastError: unknown;
	for (;;) {
		try {
			const found = await check();
			if (found !== undefined && found !== null && found !== false)
				return found as Exclude<T, undefined | null | false>;
			lastError = undefined;
		} catch (error) {
			lastError = error;
		}
		if (Date.now() > end)
			throw new Error(`Not within ${ms} ms: ${description}`, { cause: lastError });
		await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
	}
}
