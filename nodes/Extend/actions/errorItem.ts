/**
 * The error item, in the one shape that n8n 1.x and 2.x route to the error branch and that keeps the
 * document (invariant 8; n8n-core, workflow-execute.js: handleNodeErrorOutput). Never `item.error`: n8n
 * then drops the rest.
 */
import {
	NodeOperationError,
	type IBinaryKeyData,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { errorJson, ExtendProblem } from '../../shared/errors';
import { isRecord } from '../../shared/records';
import { safeText } from '../../shared/text';

/** The error of an item as an item, without its pairing. */
export function errorItem(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
): INodeExecutionData {
	const binary = binaryOf(context, itemIndex);
	return { json: errorJson(detailsOf(error)), ...(binary ? { binary } : {}) };
}

function detailsOf(error: unknown): Parameters<typeof errorJson>[0] {
	if (error instanceof ExtendProblem) return error.details;
	const { message, description } = error as Error & { description?: string | null };
	return {
		code: error instanceof NodeOperationError ? 'INVALID_INPUT' : 'UNEXPECTED',
		message: safeText(message),
		description: safeText(description ?? ''),
	};
}

/** The files of the input item, so that the error branch can file the document. */
function binaryOf(context: IExecuteFunctions, itemIndex: number): IBinaryKeyData | undefined {
	const item = context.getInputData()[itemIndex];
	// getWorkflowSettings is missing on n8n 1.x, where combined mode does not exist.
	const combined =
		typeof context.getWorkflowSettings === 'function' &&
		context.getWorkflowSettings().binaryMode === 'combined';
	if (!combined) return item.binary;
	// On the error branch n8n adds the input item with its files itself; a binary of ours would be written
	// into the JSON first and send the item to the success branch.
	if (context.getNode().onError === 'continueErrorOutput') return undefined;
	return isRecord(item.json._files) ? (item.json._files as unknown as IBinaryKeyData) : undefined;
}
