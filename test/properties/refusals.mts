/** The only accepted way to reject input. */
import { InputError } from '../../nodes/shared/errors/inputError';

/**
 * Returns the result of a call, or undefined if it rejects its input with a proper message. Any other
 * exception is rethrown as a crash.
 */
export function catchRefusal<T>(call: () => T): T | undefined {
	try {
		return call();
	} catch (error) {
		if (!(error instanceof InputError)) throw error;
		if (!isPhrase(error.reason)) throw new Error(`out of form: what = ${error.reason}`);
		if (!isSentence(error.hint)) throw new Error(`out of form: fix = ${error.hint}`);
		return undefined;
	}
}

/** The caller builds a sentence around this phrase. */
function isPhrase(text: string): boolean {
	return text.trim() !== '' && !text.endsWith('.');
}

function isSentence(text: string): boolean {
	return text.length > 1 && text.endsWith('.');
}
