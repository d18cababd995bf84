/**
 * What this process has created or deleted in Extend, for further attempts of n8n's Retry On Fail: they execute the
 * whole node again, and creating something twice cannot be undone (invariant 65).
 */
import type { IDataObject } from 'n8n-workflow';
import { clock } from '../utils/clock';

/** Later attempts belong to other work (ms). */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

export type Creation =
	/** what Extend returned for it */
	| { kind: 'created'; body: IDataObject }
	/** no reliable response came, so it may be there */
	| { kind: 'unanswered' };

export const UNANSWERED: Creation = { kind: 'unanswered' };

/** By key, for 24 hours. */
export function createMemory<T>() {
	// In the order of insertion, so that the oldest entries come first.
	const entries = new Map<string, { value: T; at: number }>();
	return {
		get(key: string): T | undefined {
			for (const [old, { at }] of entries) {
				if (clock.now() - at <= REMEMBERED_MS) break;
				entries.delete(old);
			}
			return entries.get(key)?.value;
		},
		set(key: string, value: T): void {
			entries.delete(key);
			entries.set(key, { value, at: clock.now() });
		},
		delete(key: string): void {
			entries.delete(key);
		},
	};
}

/** By idempotency key. */
export const creations = createMemory<Creation>();

/** Paths of objects whose deletion Extend may have received. Their IDs are never used again. */
export const deletions = createMemory<true>();
