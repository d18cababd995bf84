import fc, { type Arbitrary } from 'fast-check';
import { exampleToSchema, mergeSchemas, toExtendSchema } from '../../nodes/shared/schema';
import { anyJson, objectOf, scalar } from './arbitraries/json.mts';
import { extendSchema, leavesOf, schemaName } from './arbitraries/jsonSchemas.mts';
import { property } from './property.mts';
import { unlessRefused } from './refusals.mts';
import { frozen, sameJson } from './oracles/jsonEquality.mts';
import { assertInSubset } from './oracles/schemaSubset.mts';

/** Examples of which most are accepted: few names, so that samples of one list have some in common. */
const example: Arbitrary<unknown> = fc.letrec((tie) => ({
	object: objectOf(schemaName, tie('value'), { min: 1, max: 4 }),
	value: fc.oneof(
		{ depthSize: 'small', maxDepth: 6 },
		{ weight: 5, arbitrary: scalar },
		{ weight: 2, arbitrary: tie('object') },
		{ weight: 2, arbitrary: fc.array(tie('object'), { maxLength: 3 }) },
		{ weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
	),
})).object;

property(
	"any example is refused in words, or becomes one of Extend's schemas",
	fc.oneof({ weight: 3, arbitrary: example }, { weight: 1, arbitrary: anyJson }),
	(given) => {
		const schema = unlessRefused(() => exampleToSchema(frozen(given)));
		if (schema === undefined) return;
		assertInSubset(schema);
		if (!sameJson(toExtendSchema(schema), schema)) throw new Error('it would be converted again');
	},
);

/** Objects only, so that the leaves can be listed without knowing how samples are merged. */
const flat: Arbitrary<unknown> = fc.letrec((tie) => ({
	object: objectOf(schemaName, tie('value'), { min: 1, max: 4 }),
	value: fc.oneof(
		{ depthSize: 'small', maxDepth: 4 },
		fc.constantFrom<unknown>('x', 1, true, null, 0.5, ''),
		tie('object'),
	),
})).object;

function expectedLeaves(value: unknown, path = '$'): Array<[string, string]> {
	if (typeof value === 'number' || typeof value === 'boolean') return [[path, typeof value]];
	if (typeof value === 'string' || value === null) return [[path, 'string']];
	return Object.entries(value as object).flatMap(([name, inner]) =>
		expectedLeaves(inner, `${path}.${name}`),
	);
}

property('every leaf of an example is kept, with its type', flat, (given) => {
	const schema = exampleToSchema(frozen(given));
	assertInSubset(schema);
	expect(leavesOf(schema)).toEqual(expectedLeaves(given));
});

property(
	"two of Extend's schemas laid over each other are one of Extend's, with the fields of both",
	fc.tuple(extendSchema, extendSchema),
	([base, changes]) => {
		const merged = mergeSchemas(frozen(base), frozen(changes));
		assertInSubset(merged);
		const names = (schema: object) => Object.keys((schema as typeof merged).properties as object);
		expect(new Set(names(merged))).toEqual(new Set([...names(base), ...names(changes)]));
	},
);
