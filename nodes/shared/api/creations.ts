/**
 * What this process has created or deleted in Extend, for further attempts of n8n's Retry On Fail: creating something
 * twice cannot be undone (invariant 65).
 */
import type { IDataObject } from 'n8n-workflow';
import { createMemory } from './processMemory';

export type Creation =
	/** what Extend returned for it */
	| { kind: 'created'; body: IDataObject }
	/** no reliable response came, so it may be there */
	| { kind: 'unanswered' };

export const UNANSWERED: Creation = { kind: 'unanswered' };

/** By idempotency key. */
export const creations = createMemory<Creation>();

/** Paths of objects whose deletion Extend may have received. Their IDs are never used again. */
export const deletions = createMemory<true>();
