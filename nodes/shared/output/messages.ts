import { defineMessages } from '../utils/messages';

/** Hints about results. */
export const OUTPUT_HINTS = defineMessages({
	noScores:
		"'needsReview' is empty because the run has no confidence scores. Turn on 'Citations' or 'Review Agent'.",
	/** `names` are fields of rules and checks, joined */
	unknownFields: ({ names }: { names: string }) =>
		`The extractor doesn't have these fields: ${names}. Check 'Review Options'.`,
	noTable: 'A result has no table, so the output contains one item with its fields.',
	tableMissing: ({ name }: { name: string }) =>
		`A result has no table "${name}", so the output contains one item with its fields.`,
});

/** Why it is not clear which table becomes rows. `tables` are the names of all tables, joined. */
export const TABLE_MESSAGES = defineMessages({
	severalTables: ({ tables }: { tables: string }) => ({
		message: 'the result has several tables',
		hint: chooseTableHint(tables),
	}),
	tableNotFound: ({ name, tables }: { name: string; tables: string }) => ({
		message: `the result has no table "${name}"`,
		hint: chooseTableHint(tables),
	}),
	notATable: ({ name, tables }: { name: string; tables: string }) => ({
		message: `"${name}" isn't a table`,
		hint: chooseTableHint(tables),
	}),
	notATableAndNoOther: ({ name }: { name: string }) => ({
		message: `"${name}" isn't a table`,
		hint: "Choose another 'Output'. This result has no tables.",
	}),
});

function chooseTableHint(tables: string): string {
	return `Set 'Table' to one of these: ${tables}.`;
}
