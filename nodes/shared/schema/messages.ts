import { defineMessages } from '../utils/messages';

/** What is wrong with a field, however the schema was given. `name` and `choice` are quoted (`quote`). */
export const FIELD_MESSAGES = defineMessages({
	emptyName: { message: 'the name is empty', hint: 'Give the field a name such as "total".' },
	reservedName: ({ name }: { name: string }) => ({
		message: `the name ${name} is reserved`,
		hint: 'Choose another name.',
	}),
	invalidName: ({ name, suggestion }: { name: string; suggestion: string }) => ({
		message: `the name ${name} has other characters than letters, digits, "_" and "-"`,
		hint: `Use a name such as "${suggestion}".`,
	}),
	nestedTooDeep: ({ maxLevels }: { maxLevels: number }) => ({
		message: `objects are nested more than ${maxLevels} levels deep`,
		hint: 'Move the inner fields further up.',
	}),
	duplicateChoice: ({ choice }: { choice: string }) => ({
		message: `the choice ${choice} is listed twice`,
		hint: 'List every choice once.',
	}),
	noChoices: { message: 'there are no choices', hint: 'List at least one choice.' },
	choiceNotText: {
		message: 'a choice must be a text',
		hint: 'Write every choice as a text in quotes, such as "open".',
	},
});

/** What is wrong with the rows of the table of fields. */
export const ROW_MESSAGES = defineMessages({
	noFields: { message: 'there are no fields', hint: 'Add at least one field.' },
	noField: { message: 'this is no field', hint: 'Give a name and a type.' },
	duplicateName: ({ name }: { name: string }) => ({
		message: `the name ${name} is used twice`,
		hint: 'Give every field its own name.',
	}),
	unknownType: ({ type, types }: { type: string; types: string }) => ({
		message: `the type ${type} is not known`,
		hint: `Use one of: ${types}.`,
	}),
	tableInTable: {
		message: 'a column cannot be a table itself',
		hint: "Choose another type, or 'Define Using JSON Schema' under 'Schema Type'.",
	},
	noColumns: { message: 'the table has no columns', hint: 'Add at least one column.' },
});

/** Where in the rows: parts of the path that a message begins with. */
export const ROW_PLACES = defineMessages({
	field: 'field',
	column: ({ table }: { table: string }) => `${table}, column`,
	row: ({ place, position }: { place: string; position: number }) => `${place} ${position}`,
	named: ({ place, name }: { place: string; name: string }) => `${place} (${name})`,
	choices: ({ field }: { field: string }) => `${field}, choices`,
});

/** What is wrong with an example of the result. */
export const EXAMPLE_MESSAGES = defineMessages({
	notAnObject: {
		message: 'the example must be one object',
		hint: 'Write the result for one document, such as { "total": 12.5 }.',
	},
	emptyObject: { message: 'the object is empty', hint: 'Put at least one field into it.' },
	mixedKinds: {
		message: 'the examples are of different kinds',
		hint: 'Use only objects, only lists or only plain values here.',
	},
	notJson: { message: 'this value cannot stand in JSON', hint: 'Use text, number or boolean.' },
	listInList: {
		message: 'a list cannot stand directly in a list',
		hint: 'Put the inner list into an object, such as { "values": [1, 2] }.',
	},
});
