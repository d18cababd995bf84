import { InputError } from '../errors/inputError';
import { isRecord } from '../utils/objects';
import { toText } from '../utils/sanitize';
import { enumField } from './choices';
import { checkName, quote } from './names';
import {
	currencyField,
	dateField,
	primitiveField,
	signatureField,
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

/** One row of the table builder. */
export interface FieldRow {
	name: string;
	type: FieldType;
	description?: string;
	/** for `enum`: texts separated by commas or line breaks, or a list */
	choices?: string | unknown[];
	/** for `table` */
	columns?: { column?: FieldRow[] };
}

/**
 * Takes the rows of the table builder; returns the schema for Extend.
 * Throws an InputError whose path counts rows as people do (`field 3 (total)`) for a name that is
 * empty, repeated or not accepted, an enum without choices, a table without columns or inside a
 * table, an unknown type, or no rows at all (rule 14: found before money is spent).
 */
export function fieldsToSchema(fields: FieldRow[]): ExtendSchema {
	if (!Array.isArray(fields) || fields.length === 0) {
		throw new InputError({ message: 'there are no fields', hint: 'Add at least one field.' });
	}
	return { type: 'object', properties: rowsToProperties(fields, 'field', false) };
}

function rowsToProperties(
	rows: FieldRow[],
	path: string,
	inTable: boolean,
): Record<string, SchemaNode> {
	const properties = new Map<string, SchemaNode>();
	rows.forEach((row, position) => {
		const place = `${path} ${position + 1}`;
		// An expression may hand over anything, a number as a name for instance.
		if (!isRecord(row)) {
			throw new InputError({ message: 'this is no field', hint: 'Give a name and a type.' }, place);
		}
		const name = toText(row.name).trim();
		checkName(name, place);
		const rowPath = `${place} (${name})`;
		if (properties.has(name)) {
			throw new InputError(
				{
					message: `the name ${quote(name)} is used twice`,
					hint: 'Give every field its own name.',
				},
				place,
			);
		}
		properties.set(name, { ...rowToField(row, rowPath, inTable), ...readDescription(row) });
	});
	return Object.fromEntries(properties);
}

function readDescription(row: FieldRow): { description?: string } {
	const description = toText(row.description).trim();
	return description === '' ? {} : { description };
}

function rowToField(row: FieldRow, rowPath: string, inTable: boolean): SchemaNode {
	const type = row.type ?? 'string';
	switch (type) {
		case 'string':
		case 'number':
		case 'integer':
		case 'boolean':
			return primitiveField(type);
		case 'date':
			return dateField();
		case 'currency':
			return currencyField();
		case 'signature':
			return signatureField();
		case 'enum':
			return enumField(splitChoices(row.choices), `${rowPath}, choices`);
		case 'list':
			return { type: 'array', items: primitiveField('string', 'item') };
		case 'table':
			return tableField(row, rowPath, inTable);
	}
	throw new InputError(
		{
			message: `the type ${quote(toText(type))} is not known`,
			hint: `Use one of: ${FIELD_TYPES.join(', ')}.`,
		},
		rowPath,
	);
}

function tableField(row: FieldRow, rowPath: string, inTable: boolean): SchemaNode {
	if (inTable) {
		throw new InputError(
			{
				message: 'a column cannot be a table itself',
				hint: "Choose another type, or 'Define Using JSON Schema' under 'Schema Type'.",
			},
			rowPath,
		);
	}
	const columns = row.columns?.column;
	if (!Array.isArray(columns) || columns.length === 0) {
		throw new InputError(
			{ message: 'the table has no columns', hint: 'Add at least one column.' },
			rowPath,
		);
	}
	const properties = rowsToProperties(columns, `${rowPath}, column`, true);
	return { type: 'array', items: { type: 'object', properties } };
}

/** Takes choices as a text (separated by commas or line breaks) or a list; drops empty ones. */
function splitChoices(choices: FieldRow['choices']): unknown[] {
	const parts = Array.isArray(choices) ? choices : toText(choices).split(/[,\n]/);
	return parts
		.map((part) => (typeof part === 'string' ? part.trim() : part))
		.filter((part) => part !== '');
}
