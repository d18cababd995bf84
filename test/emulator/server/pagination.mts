import { createHash } from 'node:crypto';
import { z } from 'zod';
import { invalidRequest } from './apiError.mts';

/** Query parameters of every list. Query values are strings. */
export const pageQueryFields = {
	nextPageToken: z.string().optional(),
	maxPageSize: z
		.string()
		.regex(/^\d+$/, 'Expected a number')
		.transform(Number)
		.refine((size) => size >= 1 && size <= 100, 'Expected a page size between 1 and 100')
		.optional(),
};
export const sortQueryFields = {
	sortBy: z.enum(['createdAt', 'updatedAt']).optional(),
	sortDir: z.enum(['asc', 'desc']).optional(),
};

interface PageQuery {
	nextPageToken?: string;
	maxPageSize?: number;
	sortBy?: 'createdAt' | 'updatedAt';
	sortDir?: 'asc' | 'desc';
}
/** Fields needed for pagination. `seq` orders items created in the same millisecond. */
export interface ListItem {
	id: string;
	seq: number;
	createdAt: string;
	updatedAt: string;
}

/** Makes the base64 token contain `/` and `+`, so that clients have to URL-encode it. */
const TOKEN_PREFIX = '??~~>>';
function encodePageToken(after: string, filters: string): string {
	const mark = createHash('sha256').update(`page ${filters}`).digest('base64');
	return `${Buffer.from(`${TOKEN_PREFIX}${after}`).toString('base64')}=:${mark}/+=`;
}

/**
 * Returns one page of `items` in the requested order (default: newest first). A token holds the last ID of
 * the previous page, so pages stay correct while items are added. It also holds a hash of the query: as in
 * the real API, a token is invalid with other filters.
 */
export function paginate<T extends ListItem>(items: T[], query: PageQuery, defaultSize: number) {
	const {
		nextPageToken,
		maxPageSize = defaultSize,
		sortBy = 'createdAt',
		sortDir = 'desc',
		...filters
	} = query;
	const filterMark = JSON.stringify(
		{ ...filters, sortBy, sortDir },
		Object.keys({ ...filters, sortBy, sortDir }).sort(),
	);
	const sign = sortDir === 'asc' ? 1 : -1;
	const sorted = [...items].sort(
		(a, b) => sign * (a[sortBy] < b[sortBy] ? -1 : a[sortBy] > b[sortBy] ? 1 : a.seq - b.seq),
	);
	let start = 0;
	if (nextPageToken) {
		const [head] = nextPageToken.split(':');
		const after = Buffer.from(head, 'base64').toString().slice(TOKEN_PREFIX.length);
		if (encodePageToken(after, filterMark) !== nextPageToken) {
			throw invalidRequest('The page token does not belong to this query', 'nextPageToken');
		}
		start = sorted.findIndex((item) => item.id === after) + 1;
	}
	const slice = sorted.slice(start, start + maxPageSize);
	const more = start + maxPageSize < sorted.length;
	return {
		slice,
		...(more ? { nextPageToken: encodePageToken(slice[slice.length - 1].id, filterMark) } : {}),
	};
}
