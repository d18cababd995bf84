import { defineMessages } from '../../../shared/utils/messages';

export const DOCUMENT_MESSAGES = defineMessages({
	noText: ({ kind }: { kind: string }) => ({
		message: `${kind}s take no text`,
		hint: "Choose 'Binary File', 'URL' or 'Extend File'.",
	}),
	repeatedFile: ({ file }: { file: string }) => ({
		message: `${file} is there twice`,
		hint: 'Remove the duplicate.',
	}),
	tooManyFiles: ({ count, max }: { count: number; max: number }) => ({
		message: `${count} files are more than the ${max} that Extend takes in one run`,
		hint: "Send fewer files, or choose 'One Run per File'.",
	}),
	/** `credits` with its unit */
	maxCredits: ({ credits, maxCredits }: { credits: string; maxCredits: number }) => ({
		message: `Not started: the finished runs have cost ${credits}`,
		hint: `'Max Credits' under Options is ${maxCredits}. Raise it, or send the rest later.`,
	}),
});
