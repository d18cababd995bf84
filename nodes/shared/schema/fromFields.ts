import { InputProblem } from '../problems';
import { isRecord } from '../records';
import { plainText } from '../text';
import { enumField } from './choices';
import { checkName, quoted } from './names';
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
 * Raises an InputProblem whose path counts rows as people do (`field 3 (total)`) for a name that is
 * empty, repeated or not accepted, an enum without choices, a table without columns or inside a
 * table, an unknown type, or no rows at all (rule 14: found before money is spent).
 */
export function fieldsToSchema(fields: FieldRow[]): ExtendSchema {
	if (!Array.isArray(fields) || fields.length === 0) {
		throw new InputProblem('', 'there are no fields', 'Add at least one field.');
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
			throw new InputProblem(place, 'this is no field', 'Give a name and a type.');
		}
		const name = plainText(row.name).trim();
		checkName(name, place);
		const rowPath = `${place} (${name})`;
		if (properties.has(name)) {
			throw new InputProblem(
				place,
				`the name ${quoted(name)} is used twice`,
				'Give every field its own name.',
			);
		}
		properties.set(name, { ...rowToField(row, rowPath, inTable), ...descriptionOf(row) });
	});
	return Object.fromEntries(properties);
}

function descriptionOf(row: FieldRow): { description?: string } {
	const description = plainText(row.description).trim();
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
	throw new InputProblem(
		rowPath,
		`the type ${quoted(plainText(type))} is not known`,
		`Use one of: ${FIELD_TYPES.join(', ')}.`,
	);
}

function tableField(row: FieldRow, rowPath: string, inTable: boolean): SchemaNode {
	if (inTable) {
		throw new InputProblem(
			rowPath,
			'a column cannot be a table itself',
			"Choose another type, or 'Define Using JSON Schema' under 'Schema Type'.",
		);
	}
	const columns = row.columns?.column;
	if (!Array.isArray(columns) || columns.length === 0) {
		throw new InputProblem(rowPath, 'the table has no columns', 'Add at least one column.');
	}
	const properties = rowsToProperties(columns, `${rowPath}, column`, true);
	return { type: 'array', items: { type: 'object', properties } };
}

/** Takes choices as a text (separated by commas or line breaks) or a list; drops empty ones. */
function splitChoices(choices: FieldRow['choices']): unknown[] {
	const parts = Array.isArray(choices) ? choices : plainText(choices).split(/[,\n]/);
	return parts
		.map((part) => (typeof part === 'string' ? part.trim() : part))
		.filter((part) => part !== '');
}
