/** Hostile JSON: names with a meaning in JavaScript, wrong types, deep and huge values. */
import fc, { type Arbitrary } from 'fast-check';

const MAX_DEPTH = 10_000;

/** Names that collide with JavaScript built-ins or with our own keys. */
const RESERVED_NAMES = [
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'valueOf',
	'hasOwnProperty',
	'toJSON',
	'then',
	'length',
	'error',
	'_extend',
	'n8n',
	'',
	' ',
	'a.b',
	'a[0]',
	'ä ö',
	'0',
];

export const reservedName = fc.constantFrom(...RESERVED_NAMES);
export const plainName = fc.constantFrom('a', 'b', 'c', 'total', 'line_items', 'x-1');
export const anyName: Arbitrary<string> = fc.oneof(
	{ weight: 5, arbitrary: plainName },
	{ weight: 2, arbitrary: reservedName },
	{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

/** An object with own properties only, even for `__proto__`, like JSON.parse creates. */
export function arbitraryObject<T>(
	name: Arbitrary<string>,
	value: Arbitrary<T>,
	{ min = 0, max = 6 } = {},
): Arbitrary<Record<string, T>> {
	return fc
		.uniqueArray(fc.tuple(name, value), {
			selector: ([key]) => key,
			minLength: min,
			maxLength: max,
		})
		.map((entries) => Object.fromEntries(entries));
}

export const scalar: Arbitrary<unknown> = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom<unknown>(null, true, false, 0, 1, -1.5, '', 'x', '1') },
	{ weight: 1, arbitrary: fc.constantFrom<unknown>(1e308, 2 ** 53, -0, 1e-7, '2026-03-02') },
	{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
);

/** Short representation in failure reports, which would overflow otherwise. */
function withDescription<T extends object>(value: T, words: string): T {
	return Object.defineProperty(value, fc.toStringMethod, { value: () => words });
}

export function nest(inner: unknown, depth: number, wrap: (inner: unknown) => object): object {
	let value = wrap(inner);
	for (let level = 1; level < depth; level++) value = wrap(value);
	return withDescription(value, `/* ${depth} times ${wrap.toString()} around ${String(inner)} */`);
}

const deep: Arbitrary<unknown> = fc
	.tuple(
		fc.integer({ min: 1, max: MAX_DEPTH }),
		fc.constantFrom<(inner: unknown) => object>(
			(inner) => [inner],
			(inner) => ({ a: inner }),
			(inner) => [{ value: inner }],
		),
	)
	.map(([depth, wrap]) => nest('x', depth, wrap));

const huge: Arbitrary<unknown> = fc
	.tuple(fc.integer({ min: 100, max: 3000 }), fc.constantFrom('text', 'list', 'object'))
	.map(([size, kind]) => {
		const numbers = Array.from({ length: size }, (_, index) => index);
		if (kind === 'text') return 'xyz '.repeat(10 * size);
		if (kind === 'list') return withDescription(numbers, `/* ${size} numbers */`);
		const entries = numbers.map((number) => [`k${number}`, number]);
		return withDescription(Object.fromEntries(entries) as object, `/* ${size} members */`);
	});

/** Ordinary size, with all reserved names. */
export const smallJson: Arbitrary<unknown> = fc.letrec((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		{ weight: 4, arbitrary: scalar },
		{ weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
		{ weight: 2, arbitrary: arbitraryObject(anyName, tie('value'), { max: 4 }) },
	),
})).value;

/** Any JSON. Few values are deep or huge, because those are slow. */
export const anyJson: Arbitrary<unknown> = fc.oneof(
	{ weight: 1500, arbitrary: smallJson },
	{ weight: 1, arbitrary: deep },
	{ weight: 1, arbitrary: huge },
);

/** Mostly values of the expected type, sometimes others. */
export function mostlyValid<T>(right: Arbitrary<T>, often = 12): Arbitrary<unknown> {
	return fc.oneof({ weight: often, arbitrary: right }, { weight: 1, arbitrary: anyJson });
}

/** Objects with some of these properties, sometimes invalid, and with unknown ones. */
export function openObject(members: Record<string, Arbitrary<unknown>>): Arbitrary<object> {
	return fc
		.tuple(
			fc.record(members, { requiredKeys: [] }),
			arbitraryObject(anyName, smallJson, { max: 2 }),
		)
		.map(([known, unknown]) => ({ ...unknown, ...known }));
}
