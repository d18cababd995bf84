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
import { getInputItem, isCombined } from '../parameters/document/itemFields';
import { isRecord } from '../../shared/utils/objects';
import { sanitizeSentence, sanitizeText, toText } from '../../shared/utils/sanitize';

/** The error of an item as an item, without its pairing. */
export function createErrorItem(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
): INodeExecutionData {
	const binary = getFailedBinary(context, itemIndex, getFailedFiles(error));
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
	const message = error instanceof Error ? error.message : error;
	const description = isRecord(error) ? error.description : undefined;
	return {
		code: error instanceof NodeOperationError ? 'INVALID_INPUT' : 'UNEXPECTED',
		message: sanitizeText(toText(message)),
		description: sanitizeText(toText(description)),
	};
}

/** The files that the error is about, by field; undefined when it is about none, or about other documents. */
function getFailedFiles(error: unknown): IBinaryKeyData | undefined {
	const documents = error instanceof ExtendApiError ? (error.documents ?? []) : [];
	const binary: IBinaryKeyData = {};
	for (const { sourceField, data } of documents) {
		if (data !== undefined) binary[getFreeName(binary, sourceField ?? 'data')] = data;
	}
	return Object.keys(binary).length > 0 ? binary : undefined;
}

/** Files of several items may have the same field. */
export function getFreeName(binary: IBinaryKeyData, field: string): string {
	let name = field;
	for (let n = 1; name in binary; n++) name = `${field}_${n}`;
	return name;
}

/** The files that failed, or all of the input item, so that the error branch can file the document. */
function getFailedBinary(
	context: IExecuteFunctions,
	itemIndex: number,
	failedFiles: IBinaryKeyData | undefined,
): IBinaryKeyData | undefined {
	const item = getInputItem(context, itemIndex);
	if (!isCombined(context)) return failedFiles ?? item.binary;
	// On the error branch n8n adds the input item with its files itself; a binary of ours would be written
	// into the JSON first and send the item to the success branch.
	if (context.getNode().onError === 'continueErrorOutput') return undefined;
	if (failedFiles) return failedFiles;
	const files: unknown = item.json._files;
	return isRecord(files) ? (files as IBinaryKeyData) : undefined;
}
