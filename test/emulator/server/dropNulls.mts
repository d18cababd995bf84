import type { State } from '../state/state.mts';

/**
 * With `omitNulls`, removes top-level keys that are null. The type stays: readers must treat missing keys as
 * null.
 */
export function dropNulls<T extends object>(state: State, object: T): T {
	if (!state.behavior.omitNulls) return object;
	return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null)) as T;
}
