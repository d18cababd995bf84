/** Waits until something is the case, turn by turn of the event loop; jest's timeout ends a wait in vain. */
export async function until(isSo: () => boolean): Promise<void> {
	await settles(isSo, Infinity);
}

const A_FEW_SECONDS = 3000;

/** Like `until`, for so many turns at most; tells whether it became so. */
export async function settles(isSo: () => boolean, mostTurns = A_FEW_SECONDS): Promise<boolean> {
	for (let turns = 0; turns < mostTurns; turns++) {
		if (isSo()) return true;
		await new Promise((resolve) => setTimeout(resolve, 1));
	}
	return isSo();
}
