import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../../../shared/errors/inputError';

/**
 * Takes the display name of a parameter and what is wrong with its value; returns the error for the
 * builder, which says which parameter, which item, where inside and what to do (rule 14).
 */
export function toParameterError(
	context: IExecuteFunctions,
	itemIndex: number,
	displayName: string,
	problem: InputError,
): NodeOperationError {
	return new NodeOperationError(
		context.getNode(),
		`'${displayName}' cannot be used: ${problem.message} [item ${itemIndex}]`,
		{ itemIndex, description: problem.hint },
	);
}

/**
 * Takes the display name of a parameter and what to do with its value; returns what that returns.
 * Throws an InputError from inside as the error of `inputError`, and anything else as a
 * NodeOperationError with the item.
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
