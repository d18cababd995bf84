/** The one way in which input may be refused. */
import { InputError } from '../../nodes/shared/errors/inputError';

/**
 * What a call returns, or undefined when it refuses its input in words for a builder. Every other exception
 * goes on: it is a crash.
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

/** The caller puts a sentence around it. */
function isPhrase(text: string): boolean {
	return text.trim() !== '' && !text.endsWith('.');
}

function isSentence(text: string): boolean {
	return text.length > 1 && text.endsWith('.');
}
