import { InputProblem } from '../../../nodes/shared/problems';

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

/** The InputProblem that a call raises; fails when it raises none, or one with texts out of form. */
export function problemOf(call: () => unknown): InputProblem {
	try {
		call();
	} catch (error) {
		if (!(error instanceof InputProblem)) throw error;
		expect(error.what).toMatch(/^["a-z].*[^.]$/s);
		expect(error.fix).toMatch(/^[A-Z].*\.$/s);
		return error;
	}
	throw new Error('no InputProblem was raised');
}

/** The result of a call, or undefined when it raises an InputProblem in good form. */
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
