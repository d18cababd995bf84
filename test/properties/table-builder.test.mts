import fc, { type Arbitrary } from 'fast-check';
import {
	FIELD_TYPES,
	fieldsToSchema,
	toExtendSchema,
	type FieldRow,
} from '../../nodes/shared/schema';
import { anyJson, anyName, mostlyValid, openObject, scalar } from './arbitraries/json.mts';
import { schemaName } from './arbitraries/jsonSchemas.mts';
import { testProperty } from './property.mts';
import { catchRefusal } from './refusals.mts';
import { deepFreeze, isSameJson } from './oracles/jsonEquality.mts';
import { findSchemaProblem } from '../emulator/validation/extractSchema.mts';

const name = fc.oneof({ weight: 8, arbitrary: schemaName }, { weight: 1, arbitrary: anyName });
const choices = fc.oneof(
	fc.constantFrom('open, paid', 'a\nb,,c', '', 'a, a', 'null'),
	fc.array(scalar, { maxLength: 3 }),
);
const about = {
	name: mostlyValid(name, 30),
	type: mostlyValid(fc.constantFrom(...FIELD_TYPES), 30),
	description: mostlyValid(fc.constantFrom('', ' Total ', 'x'), 30),
	choices: mostlyValid(choices, 30),
};
const column = fc.oneof(
	{ weight: 20, arbitrary: openObject(about) },
	{ weight: 1, arbitrary: anyJson },
);
const columns = fc.record({ column: mostlyValid(fc.array(column, { maxLength: 3 }), 30) });
const row = openObject({ ...about, columns: mostlyValid(columns, 30) });
const rows: Arbitrary<unknown> = mostlyValid(
	fc.array(fc.oneof({ weight: 30, arbitrary: row }, { weight: 1, arbitrary: anyJson }), {
		maxLength: 4,
	}),
	50,
);

testProperty(
	"any list of fields is rejected with a message or converted to Extend's subset",
	rows,
	(given) => {
		const schema = catchRefusal(() => fieldsToSchema(deepFreeze(given) as FieldRow[]));
		if (schema === undefined) return;
		expect(findSchemaProblem(schema)).toBeUndefined();
		if (!isSameJson(toExtendSchema(schema), schema)) throw new Error('it would be converted again');
	},
);

/** As created by the editor, with unique names. */
const validRows = fc.uniqueArray(
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

testProperty(
	'every field and column that the editor lists is there, described',
	validRows,
	(given) => {
		const { properties } = fieldsToSchema(deepFreeze(given));
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
	},
);
