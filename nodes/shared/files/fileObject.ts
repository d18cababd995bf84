import type { IDataObject } from 'n8n-workflow';

/** Deprecated by Extend, and null unless asked for. */
const DROPPED = ['contents'];
/** Opens the file to anyone who has it, for 15 minutes (invariant 10). */
const SECRET = 'presignedUrl';

/** A file object without its download address, unless that is asked for. The object itself is not changed. */
export function toFileJson(file: IDataObject, withDownloadUrl = false): IDataObject {
	const dropped = withDownloadUrl ? DROPPED : [...DROPPED, SECRET];
	return Object.fromEntries(Object.entries(file).filter(([name]) => !dropped.includes(name)));
}
