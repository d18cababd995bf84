import { defineMessages } from '../utils/messages';

/** What is wrong with a field, however the schema was given. `name` and `choice` are quoted (`quote`). */
export const FIELD_MESSAGES = defineMessages({
	emptyName: { message: 'the name is empty', hint: 'Enter a name, e.g. total.' },
	reservedName: ({ name }: { name: string }) => ({
		message: `the name ${name} is reserved`,
		hint: 'Choose another name.',
	}),
	invalidName: ({ name, suggestion }: { name: string; suggestion: string }) => ({
		message: `the name ${name} contains unsupported characters`,
		hint: `Use only letters, digits, "_", and "-", e.g. "${suggestion}".`,
	}),
	invisibleName: ({ name }: { name: string }) => ({
		message: `the name ${name} contains a character that you can't see`,
		hint: 'Delete the name and type it again.',
	}),
	nestedTooDeep: ({ maxLevels }: { maxLevels: number }) => ({
		message: `objects are nested more than ${maxLevels} levels deep`,
		hint: 'Move the deepest fields up.',
	}),
	duplicateChoice: ({ choice }: { choice: string }) => ({
		message: `the choice ${choice} is listed twice`,
		hint: 'Remove the duplicate.',
	}),
	noChoices: { message: 'no choices are defined', hint: 'Add at least one choice.' },
	choiceNotText: {
		message: 'every choice must be text',
		hint: 'Put each choice in quotes, e.g. "open".',
	},
});

/** What is wrong with the rows of the table of fields. */
export const ROW_MESSAGES = defineMessages({
	noFields: { message: 'no fields are defined', hint: 'Add at least one field.' },
	noField: { message: 'the field is invalid', hint: 'Enter a name and select a type.' },
	duplicateName: ({ name }: { name: string }) => ({
		message: `the name ${name} is used twice`,
		hint: 'Use a different name for each field.',
	}),
	unknownType: ({ type, types }: { type: string; types: string }) => ({
		message: `the type ${type} isn't supported`,
		hint: `Use one of: ${types}.`,
	}),
	tableInTable: {
		message: "a column can't be a table",
		hint: "Choose another type, or set 'Schema Type' to 'Define Using JSON Schema'.",
	},
	/** `line` is quoted */
	unknownChoice: ({ line }: { line: string }) => ({
		message: `${line} doesn't start with one of the choices`,
		hint: 'Enter one line per choice, e.g. open: Not settled yet.',
	}),
	noColumns: { message: 'the table has no columns', hint: 'Add at least one column.' },
});

/** Where in the rows: parts of the path that a message begins with. */
export const ROW_PLACES = defineMessages({
	field: 'field',
	column: ({ table }: { table: string }) => `${table}, column`,
	row: ({ place, position }: { place: string; position: number }) => `${place} ${position}`,
	named: ({ place, name }: { place: string; name: string }) => `${place} (${name})`,
	choices: ({ field }: { field: string }) => `${field}, choices`,
	choiceDescriptions: ({ field }: { field: string }) => `${field}, choice descriptions`,
});

/** What is wrong with the form in which a schema was entered. */
export const SCHEMA_FORM_MESSAGES = defineMessages({
	/** `example` of a reference, quoted */
	severalDefinitions: ({ example }: { example: string }) => ({
		message: 'it has several definitions, and none is selected',
		hint: `Add a reference to the one for the document, e.g. "$ref": ${example}.`,
	}),
});

/** What is wrong with an example of the result. */
export const EXAMPLE_MESSAGES = defineMessages({
	notAnObject: {
		message: 'the example must be an object',
		hint: 'Enter the output for one document, e.g. { "total": 12.5 }.',
	},
	isSchema: {
		message: 'this is a JSON Schema, not an example',
		hint: "Set 'Schema Type' to 'Define Using JSON Schema' and enter it there.",
	},
	emptyObject: { message: 'the object is empty', hint: 'Add at least one field.' },
	mixedKinds: {
		message: 'the list mixes objects, lists, and plain values',
		hint: 'Use only one type of value in a list.',
	},
	notJson: {
		message: "this value isn't supported in JSON",
		hint: 'Use text, a number, or a boolean.',
	},
	listInList: {
		message: "a list can't directly contain another list",
		hint: 'Put the inner list in an object, e.g. { "values": [1, 2] }.',
	},
});
