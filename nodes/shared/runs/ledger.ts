import { clock } from '../utils/clock';

/** A run is recovered within this time (ms); older ones belong to other work. */
export const RECOVERY_WINDOW_MS = 24 * 60 * 60 * 1000;

export interface LedgerEntry {
	/** missing while Extend's response is unknown */
	runId?: string;
	/** when the run was first sent, by our clock, in ms */
	firstSentAt: number;
	/** how many starts were sent that Extend may have taken */
	starts: number;
	/** a later start has a higher number */
	order: number;
}

/**
 * The runs that this process started: idempotency key → run. n8n's Retry On Fail executes the whole node again
 * in the same process, which then resumes these runs instead of paying for them twice (invariant 1).
 * Bounded by age, since a node run of any size must find all of its runs again (an entry has about 200 bytes).
 */
function createRunLedger() {
	// In the order of the first start, so that the oldest entries come first.
	const entries = new Map<string, LedgerEntry>();
	let lastOrder = 0;
	const create = (runId?: string): LedgerEntry => {
		lastOrder += 1;
		return { runId, firstSentAt: clock.now(), starts: 1, order: lastOrder };
	};
	const isExpired = ({ firstSentAt }: LedgerEntry) =>
		clock.now() - firstSentAt > RECOVERY_WINDOW_MS;
	const dropExpired = () => {
		for (const [key, entry] of entries) {
			if (!isExpired(entry)) return;
			entries.delete(key);
		}
	};
	return {
		/** Undefined when the run was never started here or is older than 24 hours. */
		get(key: string): Readonly<LedgerEntry> | undefined {
			dropExpired();
			return entries.get(key);
		},
		/** A start is about to be sent. */
		recordStart(key: string): void {
			dropExpired();
			const entry = entries.get(key);
			if (entry) entry.starts += 1;
			else entries.set(key, create());
		},
		/** Extend certainly did not take the last start. An earlier one may still have been taken. */
		undoStart(key: string): void {
			const entry = entries.get(key);
			if (!entry) return;
			entry.starts -= 1;
			if (entry.starts === 0) entries.delete(key);
		},
		/** Which run the start became. */
		recordRun(key: string, runId: string): void {
			const entry = entries.get(key);
			if (entry) entry.runId = runId;
			else entries.set(key, create(runId));
		},
		/** The run may be started again: it failed without a charge. */
		delete(key: string): void {
			entries.delete(key);
		},
	};
}

export const runLedger = createRunLedger();
