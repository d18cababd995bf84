import { defineMessages } from '../../../shared/utils/messages';

export const DOCUMENT_MESSAGES = defineMessages({
	noText: {
		message: "this operation doesn't accept text",
		hint: "Choose 'Binary File', 'URL', or 'Extend File'.",
	},
	repeatedFile: ({ file }: { file: string }) => ({
		message: `the file ${file} is listed twice`,
		hint: 'Remove the duplicate.',
	}),
	tooManyFiles: ({ count, max }: { count: number; max: number }) => ({
		message: `there are ${count} files, but the maximum per run is ${max}`,
		hint: "Send fewer files, or set 'Combine Files' to 'No'.",
	}),
	untrackedReuse: {
		message: "'Untracked' runs can't be found again",
		hint: "Change 'On Lost Connection', or set this to 'Process Again'.",
	},
	/** `credits` with its unit */
	maxCredits: ({ credits, maxCredits }: { credits: string; maxCredits: number }) => ({
		message: "n8n didn't start the run because of 'Max Credits'",
		hint: `The finished runs cost ${credits}, and 'Max Credits' is ${maxCredits}. Increase it, or process the remaining documents later.`,
	}),
});
