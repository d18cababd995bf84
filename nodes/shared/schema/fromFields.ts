import { InputError } from '../errors/inputError';
import { getOwn, isRecord, type JsonRecord } from '../utils/objects';
import { toText } from '../utils/sanitize';
import { describeChoices } from './choiceDescriptions';
import { createEnumField } from './choices';
import { ROW_MESSAGES, ROW_PLACES } from './messages';
import { acceptName, quote } from './names';
import {
	createCurrencyField,
	createDateField,
	createPrimitiveField,
	createSignatureField,
	type ExtendSchema,
	type SchemaNode,
} from './types';

export const FIELD_TYPES = [
	'string',
	'number',
	'integer',
	'boolean',
	'date',
	'currency',
	'signature',
	'enum',
	'table',
	'list',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** One row of the parameter in which a user defines fields. */
export interface FieldRow {
	name: string;
	type: FieldType;
	description?: string;
	/** for `enum`: texts separated by commas or line breaks, or a list */
	choices?: string | unknown[];
	/** for `enum`: lines such as `open: Not settled yet`, or an object */
	choiceDescriptions?: unknown;
	/** for `table` */
	columns?: { column?: FieldRow[] };
}

/**
 * The schema for the rows in which a user defines fields. Throws an InputError, whose path counts rows from 1
 * (`field 3 (total)`), for a name that is empty, repeated or not accepted, an enum without choices, a table without
 * columns or inside a table, an unknown type, and when there are no rows.
 */
export function fieldsToSchema(fields: unknown): ExtendSchema {
	if (!Array.isArray(fields) || fields.length === 0) {
		throw new InputError(ROW_MESSAGES.noFields);
	}
	return { type: 'object', properties: rowsToProperties(fields, ROW_PLACES.field, false) };
}

function rowsToProperties(
	rows: unknown[],
	path: string,
	inTable: boolean,
): Record<string, SchemaNode> {
	const properties = new Map<string, SchemaNode>();
	rows.forEach((row, index) => {
		const place = ROW_PLACES.row({ place: path, position: index + 1 });
		// Expressions may yield anything, such as a number as name.
		if (!isRecord(row)) {
			throw new InputError(ROW_MESSAGES.noField, place);
		}
		const typed = toText(row.name).trim();
		const name = acceptName(typed, place);
		const rowPath = ROW_PLACES.named({ place, name });
		if (properties.has(name)) {
			throw new InputError(ROW_MESSAGES.duplicateName({ name: quote(name) }), place);
		}
		properties.set(name, {
			...rowToField(row, rowPath, inTable),
			// The name that the model reads; the result has the other one.
			...(name === typed ? {} : { 'extend:name': typed }),
			...readDescription(row),
		});
	});
	return Object.fromEntries(properties);
}

function readDescription(row: JsonRecord): { description?: string } {
	const description = toText(row.description).trim();
	return description === '' ? {} : { description };
}

function rowToField(row: JsonRecord, rowPath: string, inTable: boolean): SchemaNode {
	const type: unknown = row.type ?? 'string';
	switch (type) {
		case 'string':
		case 'number':
		case 'integer':
		case 'boolean':
			return createPrimitiveField(type);
		case 'date':
			return createDateField();
		case 'currency':
			return createCurrencyField();
		case 'signature':
			return createSignatureField();
		case 'enum':
			return createChoiceField(row, rowPath);
		case 'list':
			return { type: 'array', items: createPrimitiveField('string', 'item') };
		case 'table':
			return createTableField(row, rowPath, inTable);
	}
	const names = { type: quote(toText(type)), types: FIELD_TYPES.join(', ') };
	throw new InputError(ROW_MESSAGES.unknownType(names), rowPath);
}

function createChoiceField(
	{ choices, choiceDescriptions }: JsonRecord,
	rowPath: string,
): SchemaNode {
	const field = createEnumField(splitChoices(choices), ROW_PLACES.choices({ field: rowPath }));
	const path = ROW_PLACES.choiceDescriptions({ field: rowPath });
	return { ...field, ...describeChoices(field.enum, choiceDescriptions, path) };
}

function createTableField(row: JsonRecord, rowPath: string, inTable: boolean): SchemaNode {
	if (inTable) {
		throw new InputError(ROW_MESSAGES.tableInTable, rowPath);
	}
	const columns = getOwn(row.columns, 'column');
	if (!Array.isArray(columns) || columns.length === 0) {
		throw new InputError(ROW_MESSAGES.noColumns, rowPath);
	}
	const properties = rowsToProperties(columns, ROW_PLACES.column({ table: rowPath }), true);
	return { type: 'array', items: { type: 'object', properties } };
}

/** The choices of a list, or of a text in which commas or line breaks separate them, without empty ones. */
function splitChoices(choices: unknown): unknown[] {
	const parts: unknown[] = Array.isArray(choices) ? choices : toText(choices).split(/[,\n]/);
	return parts
		.map((part) => (typeof part === 'string' ? part.trim() : part))
		.filter((part) => part !== '');
}
