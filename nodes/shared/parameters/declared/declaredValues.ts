/**
 * Values of parameters, with the types that their declarations name. An expression can give anything: `$vars`,
 * `$env`, sheets and form fields give numbers and booleans as text.
 */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../errors/inputError';
import { isRecord, type JsonValue } from '../../utils/objects';
import { VALUE_MESSAGES } from './messages';

/** How much of a wrong value stands in a message, in characters. */
const MAX_VALUE_LENGTH = 60;

export interface ReadingRules {
	/** for settings that Extend knows best, such as its models */
	acceptsUnknownChoices?: boolean;
}

/**
 * The value as its declaration has it; undefined when it is not set (undefined, null or empty text).
 * Throws InputError for anything that is set and cannot be what was declared.
 * @param path where the value is inside the parameter; empty for the parameter itself
 */
export function toDeclaredValue(
	value: JsonValue,
	declared: INodeProperties,
	rules: ReadingRules,
	path = '',
): JsonValue {
	if (value === undefined || value === null || value === '') return undefined;
	switch (declared.type) {
		case 'number':
			return parseNumber(value, declared, path);
		case 'boolean':
			return parseBoolean(value, path);
		case 'options':
			return parseChoice(value, declared, rules, path);
		case 'multiOptions':
			return parseList(value).map((entry) => parseChoice(entry, declared, rules, path));
		case 'fixedCollection':
			return toGroups(value, declared, rules);
		default:
			return value;
	}
}

/** `{ group: {…} }`, or `{ group: [{…}] }` for several, with the values that are declared and set. */
function toGroups(value: unknown, declared: INodeProperties, rules: ReadingRules): IDataObject {
	const groups: IDataObject = {};
	for (const option of declared.options ?? []) {
		if (!('values' in option)) continue;
		const { name, values } = option;
		const group = isRecord(value) ? value[name] : undefined;
		if (Array.isArray(group)) groups[name] = group.map((row) => toRow(row, values, rules));
		else if (isRecord(group)) groups[name] = toRow(group, values, rules);
	}
	return groups;
}

/** Throws InputError with the display name of the entry as its path. */
function toRow(row: unknown, declared: INodeProperties[], rules: ReadingRules): IDataObject {
	const result: IDataObject = {};
	for (const property of declared) {
		const { name, displayName } = property;
		const value = toDeclaredValue(
			isRecord(row) ? row[name] : undefined,
			property,
			rules,
			displayName,
		);
		if (value !== undefined) result[name] = value;
	}
	return result;
}

function parseNumber(value: unknown, { typeOptions }: INodeProperties, path: string): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) {
		throw new InputError(VALUE_MESSAGES.notANumber({ value: describe(value) }), path);
	}
	const { minValue, maxValue } = typeOptions ?? {};
	if (minValue !== undefined && number < minValue) {
		throw new InputError(VALUE_MESSAGES.tooSmall({ value: number, min: minValue }), path);
	}
	if (maxValue !== undefined && number > maxValue) {
		throw new InputError(VALUE_MESSAGES.tooLarge({ value: number, max: maxValue }), path);
	}
	return number;
}

function parseBoolean(value: unknown, path: string): boolean {
	const text = stringify(value).trim().toLowerCase();
	if (text === 'true' || text === '1') return true;
	if (text === 'false' || text === '0') return false;
	throw new InputError(VALUE_MESSAGES.notABoolean({ value: describe(value) }), path);
}

function parseList(value: unknown): string[] {
	const entries = Array.isArray(value) ? value.map(stringify) : stringify(value).split(',');
	return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
}

function parseChoice(
	value: unknown,
	{ options = [] }: INodeProperties,
	{ acceptsUnknownChoices }: ReadingRules,
	path: string,
): string {
	const choices = options.map((option) => ('value' in option ? String(option.value) : option.name));
	const text = stringify(value).trim();
	if (acceptsUnknownChoices || choices.includes(text)) return text;
	const list = choices.filter((choice) => choice !== '').join(', ');
	const values = { value: describe(value), choices: list };
	throw new InputError(VALUE_MESSAGES.notAChoice(values), path);
}

/** JSON, since `String()` throws for some objects. */
function stringify(value: unknown): string {
	return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** The value as text, shortened for messages. */
function describe(value: unknown): string {
	const text = stringify(value);
	return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
}
