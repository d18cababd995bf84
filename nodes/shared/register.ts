import { clock } from './clock';

/** A run is adopted for this long (ms); older ones are other work. */
export const ADOPTABLE_FOR_MS = 24 * 60 * 60 * 1000;
const MOST_ENTRIES = 20_000;

interface Entry {
	/** missing while the answer of Extend is unknown */
	runId?: string;
	at: number;
}

/**
 * Which runs this process started: key of the work -> run. n8n's 'Retry On Fail' runs the whole node again
 * in the same process; it then takes up these runs instead of paying twice (invariant 1).
 * Bounded: the oldest entries go first.
 */
const entries = new Map<string, Entry>();

/** What is known about the work, or undefined when it was never started here or is older than 24 hours. */
export function lookUp(key: string): Entry | undefined {
	const entry = entries.get(key);
	if (entry && clock.now() - entry.at > ADOPTABLE_FOR_MS) {
		entries.delete(key);
		return undefined;
	}
	return entry;
}

/** Notes that the work was sent (without `runId`), or which run it became. */
export function note(key: string, runId?: string): void {
	entries.delete(key);
	entries.set(key, { runId, at: clock.now() });
	if (entries.size > MOST_ENTRIES) entries.delete(entries.keys().next().value as string);
}

/** The work may be started again: Extend certainly did not take it, or its run failed without a charge. */
export function forget(key: string): void {
	entries.delete(key);
}
