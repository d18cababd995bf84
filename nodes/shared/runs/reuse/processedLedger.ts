import { createMemory } from '../../api/processMemory';
import type { ApiClient } from '../../http/client';

/** A run with the document and the request of another one. */
export interface ProcessedRun {
	id: string;
	/** when Extend named it, by our clock, in ms: reads may not know it for a while */
	namedAt: number;
}

const runs = createMemory<ProcessedRun>();

/**
 * The runs of this process by fingerprint, for 24 hours: they are found without a request, and before the list shows
 * them. Each account has its own.
 */
export const processedLedger = {
	get: (api: ApiClient, fingerprint: string): ProcessedRun | undefined =>
		runs.get(createKey(api, fingerprint)),
	record: (api: ApiClient, fingerprint: string, run: ProcessedRun): void =>
		runs.set(createKey(api, fingerprint), run),
	delete: (api: ApiClient, fingerprint: string): void => runs.delete(createKey(api, fingerprint)),
};

function createKey(api: ApiClient, fingerprint: string): string {
	return `${api.getAccount()} ${fingerprint}`;
}
