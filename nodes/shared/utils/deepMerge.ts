import type { IDataObject } from 'n8n-workflow';
import { getOwn, toObject, type JsonValue } from './objects';

/**
 * A new object with the members of `base` and `over`. Objects are merged at every depth; of everything else, arrays
 * included, `over` wins. Neither argument is changed. Keys that would reach a prototype are left out.
 */
export function deepMerge(base: IDataObject, over: IDataObject): IDataObject {
	const merged: IDataObject = { ...base };
	for (const [key, value] of Object.entries(over)) {
		if (key === '__proto__') continue;
		const below = Object.prototype.hasOwnProperty.call(merged, key)
			? toObject(merged[key])
			: undefined;
		const above = toObject(value);
		merged[key] = below && above ? deepMerge(below, above) : value;
	}
	return merged;
}

/** The value at a dotted path, or undefined. */
export function readPath(value: unknown, path: string): unknown {
	return path.split('.').reduce<unknown>((inner, key) => getOwn(inner, key), value);
}

/** Sets the value at a dotted path of `target` and creates missing objects on the way. */
export function setPath(target: IDataObject, path: string, value: JsonValue): void {
	const keys = path.split('.');
	const last = keys.pop() ?? '';
	let at = target;
	for (const key of keys) {
		const inner = toObject(at[key]) ?? {};
		at[key] = inner;
		at = inner;
	}
	at[last] = value;
}
