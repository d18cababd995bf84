import { readdirSync, readlinkSync } from 'node:fs';

/** Files of n8n's binary store that this process holds open. */
export function countOpenBinaries(): number {
	return readdirSync('/proc/self/fd').filter((fd) => {
		try {
			return readlinkSync(`/proc/self/fd/${fd}`).includes('n8n-binary');
		} catch {
			// The descriptor of the listing itself is gone by now.
			return false;
		}
	}).length;
}
