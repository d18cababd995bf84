import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../../../shared/errors/inputError';
import { toItemMessage } from '../../../shared/errors/toNodeError';
import { VALUE_MESSAGES } from '../../../shared/parameters/declared/messages';

/**
 * The error that a user sees for wrong input: which parameter, which item, where inside and what to do
 * (invariant 14).
 */
export function toParameterError(
	context: IExecuteFunctions,
	itemIndex: number,
	displayName: string,
	error: InputError,
): NodeOperationError {
	const message = `${VALUE_MESSAGES.check({ displayName })}: ${error.message}`;
	return new NodeOperationError(context.getNode(), toItemMessage(message, itemIndex), {
		itemIndex,
		description: error.hint,
	});
}

/**
 * What `read` returns. Throws an InputError of `read` as the error of `toParameterError`, any other error as a
 * NodeOperationError with the item.
 * @param displayName of the parameter
 */
export function readParameter<T>(
	context: IExecuteFunctions,
	itemIndex: number,
	displayName: string,
	read: () => T,
): T {
	try {
		return read();
	} catch (error) {
		if (error instanceof InputError) throw toParameterError(context, itemIndex, displayName, error);
		throw new NodeOperationError(context.getNode(), error as Error, { itemIndex });
	}
}
