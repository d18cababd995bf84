/** An object with named members, of unknown values: what JSON calls an object. */
export interface JsonRecord {
	[key: string]: unknown;
}

/**
 * Takes any value; returns whether it is an object with named members (no list, no null).
 */
export function isRecord(value: unknown): value is JsonRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Takes a table and a key from outside; returns the entry, never an inherited member such as `constructor`. */
export function entryOf<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
	return Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined;
}

/**
 * Takes a value and a key; returns the value's own member of that name, or undefined.
 * Inherited members such as `constructor` are never returned.
 */
export function ownMember(value: unknown, key: string): unknown {
	if (!isRecord(value)) return undefined;
	return Object.prototype.hasOwnProperty.call(value, key) ? value[key] : undefined;
}
