import { defineMessages } from '../../../shared/utils/messages';

/** Why a run cannot be given the chosen output. */
export const OUTPUT_MESSAGES = defineMessages({
	severalTables: ({ names }: { names: string }) => ({
		message: `there is more than one table: ${names}`,
		hint: 'Choose one of them.',
	}),
	noTable: ({ name }: { name: string }) => ({
		message: `there is no table "${name}"`,
		hint: "Add a field of the type 'Table'.",
	}),
	unknownTable: ({ name, names }: { name: string; names: string }) => ({
		message: `there is no table "${name}"`,
		hint: `Choose one of these: ${names}.`,
	}),
	noItems: ({ runId, reason, hint }: { runId: string; reason: string; hint: string }) => ({
		message: `The run ${runId} is done, but its items could not be made: ${reason}`,
		hint,
	}),
});
