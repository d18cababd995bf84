import { defineMessages } from '../../shared/utils/messages';

export const ACTION_MESSAGES = defineMessages({
	unknownOperation: ({ resource, operation }: { resource: string; operation: string }) => ({
		message: `This node doesn't support ${resource} > ${operation}`,
		hint: 'Open the node and select an operation, or update n8n-nodes-extend in Settings > Community Nodes.',
	}),
	enterId: 'enter its ID',

	noExtractorName: { message: "it's empty", hint: 'Enter a name for the extractor.' },
	textSamples: {
		message: "sample documents can't be text",
		hint: "Choose 'Binary File', 'URL', or 'Extend File'.",
	},
	noSamples: {
		message: 'the item has no sample documents',
		hint: 'All its files were skipped, or none of them matches. Check its binary fields.',
	},
	tooManySamples: ({ count, max }: { count: number; max: number }) => ({
		message: `there are ${count} files, but the maximum is ${max}`,
		hint: 'Remove some of the files.',
	}),
	tooLong: ({ count, max }: { count: number; max: number }) => ({
		message: `the text has ${count} characters, but the maximum is ${max}`,
		hint: 'Shorten the instructions.',
	}),
	nothingToUpdate: {
		message: 'no changes are set',
		hint: "Enter a new name, or turn on 'Update Configuration'.",
	},

	notCancelable: ({ kind }: { kind: string }) => ({
		message: `Extend can't cancel ${kind}s`,
		hint: 'Wait for the run to finish, then delete it.',
	}),
	notDeletable: ({ kind }: { kind: string }) => ({
		message: `Extend can't delete ${kind}s`,
		hint: 'Delete the file of the run with File > Delete instead.',
	}),
	notCancelled: ({ kind, runId, status }: { kind: string; runId: string; status: string }) => ({
		message: `The ${kind} ${runId} wasn't canceled`,
		hint: `Its status is ${status}, and only runs in progress can be canceled. To get the result, use Run > Get.`,
	}),
	notListable: ({ type }: { type: string }) => ({
		message: `Extend can't list runs of the type "${type}"`,
		hint: "Choose another 'Run Type'.",
	}),
});

/** Steps, as they stand in messages after "while". */
export const OPERATION_ACTIONS = defineMessages({
	createExtractor: ({ name }: { name: string }) => `creating the extractor ${name}`,
	readExtractor: ({ id }: { id: string }) => `reading the extractor ${id}`,
	updateExtractor: ({ id }: { id: string }) => `updating the extractor ${id}`,
	publishVersion: ({ id }: { id: string }) => `publishing a version of the extractor ${id}`,
	readFile: ({ id }: { id: string }) => `reading the file ${id}`,
	deleteFile: ({ id }: { id: string }) => `deleting the file ${id}`,
	deleteRun: ({ kind, id }: { kind: string; id: string }) => `deleting the ${kind} ${id}`,
	cancelRun: ({ kind, id }: { kind: string; id: string }) => `canceling the ${kind} ${id}`,
	/** `plural` as in `extractors` */
	readList: ({ plural }: { plural: string }) => `reading the list of ${plural}`,
});

/** What may exist after a lost response. */
export const RESOURCE_LABELS = defineMessages({
	extractor: 'The extractor',
	version: 'The version',
});
