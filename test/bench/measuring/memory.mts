import { readFileSync, writeFileSync } from 'node:fs';

/** Reads the memory of this process in MB: `VmRSS` is the current value, `VmHWM` the peak. */
export function readMemoryMb(figure: 'VmRSS' | 'VmHWM'): number {
	const status = readFileSync('/proc/self/status', 'utf8');
	return Number(new RegExp(`${figure}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
}

/** See man 5 proc: clear_refs. */
export function resetPeakMemory(): void {
	writeFileSync('/proc/self/clear_refs', '5');
}
