/**
 * Runs a property. Repeat a failure with the printed seed and path:
 * PROPERTY_SEED=<seed> PROPERTY_PATH=<path> npm run test:properties -- -t '<its name>'
 */
import fc, { type Arbitrary } from 'fast-check';

const seed = Number(process.env.PROPERTY_SEED ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env.PROPERTY_RUNS ?? 10_000);
const path = process.env.PROPERTY_PATH;
const parameters = { seed, numRuns, ...(path === undefined ? {} : { path }) };

/** Declares a test that `assertHolds` throws for none of the generated cases. */
export function testProperty<T>(
	name: string,
	cases: Arbitrary<T>,
	assertHolds: (one: T) => void,
): void {
	it(name, () => fc.assert(fc.property(cases, assertHolds), parameters));
}

/** The asynchronous variant. */
export function testAsyncProperty<T>(
	name: string,
	cases: Arbitrary<T>,
	holds: (one: T) => Promise<void>,
): void {
	it(name, async () => await fc.assert(fc.asyncProperty(cases, holds), parameters));
}
