import { toExtendSchema } from '../../nodes/shared/schema';
import { anySchema, extendSchema, leavesOf, simpleSchema } from './arbitraries/jsonSchemas.mts';
import { property } from './property.mts';
import { unlessRefused } from './refusals.mts';
import { frozen, sameJson } from './oracles/jsonEquality.mts';
import { assertInSubset } from './oracles/schemaSubset.mts';

property("any JSON Schema is refused in words, or becomes one of Extend's", anySchema, (schema) => {
	const converted = unlessRefused(() => toExtendSchema(frozen(schema)));
	if (converted === undefined) return;
	assertInSubset(converted);
	if (!sameJson(toExtendSchema(converted), converted)) throw new Error('it changes once more');
});

property('a schema as Extend documents it stays as it is', extendSchema, (schema) => {
	assertInSubset(schema);
	const converted = toExtendSchema(frozen(schema));
	if (!sameJson(converted, schema)) throw new Error(`became ${JSON.stringify(converted)}`);
});

property(
	'every leaf of a simple schema is kept, with its type',
	simpleSchema,
	({ schema, leaves }) => {
		const converted = toExtendSchema(frozen(schema));
		assertInSubset(converted);
		expect(leavesOf(converted)).toEqual([...leaves]);
	},
);
