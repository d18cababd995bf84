import { setTimeout as sleep } from 'node:timers/promises';

/** Waits `ms` milliseconds. False: `signal` was aborted meanwhile (the emulator closes). Leaves no listener behind. */
export async function delay(ms: number, signal: AbortSignal): Promise<boolean> {
	return await sleep(ms, true, { signal }).catch(() => false);
}
