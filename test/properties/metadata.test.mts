import fc, { type Arbitrary } from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { deepMerge } from '../../nodes/shared/utils/deepMerge';
import { toObject, type JsonValue } from '../../nodes/shared/utils/objects';
import { buildRunMetadata, tagMetadata, type RunTag } from '../../nodes/shared/runs/metadata';
import { anyJson, anyName, arbitraryObject, smallJson } from './arbitraries/json.mts';
import { testProperty } from './property.mts';
import { catchRefusal } from './refusals.mts';
import { deepFreeze, isSameJson } from './oracles/jsonEquality.mts';

const MAX_BYTES = 10 * 1024;
const pristine = Object.getOwnPropertyNames(Object.prototype).join();

/** Asserts that Object.prototype was not modified. */
function assertUnpolluted(): void {
	expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(pristine);
	expect(Object.keys({}).length).toBe(0);
}

interface Given {
	entries: Array<{ key: unknown; value: JsonValue }>;
	tags: string[];
	tag: RunTag | null;
}

const toValue = (value: unknown) => toObject({ value })?.value;
const text = fc.oneof(
	{ weight: 9, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
	{ weight: 1, arbitrary: fc.nat({ max: 11_000 }).map((size) => 'ä'.repeat(size)) },
);
const given: Arbitrary<Given> = fc.record({
	entries: fc.array(
		fc.record({
			key: fc.oneof(
				{ weight: 20, arbitrary: anyName },
				{ weight: 1, arbitrary: fc.constantFrom<unknown>(7, null, [], { toString: 1 }) },
			),
			value: fc.oneof(
				{ weight: 5, arbitrary: text },
				{ weight: 1, arbitrary: anyJson.map(toValue) },
			),
		}),
		{ maxLength: 5 },
	),
	tags: fc.array(fc.string({ maxLength: 8 }), { maxLength: 2 }),
	tag: fc.option(
		fc.record({
			key: fc.constant('0'.repeat(64)),
			workflowId: fc.string({ maxLength: 20 }),
			executionId: fc.constantFrom('', '12'),
		}),
	),
});

testProperty('metadata contains the entries and our tag, or is rejected', given, (one) => {
	const { entries, tags, tag } = deepFreeze(one);
	const metadata = catchRefusal(() =>
		tagMetadata(buildRunMetadata(entries, tags, tag ?? undefined), tag ?? undefined),
	);
	assertUnpolluted();
	const isReserved = entries.some(({ key }) => key === 'n8n' || key === '__proto__');
	if (metadata === undefined) {
		const isNothing = entries.length === 0 && tags.length === 0 && tag === null;
		const isEmptyKey = entries.some(
			({ key }) =>
				(typeof key !== 'string' && typeof key !== 'number') || String(key).trim() === '',
		);
		const bytes = measureOrInfinity(() => JSON.stringify([entries, tags, tag]).length);
		if (!isNothing && !isReserved && !isEmptyKey && bytes < MAX_BYTES / 6)
			throw new Error('refused without a reason');
		return;
	}
	if (isReserved) throw new Error('a reserved key was taken');
	expect(Buffer.byteLength(JSON.stringify(metadata))).toBeLessThanOrEqual(MAX_BYTES);
	const expected = new Map<string, unknown>(entries.map(({ key, value }) => [String(key), value]));
	if (tags.length > 0) expected.set('extend:usage_tags', tags);
	if (tag !== null) expected.set('n8n', tag);
	if (!isSameJson(metadata, Object.fromEntries(expected)))
		throw new Error(JSON.stringify(metadata));
});

function measureOrInfinity(measure: () => number): number {
	try {
		return measure();
	} catch {
		return Infinity;
	}
}

const config = arbitraryObject(anyName, smallJson);

/** Asserts the result of a merge, property by property. */
function assertMerged(merged: unknown, base: unknown, over: unknown): void {
	if (!isObject(base) || !isObject(over)) {
		if (!isSameJson(merged, over)) throw new Error('not what was laid over');
		return;
	}
	const names = new Set([...Object.keys(base), ...Object.keys(over)]);
	for (const name of names) {
		if (name === '__proto__') continue;
		const [one, below, above] = [merged, base, over].map((object) => getOwn(object, name));
		if (above === undefined) {
			if (!isSameJson(one, below)) throw new Error(`${name} was changed`);
		} else assertMerged(one, below, above);
	}
	for (const name of Object.keys(merged as object))
		if (!names.has(name)) throw new Error(`${name} came from nowhere`);
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function getOwn(value: unknown, name: string): unknown {
	return Object.getOwnPropertyDescriptor(value, name)?.value;
}

testProperty(
	'merging two configurations keeps both and does not modify prototypes',
	fc.tuple(config, config),
	(both) => {
		const [base, over] = deepFreeze(both) as [IDataObject, IDataObject];
		const merged = deepMerge(base, over);
		assertUnpolluted();
		expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
		assertMerged(merged, base, over);
	},
);
