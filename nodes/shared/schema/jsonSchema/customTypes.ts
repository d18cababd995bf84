import { InputError } from '../../errors/inputError';
import type { SchemaType } from '../keywords';
import { nonNullTypes } from '../keywords';
import { CURRENCY_MEMBERS, SIGNATURE_MEMBERS, type PrimitiveType, type SchemaNode } from '../types';

/** The type that each of Extend's own types is built on. */
const BUILT_ON = new Map<unknown, SchemaType>([
	['date', 'string'],
	['currency', 'object'],
	['signature', 'object'],
]);

/** Extend's own types that are objects, and the members that they must have. */
const MEMBERS = new Map<unknown, Record<string, PrimitiveType>>([
	['currency', CURRENCY_MEMBERS],
	['signature', SIGNATURE_MEMBERS],
]);

/**
 * Takes `extend:type`, the type it stands on and the path. Throws an InputError when the two do
 * not fit (Extend docs: extraction/schema, custom types). Values that are not known pass: Extend may
 * add some.
 */
export function checkCustomType(custom: unknown, type: SchemaType | 'enum', path: string): void {
	const wanted = BUILT_ON.get(custom);
	if (wanted === undefined || wanted === type) return;
	throw new InputError(
		{
			message: `"extend:type": "${String(custom)}" cannot stand on the type "${type}"`,
			hint: `Change the type to "${wanted}", or remove "extend:type".`,
		},
		path,
	);
}

/**
 * Takes `extend:type` of an object and its converted properties; returns the names of the members
 * that must all be required, or undefined when it is no currency or signature.
 * Throws an InputError when the members are not exactly those that Extend asks for.
 */
export function customMembers(
	custom: unknown,
	properties: Record<string, SchemaNode>,
	path: string,
): string[] | undefined {
	const wanted = MEMBERS.get(custom);
	if (wanted === undefined) return undefined;
	const names = Object.keys(wanted);
	const exact =
		Object.keys(properties).length === names.length &&
		names.every((name) => nonNullTypes(properties[name]?.type)?.join() === wanted[name]) &&
		(custom !== 'signature' || properties.signature_date['extend:type'] === 'date');
	if (exact) return names;
	const list = names.map(
		(name) => `${name} (${name === 'signature_date' ? 'date' : wanted[name]})`,
	);
	throw new InputError(
		{
			message: `"extend:type": "${String(custom)}" does not have the members that it must have`,
			hint: `Use exactly these: ${list.join(', ')}.`,
		},
		path,
	);
}
