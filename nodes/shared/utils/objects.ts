import type { IDataObject } from 'n8n-workflow';
import type { OpenUnion } from './types';

/** An object of JSON. n8n's type of it has room for any value, so what was checked to be one needs no cast. */
export type JsonRecord = IDataObject;

/** What stands in one. */
export type JsonValue = IDataObject[string];

/** A list of one element at least. */
export type NonEmpty<T> = [first: T, ...others: T[]];

/** Whether the value is an object, and neither a list nor null. */
export function isRecord(value: unknown): value is JsonRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value typed as n8n's JSON object; undefined when it is no object. */
export function toObject(value: unknown): IDataObject | undefined {
	return isRecord(value) ? value : undefined;
}

/** The objects in a list, typed as those of n8n; none for what is no list. */
export function toRecords(value: unknown): IDataObject[] {
	return toArray(value)
		.map(toObject)
		.filter((entry) => entry !== undefined);
}

/** The list; an empty one for what is no list. */
export function toArray(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

/** The choice that the value is; undefined for any other value. */
export function matchChoice<const T extends string>(
	choices: readonly T[],
	value: unknown,
): T | undefined {
	return choices.find((choice) => choice === value);
}

/** The text as a value of an open union, for texts from outside. */
export function toOpen<Known extends string>(text: string): OpenUnion<Known> {
	return text as OpenUnion<Known>;
}

/** An object's own member of that name, or undefined. Inherited members such as `constructor` are never returned. */
export function getOwn<T>(table: Readonly<Record<string, T>>, key: string): T | undefined;
export function getOwn(value: unknown, key: string): JsonValue;
export function getOwn(value: unknown, key: string): unknown {
	if (!isRecord(value)) return undefined;
	return Object.prototype.hasOwnProperty.call(value, key) ? value[key] : undefined;
}
