import { defineMessages } from '../utils/messages';

/** `kind` is a run kind's label, e.g. `extract run`. */
interface Kind {
	kind: string;
}

/** Steps, as they stand in messages after "while". */
export const RUN_ACTIONS = defineMessages({
	start: ({ kind }: Kind) => `starting the ${kind}`,
	read: ({ kind }: Kind) => `reading the ${kind}`,
	readRun: ({ kind, runId }: Kind & { runId: string }) => `reading the ${kind} ${runId}`,
	process: ({ kind, runId }: Kind & { runId: string }) => `processing ${kind} ${runId}`,
	listBatch: ({ kind, batchId }: Kind & { batchId: string }) =>
		`reading the runs of the ${kind} ${batchId}`,
});

export const RUN_MESSAGES = defineMessages({
	noRun: 'The answer holds no run',
	otherRun: 'The answer is about something else',
	batchName: ({ count }: { count: number }) => `batch of ${count} documents`,

	cancelled: ({ kind, runId }: Kind & { runId: string }) => ({
		message: `The ${kind} ${runId} was cancelled`,
		hint: 'It was cancelled in Extend. Run the workflow again to start it anew.',
	}),
	timeoutBeforeStart: ({ kind }: Kind) => ({
		message: `The time for this item was over before Extend confirmed the ${kind}`,
		hint: `Raise 'Timeout' under Options. The ${kind} may have been started: look in the Extend dashboard before you run the workflow again.`,
	}),
	/** `status` with its parentheses, or empty */
	timeout: ({ kind, runId, status }: Kind & { runId: string; status: string }) => ({
		message: `The ${kind} ${runId} was not done when the time for this item was over${status}`,
		hint: "It goes on in Extend and its result can be fetched later by its ID. Raise 'Timeout' under Options to wait longer.",
	}),
	timeoutCancelled: ({ kind, runId, status }: Kind & { runId: string; status: string }) => ({
		message: `The ${kind} ${runId} was not done when the time for this item was over${status}`,
		hint: "It was cancelled. Raise 'Timeout' under Options and run the workflow again.",
	}),
	lastStatus: ({ status }: { status: string }) => ` (last status: ${status})`,
	notFoundAfterStart: ({ kind }: Kind) => ({
		message: `No answer came from Extend while starting the ${kind}, and no run could be found`,
		hint: `The ${kind} may have been started and billed, so it was not started again. Look in the Extend dashboard; if there is none, run the workflow again.`,
	}),
	notSearchable: ({ kind }: Kind) => ({
		message: `No answer came from Extend while starting the ${kind}, and there is no way to look for it`,
		hint: `The ${kind} may have been started and billed, so it was not started again. Look in the Extend dashboard; if there is none, run the workflow again.`,
	}),

	noRunFound: ({ document }: { document: string }) => `No run was found for ${document}`,
	runsMissing: ({ count }: { count: number }) =>
		count === 1 ? '1 run is missing' : `${count} runs are missing`,
	/** `subject` is one of the two texts above; `unread` is empty or a sentence */
	runMissing: (
		values: Kind & { subject: string; batchId: string; status: string; unread: string },
	) => ({
		message: `${values.subject} in the ${values.kind} ${values.batchId} (status: ${values.status})`,
		hint: `Extend lists no such run. Get the results later with Batch > Get Results and the ID ${values.batchId}, or look in the Extend dashboard before you send the document again.${values.unread}`,
	}),
	unreadRuns: ({ runIds }: { runIds: string }) => ` These runs could not be read: ${runIds}.`,
});

/** What is wrong with metadata. */
export const METADATA_MESSAGES = defineMessages({
	emptyKey: { message: 'the key is empty', hint: 'Give each entry a key.' },
	reservedKey: {
		message: 'this key is reserved: n8n finds its runs again by it',
		hint: 'Choose another key.',
	},
	notJson: {
		message: 'a value cannot be written as JSON, or is nested too deep',
		hint: 'Send plain values, such as texts and numbers.',
	},
	tooLarge: ({ bytes }: { bytes: number }) => ({
		message: `${bytes} bytes are more than the 10 KB that Extend takes`,
		hint: 'Send less, for example an ID instead of the whole record.',
	}),
	entry: ({ position }: { position: number }) => `entry ${position}`,
});
