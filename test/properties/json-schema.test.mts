import { toExtendSchema } from '../../nodes/shared/schema';
import { anySchema, extendSchema, getLeaves, simpleSchema } from './arbitraries/jsonSchemas.mts';
import { testProperty } from './property.mts';
import { catchRefusal } from './refusals.mts';
import { deepFreeze, isSameJson } from './oracles/jsonEquality.mts';
import { findSchemaProblem } from '../emulator/validation/extractSchema.mts';

testProperty(
	"any JSON Schema is rejected with a message or converted to Extend's subset",
	anySchema,
	(schema) => {
		const converted = catchRefusal(() => toExtendSchema(deepFreeze(schema)));
		if (converted === undefined) return;
		expect(findSchemaProblem(converted)).toBeUndefined();
		if (!isSameJson(toExtendSchema(converted), converted)) throw new Error('it changes once more');
	},
);

testProperty("a schema in Extend's format is unchanged", extendSchema, (schema) => {
	expect(findSchemaProblem(schema)).toBeUndefined();
	const converted = toExtendSchema(deepFreeze(schema));
	if (!isSameJson(converted, schema)) throw new Error(`became ${JSON.stringify(converted)}`);
});

testProperty('every leaf of a simple schema keeps its type', simpleSchema, ({ schema, leaves }) => {
	const converted = toExtendSchema(deepFreeze(schema));
	expect(findSchemaProblem(converted)).toBeUndefined();
	expect(getLeaves(converted)).toEqual([...leaves]);
});
