import fc, { type Arbitrary } from 'fast-check';
import { toObject } from '../../nodes/shared/utils/objects';
import { exampleToSchema, mergeSchemas, toExtendSchema } from '../../nodes/shared/schema';
import { anyJson, arbitraryObject, scalar } from './arbitraries/json.mts';
import { extendSchema, getLeaves, schemaName } from './arbitraries/jsonSchemas.mts';
import { testProperty } from './property.mts';
import { catchRefusal } from './refusals.mts';
import { deepFreeze, isSameJson } from './oracles/jsonEquality.mts';
import { findSchemaProblem } from '../emulator/validation/extractSchema.mts';

/** Mostly valid examples. Names are few, so that samples of one list share some. */
const example: Arbitrary<unknown> = fc.letrec((tie) => ({
	object: arbitraryObject(schemaName, tie('value'), { min: 1, max: 4 }),
	value: fc.oneof(
		{ depthSize: 'small', maxDepth: 6 },
		{ weight: 5, arbitrary: scalar },
		{ weight: 2, arbitrary: tie('object') },
		{ weight: 2, arbitrary: fc.array(tie('object'), { maxLength: 3 }) },
		{ weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
	),
})).object;

testProperty(
	"any example is rejected with a message or converted to Extend's subset",
	fc.oneof({ weight: 3, arbitrary: example }, { weight: 1, arbitrary: anyJson }),
	(given) => {
		const schema = catchRefusal(() => exampleToSchema(deepFreeze(given)));
		if (schema === undefined) return;
		expect(findSchemaProblem(schema)).toBeUndefined();
		if (!isSameJson(toExtendSchema(schema), schema)) throw new Error('it would be converted again');
	},
);

/** Objects only, so that the expected leaves do not depend on how samples are merged. */
const flat: Arbitrary<unknown> = fc.letrec((tie) => ({
	object: arbitraryObject(schemaName, tie('value'), { min: 1, max: 4 }),
	value: fc.oneof(
		{ depthSize: 'small', maxDepth: 4 },
		fc.constantFrom<unknown>('x', 1, true, null, 0.5, ''),
		tie('object'),
	),
})).object;

function getExpectedLeaves(value: unknown, path = '$'): Array<[string, string]> {
	if (typeof value === 'number' || typeof value === 'boolean') return [[path, typeof value]];
	if (typeof value === 'string' || value === null) return [[path, 'string']];
	return Object.entries(value as object).flatMap(([name, inner]) =>
		getExpectedLeaves(inner, `${path}.${name}`),
	);
}

testProperty('every leaf of an example keeps its type', flat, (given) => {
	const schema = exampleToSchema(deepFreeze(given));
	expect(findSchemaProblem(schema)).toBeUndefined();
	expect(getLeaves(schema)).toEqual(getExpectedLeaves(given));
});

testProperty(
	'merging two Extend schemas yields an Extend schema with the fields of both',
	fc.tuple(extendSchema, extendSchema),
	([base, changes]) => {
		const merged = mergeSchemas(deepFreeze(base), toObject(deepFreeze(changes)) ?? {});
		expect(findSchemaProblem(merged)).toBeUndefined();
		const names = (schema: object) => Object.keys((schema as typeof merged).properties as object);
		expect(new Set(names(merged))).toEqual(new Set([...names(base), ...names(changes)]));
	},
);
