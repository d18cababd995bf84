import { readdirSync, readlinkSync } from 'node:fs';

/** Counts the files of n8n's binary store that this process has open. */
export function countOpenBinaries(): number {
	return readdirSync('/proc/self/fd').filter((fd) => {
		try {
			return readlinkSync(`/proc/self/fd/${fd}`).includes('n8n-binary');
		} catch {
			// The descriptor of the listing itself is already closed.
			return false;
		}
	}).length;
}
