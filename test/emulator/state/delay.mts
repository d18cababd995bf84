import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits `ms` milliseconds. Returns false if `signal` was aborted, i.e. the emulator is closing. Leaves no
 * listener behind.
 */
export async function delay(ms: number, signal: AbortSignal): Promise<boolean> {
	return await sleep(ms, true, { signal }).catch(() => false);
}
