/** Waits until something is the case, turn by turn of the event loop; jest's timeout ends a wait in vain. */
export async function waitUntil(condition: () => boolean): Promise<void> {
	await waitUntilOrTimeout(condition, Infinity);
}

const DEFAULT_MAX_TURNS = 3000;

/** Like `until`, for so many turns at most; tells whether it became so. */
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
