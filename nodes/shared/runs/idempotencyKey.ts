import { createHash } from 'node:crypto';

/** What makes one piece of work: the same document in the same place of the same execution. */
export interface IdempotencyScope {
	instanceId: string;
	workflowId: string;
	executionId: string;
	nodeId: string;
	/** left out as agent tool, where each retry has a new one */
	runIndex?: number;
	itemIndex: number;
	/** position of the document in the item */
	position: number;
	/** the request without file ID, metadata and signed query */
	request: unknown;
	/** what the document is: name and size, URL without query, file ID, or hash of the text */
	source: unknown;
}

/**
 * The key that stands in `metadata.n8n` of a run, by which it is found again after a lost answer
 * (invariant 1). SHA-256 in hex. Never made from the ID of a fresh upload: that differs at every try.
 */
export function createIdempotencyKey(identity: IdempotencyScope): string {
	return createHash('sha256').update(JSON.stringify(identity)).digest('hex');
}

/** Whether a text is such a key, and no ID of Extend. */
export function isIdempotencyKey(text: string): boolean {
	return /^[0-9a-f]{64}$/.test(text);
}

/** SHA-256 in hex of a text document. */
export function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
