/** Waits until something is the case, turn by turn of the event loop; jest's timeout ends a wait in vain. */
export async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}

const MOST_TURNS = 3000;

/** Like `until`, for a few seconds at most; tells whether it became so. */
export async function settles(isSo: () => boolean): Promise<boolean> {
	for (let turns = 0; turns < MOST_TURNS; turns++) {
		if (isSo()) return true;
		await new Promise((resolve) => setTimeout(resolve, 1));
	}
	return isSo();
}
