import { clock } from '../utils/clock';

/** How long a process remembers what it did in Extend (ms): later attempts belong to other work. */
export const MEMORY_MS = 24 * 60 * 60 * 1000;

export interface ProcessMemory<T> {
	get(key: string): T | undefined;
	/** Restarts the 24 hours, also for a known key. */
	set(key: string, value: T): void;
	delete(key: string): void;
}

/**
 * What this process has done, by key, for further attempts of n8n's Retry On Fail: they execute the whole node again,
 * in the same process. Bounded by age, since an execution of any size must find all that is its own.
 */
export function createMemory<T>(): ProcessMemory<T> {
	// In the order of insertion, so that the oldest entries come first.
	const entries = new Map<string, { value: T; at: number }>();
	return {
		get(key) {
			for (const [old, { at }] of entries) {
				if (clock.now() - at <= MEMORY_MS) break;
				entries.delete(old);
			}
			return entries.get(key)?.value;
		},
		set(key, value) {
			entries.delete(key);
			entries.set(key, { value, at: clock.now() });
		},
		delete(key) {
			entries.delete(key);
		},
	};
}
