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
import { toErrorJson, ExtendApiError } from '../../shared/errors/apiError';
import { InputError } from '../../shared/errors/inputError';
import { isRecord } from '../../shared/utils/objects';
import { sanitizeSentence, sanitizeText } from '../../shared/utils/sanitize';

/** The error of an item as an item, without its pairing. */
export function createErrorItem(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
): INodeExecutionData {
	const binary = getFailedBinary(context, itemIndex);
	return { json: toErrorJson(getErrorDetails(error)), ...(binary ? { binary } : {}) };
}

function getErrorDetails(error: unknown): Parameters<typeof toErrorJson>[0] {
	if (error instanceof ExtendApiError) return error.details;
	if (error instanceof InputError) {
		const { message, hint } = error;
		return {
			code: 'INVALID_INPUT',
			message: sanitizeSentence(message),
			description: sanitizeSentence(hint),
		};
	}
	const { message, description } = error as Error & { description?: string | null };
	return {
		code: error instanceof NodeOperationError ? 'INVALID_INPUT' : 'UNEXPECTED',
		message: sanitizeText(message),
		description: sanitizeText(description ?? ''),
	};
}

/** The files of the input item, so that the error branch can file the document. */
function getFailedBinary(
	context: IExecuteFunctions,
	itemIndex: number,
): IBinaryKeyData | undefined {
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
