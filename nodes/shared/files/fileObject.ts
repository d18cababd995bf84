import type { IDataObject } from 'n8n-workflow';

/** Deprecated by Extend, and null unless requested. */
const DROPPED_MEMBERS = ['contents'];
/** Gives anyone who has it access to the file for 15 minutes (invariant 10). */
const SECRET_MEMBER = 'presignedUrl';

/** The file object for an item: without its download URL, unless that is requested. */
export function toFileJson(file: IDataObject, withDownloadUrl = false): IDataObject {
	const dropped = withDownloadUrl ? DROPPED_MEMBERS : [...DROPPED_MEMBERS, SECRET_MEMBER];
	return Object.fromEntries(Object.entries(file).filter(([name]) => !dropped.includes(name)));
}
