/** Waiting for other processes: the only place of the end-to-end tests that lets real time pass. */
const PAUSE_MS = 100;

/**
 * The first answer of `look` that is neither undefined, null nor false; looks again every 100 ms.
 * After `ms` it throws an Error with `what` and the last error of `look`.
 */
export async function eventually<T>(
	description: string,
	check: () => T | Promise<T>,
	ms = 60_000,
): Promise<Exclude<T, undefined | null | false>> {
	const end = Date.now() + ms;
	let problem: unknown;
	for (;;) {
		try {
			const found = await check();
			if (found !== undefined && found !== null && found !== false)
				return found as Exclude<T, undefined | null | false>;
			problem = undefined;
		} catch (error) {
			problem = error;
		}
		if (Date.now() > end)
			throw new Error(`Not within ${ms} ms: ${description}`, { cause: problem });
		await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
	}
}
