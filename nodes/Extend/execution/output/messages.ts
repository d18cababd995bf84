import { defineMessages } from '../../../shared/utils/messages';

/** Why a run cannot be given the chosen output. */
export const OUTPUT_MESSAGES = defineMessages({
	severalTables: ({ names }: { names: string }) => ({
		message: 'there are several tables',
		hint: `Choose one of these: ${names}.`,
	}),
	noTable: ({ name }: { name: string }) => ({
		message: `the fields don't include a table "${name}"`,
		hint: "Add a field of the type 'Table'.",
	}),
	unknownTable: ({ name, names }: { name: string; names: string }) => ({
		message: `the fields don't include a table "${name}"`,
		hint: `Choose one of these: ${names}.`,
	}),
	unknownField: ({ name, names }: { name: string; names: string }) => ({
		message: `the fields don't include "${name}"`,
		hint: `Choose one of these: ${names}.`,
	}),
	checkFailed: (values: { document: string; checks: string; runId: string }) => ({
		message: `${values.document} failed a check`,
		hint: `${values.checks} Extend billed the run ${values.runId}. Look at the document in the Extend dashboard.`,
	}),
	noItems: ({ runId, reason, hint }: { runId: string; reason: string; hint: string }) => ({
		message: `Couldn't turn the run ${runId} into items`,
		hint: `Reason: ${reason}. ${hint}`,
	}),
});
