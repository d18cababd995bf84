import { InputError } from './inputError';

/**
 * A caught error as InputError. Throws every other error as it is: a defect of the node must not become a
 * message about the input.
 */
export function requireInputError(error: unknown): InputError {
	if (error instanceof InputError) return error;
	throw error;
}
