/**
 * Waits until the condition holds, checking once per turn of the event loop. Jest's timeout limits the wait.
 */
export async function waitUntil(condition: () => boolean): Promise<void> {
	await waitUntilOrTimeout(condition, Infinity);
}

const DEFAULT_MAX_TURNS = 3000;

/** Like `waitUntil`, for a limited number of turns. Returns whether the condition holds. */
export async function waitUntilOrTimeout(
	isSo: () => boolean,
	maxTurns = DEFAULT_MAX_TURNS,
): Promise<boolean> {
	for (let turns = 0; turns < maxTurns; turns++) {
		if (isSo()) return true;
		await new Promise((resolve) => setTimeout(resolve, 1));
	}
	return isSo();
}
