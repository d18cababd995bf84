import { isRecord, getOwn } from '../utils/objects';
import { getNonNullTypes } from './keywords';

export interface TableField {
	name: string;
	/** in the result; equal to the name, since only the top level is listed */
	path: string;
}

/**
 * The fields at the top of a schema that are lists of objects, which can become rows. Empty for a value that is no
 * schema.
 */
export function listTables(schema: unknown): TableField[] {
	const properties = getOwn(schema, 'properties');
	if (!isRecord(properties)) return [];
	return Object.entries(properties)
		.filter(([, field]) => isOfType(field, 'array') && isOfType(getOwn(field, 'items'), 'object'))
		.map(([name]) => ({ name, path: name }));
}

function isOfType(field: unknown, type: string): boolean {
	const types = getNonNullTypes(getOwn(field, 'type'));
	return types?.length === 1 && types[0] === type;
}
