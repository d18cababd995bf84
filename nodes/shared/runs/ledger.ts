import { createMemory } from '../api/processMemory';
import { clock } from '../utils/clock';

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

/** By idempotency key, from the first start on. */
const runs = createMemory<LedgerEntry>();
let lastOrder = 0;

function addRun(key: string, runId?: string): void {
	lastOrder += 1;
	runs.set(key, { runId, firstSentAt: clock.now(), starts: 1, order: lastOrder });
}

/**
 * The runs that this process started. n8n's Retry On Fail executes the whole node again, which then resumes these runs
 * instead of paying for them twice (invariant 1). An entry has about 200 bytes.
 */
export const runLedger = {
	/** Undefined when the run was never started here, or too long ago. */
	get: (key: string): Readonly<LedgerEntry> | undefined => runs.get(key),
	/** A start is about to be sent. */
	recordStart(key: string): void {
		const entry = runs.get(key);
		if (entry) entry.starts += 1;
		else addRun(key);
	},
	/** Extend certainly did not take the last start. An earlier one may still have been taken. */
	undoStart(key: string): void {
		const entry = runs.get(key);
		if (!entry) return;
		entry.starts -= 1;
		if (entry.starts === 0) runs.delete(key);
	},
	/** Which run the start became. */
	recordRun(key: string, runId: string): void {
		const entry = runs.get(key);
		if (entry) entry.runId = runId;
		else addRun(key, runId);
	},
	/** The run may be started again: it failed without a charge. */
	delete: (key: string): void => runs.delete(key),
};
