import { rmSync } from 'node:fs';
import type { LiveRun, RunRecord } from '../runs/lifecycle.mts';
import type { State, StoredFile } from './state.mts';

/** Removes the content of a file, as retention does. Its ID stays known: it answers FILE_PURGED. */
export function purgeFile(file: StoredFile): void {
	file.isPurged = true;
	rmSync(file.path, { force: true });
}

/**
 * Removes a zero-retention run and its file after the response with its result. The docs say so of Verify
 * runs (2026-09-25); of parse runs they say only that the data is deleted after processing. A URL of the
 * output that was handed out already stays valid.
 */
export function purgeDeliveredRun<R extends RunRecord>(state: State, run: LiveRun<R>): void {
	if (!run.zeroRetention || run.record.status !== 'PROCESSED') return;
	run.deleted = true;
	const file = state.files.get(run.record.file?.id ?? '');
	if (file) purgeFile(file);
}
