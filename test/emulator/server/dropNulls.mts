import type { State } from '../state/state.mts';

/** With `omitNulls`, the object without its top level keys that are null; the type says they may be read as null. */
export function dropNulls<T extends object>(state: State, object: T): T {
	if (!state.behavior.omitNulls) return object;
	return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null)) as T;
}
