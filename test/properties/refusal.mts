/** The one way in which input may be refused. */
import { InputProblem } from '../../nodes/shared/problems';

/**
 * What a call returns, or undefined when it refuses its input in words for a builder. Every other exception
 * goes on: it is a crash.
 */
export function unlessRefused<T>(call: () => T): T | undefined {
	try {
		return call();
	} catch (error) {
		if (!(error instanceof InputProblem)) throw error;
		if (!isPhrase(error.what)) throw new Error(`out of form: what = ${error.what}`);
		if (!isSentence(error.fix)) throw new Error(`out of form: fix = ${error.fix}`);
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
