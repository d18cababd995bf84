import { clock } from '../utils/clock';

/** A run is recovered within this time (ms); older ones belong to other work. */
export const RECOVERY_WINDOW_MS = 24 * 60 * 60 * 1000;
const MAX_ENTRIES = 20_000;

export interface LedgerEntry {
	/** missing while Extend's response is unknown */
	runId?: string;
	/** by our clock, in ms */
	at: number;
}

/**
 * The runs that this process started: idempotency key → run. n8n's Retry On Fail executes the whole node again
 * in the same process, which then resumes these runs instead of paying for them twice (invariant 1).
 * Bounded: the oldest entries go first.
 */
function createRunLedger() {
	const entries = new Map<string, LedgerEntry>();
	return {
		/** Undefined when the run was never started here or is older than 24 hours. */
		get(key: string): LedgerEntry | undefined {
			const entry = entries.get(key);
			if (entry && clock.now() - entry.at > RECOVERY_WINDOW_MS) {
				entries.delete(key);
				return undefined;
			}
			return entry;
		},
		/** Records that a start was sent (without `runId`), or which run it became. */
		record(key: string, runId?: string): void {
			entries.delete(key);
			entries.set(key, { runId, at: clock.now() });
			if (entries.size > MAX_ENTRIES) entries.delete(entries.keys().next().value as string);
		},
		/** The run may be started again: Extend certainly did not take it, or it failed without a charge. */
		delete(key: string): void {
			entries.delete(key);
		},
	};
}

export const runLedger = createRunLedger();
