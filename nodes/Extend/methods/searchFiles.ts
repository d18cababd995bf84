import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { searchList } from '../../shared/listSearch/searchList';

/** Stored files, newest first; unlike other lists Extend itself searches them by name. */
export async function searchFiles(
	this: ILoadOptionsFunctions,
	filter?: string,
	pageCursor?: string,
): Promise<INodeListSearchResult> {
	const query = filter ? { nameContains: filter } : {};
	return await searchList(this, '/files', query, undefined, pageCursor, ({ id, name }) => ({
		name: String(name ?? id),
		value: id,
		description: id,
	}));
}
