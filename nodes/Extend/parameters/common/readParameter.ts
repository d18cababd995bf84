import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../../../shared/errors/inputError';
import { ERROR_MESSAGES } from '../../../shared/errors/messages';
import { PARAMETER_MESSAGES } from './messages';

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
	const message = PARAMETER_MESSAGES.cannotBeUsed({ displayName, reason: error.message });
	return new NodeOperationError(context.getNode(), ERROR_MESSAGES.inItem({ message, itemIndex }), {
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
