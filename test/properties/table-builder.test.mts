import fc, { type Arbitrary } from 'fast-check';
import {
	FIELD_TYPES,
	fieldsToSchema,
	toExtendSchema,
	type FieldRow,
} from '../../nodes/shared/schema';
import { anyJson, anyName, mostly, open, scalar } from './arbitraries/json.mts';
import { schemaName } from './arbitraries/jsonSchemas.mts';
import { property } from './property.mts';
import { unlessRefused } from './refusals.mts';
import { frozen, sameJson } from './oracles/jsonEquality.mts';
import { assertInSubset } from './oracles/schemaSubset.mts';

const name = fc.oneof({ weight: 8, arbitrary: schemaName }, { weight: 1, arbitrary: anyName });
const choices = fc.oneof(
	fc.constantFrom('open, paid', 'a\nb,,c', '', 'a, a', 'null'),
	fc.array(scalar, { maxLength: 3 }),
);
const about = {
	name: mostly(name, 30),
	type: mostly(fc.constantFrom(...FIELD_TYPES), 30),
	description: mostly(fc.constantFrom('', ' Total ', 'x'), 30),
	choices: mostly(choices, 30),
};
const column = fc.oneof({ weight: 20, arbitrary: open(about) }, { weight: 1, arbitrary: anyJson });
const columns = fc.record({ column: mostly(fc.array(column, { maxLength: 3 }), 30) });
const row = open({ ...about, columns: mostly(columns, 30) });
const rows: Arbitrary<unknown> = mostly(
	fc.array(fc.oneof({ weight: 30, arbitrary: row }, { weight: 1, arbitrary: anyJson }), {
		maxLength: 4,
	}),
	50,
);

property(
	"any table of fields is refused in words, or becomes one of Extend's schemas",
	rows,
	(given) => {
		const schema = unlessRefused(() => fieldsToSchema(frozen(given) as FieldRow[]));
		if (schema === undefined) return;
		assertInSubset(schema);
		if (!sameJson(toExtendSchema(schema), schema)) throw new Error('it would be converted again');
	},
);

/** As the editor makes them, each name once. */
const rightRows = fc.uniqueArray(
	fc.record({
		name: schemaName,
		type: fc.constantFrom(...FIELD_TYPES),
		description: fc.constantFrom('', 'Total'),
		choices: fc.constant('open, paid'),
		columns: fc.record({
			column: fc
				.uniqueArray(schemaName, { minLength: 1, maxLength: 3 })
				.map((names) => names.map((one): FieldRow => ({ name: one, type: 'currency' }))),
		}),
	}),
	{ selector: (one) => one.name, minLength: 1, maxLength: 5 },
);

property('every field and column that the editor lists is there, described', rightRows, (given) => {
	const { properties } = fieldsToSchema(frozen(given));
	expect(Object.keys(properties).sort()).toEqual(given.map((one) => one.name).sort());
	for (const one of given) {
		const { description, items } = properties[one.name] as {
			description?: string;
			items?: { properties?: object };
		};
		expect(description ?? '').toBe(one.description);
		if (one.type !== 'table') continue;
		const wanted = one.columns.column.map((each) => each.name).sort();
		expect(Object.keys(items?.properties ?? {}).sort()).toEqual(wanted);
	}
});
