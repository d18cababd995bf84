import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { listFieldPaths, listTables } from '../schema';
import { readCurrentSchema } from './currentSchema';

/** The tables in the schema of the extractor, or of the fields in this node. */
export async function searchTables(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const tables = listTables(await readCurrentSchema(this));
	return toResults(
		tables.map(({ name }) => name),
		filter,
	);
}

/** All fields of that schema, columns as `lines[*].amount`. */
export async function searchFields(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return toResults(listFieldPaths(await readCurrentSchema(this)), filter);
}

/** The columns of the tables in that schema, as `lines[*].amount`. */
export async function searchColumns(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const paths = listFieldPaths(await readCurrentSchema(this));
	const columns = paths.filter((path) => path.includes('[*].'));
	return toResults(columns, filter);
}

function toResults(names: string[], filter = ''): INodeListSearchResult {
	const wanted = filter.trim().toLowerCase();
	const found = names.filter((name) => name.toLowerCase().includes(wanted));
	return { results: found.map((name) => ({ name, value: name })) };
}
