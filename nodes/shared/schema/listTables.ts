import { isRecord, getOwn } from '../utils/objects';
import { nonNullTypes } from './keywords';

export interface TableField {
	/** the name of the field */
	name: string;
	/** where it stands in the result; the same as the name, since only the top level is listed */
	path: string;
}

/**
 * Takes a schema (an extractor's or one of ours; anything else gives an empty list); returns the
 * fields at its top that are lists of objects: those that can become rows.
 */
export function listTables(schema: unknown): TableField[] {
	const properties = getOwn(schema, 'properties');
	if (!isRecord(properties)) return [];
	return Object.entries(properties)
		.filter(([, field]) => isOfType(field, 'array') && isOfType(getOwn(field, 'items'), 'object'))
		.map(([name]) => ({ name, path: name }));
}

function isOfType(field: unknown, type: string): boolean {
	const types = nonNullTypes(getOwn(field, 'type'));
	return types?.length === 1 && types[0] === type;
}
