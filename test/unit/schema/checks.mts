import { InputError } from '../../../nodes/shared/errors/inputError';

/** Seeded, so that a failure can be repeated. */
export const RUNS = { seed: 20260302, numRuns: 400 };

/** Freezes a value and all inside, so that code that changes its input throws. */
export function frozen<T>(value: T): T {
	if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
		Object.freeze(value);
		Object.values(value).forEach(frozen);
	}
	return value;
}

/** The InputError that a call raises; fails when it raises none, or one with texts out of form. */
export function problemOf(call: () => unknown): InputError {
	try {
		call();
	} catch (error) {
		if (!(error instanceof InputError)) throw error;
		expect(error.reason).toMatch(/^["a-z].*[^.]$/s);
		expect(error.hint).toMatch(/^[A-Z].*\.$/s);
		return error;
	}
	throw new Error('no InputError was raised');
}

/** The result of a call, or undefined when it raises an InputError in good form. */
export function resultOf<T>(call: () => T): T | undefined {
	let result: T | undefined;
	let problem: unknown;
	try {
		result = call();
	} catch (error) {
		problem = error;
	}
	if (problem === undefined) return result;
	problemOf(() => {
		throw problem;
	});
	return undefined;
}
