import { defineMessages } from '../utils/messages';

/** Hints about results. */
export const OUTPUT_HINTS = defineMessages({
	noScores:
		"No field has a confidence score, so 'needsReview' is empty. To fill it, turn on 'Citations' or 'Review Agent' under Options when extracting.",
	noTable: 'A result has no table, so it came out as one item with its fields.',
	tableMissing: ({ name }: { name: string }) =>
		`A result has no table "${name}", so it came out as one item with its fields.`,
});

/** Why it is not clear which table becomes rows. `tables` are the names of all tables, joined. */
export const TABLE_MESSAGES = defineMessages({
	severalTables: ({ tables }: { tables: string }) => ({
		message: `the result has several tables (${tables})`,
		hint: chooseTableHint(tables),
	}),
	tableNotFound: ({ name, tables }: { name: string; tables: string }) => ({
		message: `the result has no table "${name}"`,
		hint: chooseTableHint(tables),
	}),
	notATable: ({ name, tables }: { name: string; tables: string }) => ({
		message: `"${name}" is no table`,
		hint: chooseTableHint(tables),
	}),
	notATableAndNoOther: ({ name }: { name: string }) => ({
		message: `"${name}" is no table`,
		hint: "Choose another 'Output': this result has no table.",
	}),
});

function chooseTableHint(tables: string): string {
	return `Choose one under 'Table': ${tables}.`;
}
