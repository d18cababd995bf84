/** Waits until something is the case, turn by turn of the event loop; jest's timeout ends a wait in vain. */
export async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}
