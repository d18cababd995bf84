import { defineMessages } from '../../shared/utils/messages';

export const ACTION_MESSAGES = defineMessages({
	unknownOperation: ({ resource, operation }: { resource: string; operation: string }) => ({
		message: `The operation ${resource}: ${operation} is not known`,
		hint: 'Open the node and select an operation, or update n8n-nodes-extend.',
	}),
	enterId: 'enter its ID',

	noExtractorName: { message: 'it is empty', hint: 'Enter a name for the extractor.' },
	textSamples: {
		message: 'samples cannot be text',
		hint: "Choose 'Binary File', 'URL' or 'Extend File'.",
	},
	tooManySamples: ({ count, max }: { count: number; max: number }) => ({
		message: `${count} files are more than the ${max} that Extend looks at`,
		hint: 'Send fewer samples.',
	}),
	tooLong: ({ count, max }: { count: number; max: number }) => ({
		message: `${count} characters are more than the ${max} that Extend takes`,
		hint: 'Shorten them.',
	}),
	nothingToUpdate: {
		message: 'nothing is to be changed',
		hint: "Enter a new name, or turn on 'Update Configuration'.",
	},

	notCancelable: ({ kind }: { kind: string }) => ({
		message: `Extend cannot cancel an ${kind}`,
		hint: 'Wait until it is done, and delete it then.',
	}),
	notCancelled: ({ kind, runId, status }: { kind: string; runId: string; status: string }) => ({
		message: `The ${kind} ${runId} was not cancelled: its status is ${status}`,
		hint: 'Only a run that is not done yet can be cancelled. Read its result with Run > Get.',
	}),
	notListable: ({ type }: { type: string }) => ({
		message: `"${type}" cannot be listed`,
		hint: 'Choose a kind from the list, such as Extract.',
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
	cancelRun: ({ kind, id }: { kind: string; id: string }) => `cancelling the ${kind} ${id}`,
	/** `plural` as in `extractors` */
	readList: ({ plural }: { plural: string }) => `reading the list of ${plural}`,
});

/** What may exist after a lost response. */
export const RESOURCE_LABELS = defineMessages({
	extractor: 'The extractor',
	version: 'The version',
});
