import { sha256 } from '../../utils/hash';
import type { RunKind } from '../kinds';

/** To be raised when the same fingerprint would no longer mean the same result. */
const FORMAT = 1;

/**
 * Stands for a result: what was processed, and what was asked. The same in every execution, workflow and n8n of an
 * account, whatever the name of the file and the options of the run. SHA-256 in hex.
 * @param request without files and metadata; a saved processor with the number of its version
 * @param documents each identified by its content, or by its ID in Extend
 */
export function createFingerprint(
	{ object }: RunKind,
	request: unknown,
	documents: unknown[],
): string {
	return sha256(JSON.stringify([FORMAT, object, request, documents]));
}
