import type { IExecuteFunctions } from 'n8n-workflow';
import { sha256 } from '../utils/hash';

/** Identifies a run across attempts: the same document in the same place of the same execution. */
export interface IdempotencyScope {
	instanceId: string;
	workflowId: string;
	/** or what stands in for it where n8n gives none */
	executionId: string;
	nodeId: string;
	/** left out for an agent tool, where each retry has another one */
	runIndex?: number;
	itemIndex: number;
	/** position of the document in the item */
	position: number;
	/** the endpoint and, without a run index, the configuration */
	request: unknown;
	/** identifies the document: name and ID or hash of a file in n8n, URL without query, file ID, or hash of the text */
	source: unknown;
}

/**
 * The key in `metadata.n8n` of a run, by which the run is found after a lost response (invariant 1). SHA-256 in hex.
 * Must not contain the ID of an uploaded file, which differs between attempts.
 */
export function createIdempotencyKey(scope: IdempotencyScope): string {
	return sha256(JSON.stringify(scope));
}

/**
 * The key of something that is created for an item, once in a run of the node: the same for each attempt of n8n's
 * Retry On Fail. Undefined without an execution, since attempts and other work then look alike.
 * @param request distinguishes the calls of an agent tool, which have no run index
 */
export function createItemKey(
	{ context, itemIndex }: { context: IExecuteFunctions; itemIndex: number },
	runIndex: number | undefined,
	path: string,
	request: unknown,
): string | undefined {
	const executionId = context.getExecutionId();
	if (!executionId) return undefined;
	return createIdempotencyKey({
		instanceId: context.getInstanceId(),
		workflowId: String(context.getWorkflow().id ?? ''),
		executionId,
		nodeId: context.getNode().id,
		runIndex,
		itemIndex,
		position: 0,
		// Parameters may move, e.g. with the time, so they tell nothing where the run index does.
		request: runIndex === undefined ? { path, request } : { path },
		source: null,
	});
}

/** Whether the text is a key, and no ID of Extend. */
export function isIdempotencyKey(text: string): boolean {
	return /^[0-9a-f]{64}$/.test(text);
}
