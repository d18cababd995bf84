import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { AbortedError, ExtendApiError, nameFile, type ErrorDetails } from './apiError';
import { sanitizeSentence, toText } from '../utils/sanitize';
import { InputError } from './inputError';
import { ERROR_MESSAGES } from './messages';

/**
 * The error that n8n shows. Its texts are our own: nothing is passed on of the HTTP client's error, which contains
 * the request with the API key. A response with a status becomes a NodeApiError, everything else a
 * NodeOperationError.
 * @param options `itemIndex` of the item that failed; left out outside of items
 */
export function toNodeError(
	node: INode,
	error: unknown,
	{ itemIndex }: { itemIndex?: number } = {},
): Error {
	if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
	if (error instanceof AbortedError) return new NodeOperationError(node, error.message);
	if (error instanceof InputError) {
		const message = toItemMessage(sanitizeSentence(error.message), itemIndex);
		return new NodeOperationError(node, message, {
			itemIndex,
			description: sanitizeSentence(error.hint),
		});
	}
	if (!(error instanceof ExtendApiError)) {
		const cause = error instanceof Error ? error : toText(error);
		return new NodeOperationError(node, cause, { itemIndex });
	}
	const { details } = error;
	const { httpCode } = details;
	const message = toItemMessage(nameFile(details), itemIndex);
	const description = toDescription(details);
	if (httpCode === undefined) {
		return new NodeOperationError(node, message, { itemIndex, description });
	}
	return new NodeApiError(node, Object.fromEntries(Object.entries(details)), {
		message,
		description,
		httpCode: String(httpCode),
		itemIndex,
	});
}

/** The message with the item that it is about, if it is about one. */
export function toItemMessage(message: string, itemIndex: number | undefined): string {
	return itemIndex === undefined ? message : `${message} ${ERROR_MESSAGES.item({ itemIndex })}`;
}

/** The description with the dashboard link and the request ID, which an error item has as members of its own. */
function toDescription({ description, dashboardUrl, requestId }: ErrorDetails): string {
	return [
		description,
		dashboardUrl ? ERROR_MESSAGES.dashboardLink({ url: dashboardUrl }) : '',
		requestId ? ERROR_MESSAGES.requestId({ id: requestId }) : '',
	]
		.filter((text) => text !== '')
		.join(' ');
}
