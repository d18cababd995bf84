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
	process: ({ kind, runId }: Kind & { runId: string }) => `processing the ${kind} ${runId}`,
	listBatch: ({ kind, batchId }: Kind & { batchId: string }) =>
		`reading the runs of the ${kind} ${batchId}`,
});

export const RUN_MESSAGES = defineMessages({
	noRun: "The response doesn't contain a run",
	otherRun: 'The response belongs to another run',
	batchName: ({ count }: { count: number }) => `batch of ${count} documents`,

	cancelled: ({ kind, runId }: Kind & { runId: string }) => ({
		message: `The ${kind} ${runId} was canceled`,
		hint: 'It was canceled in Extend. Run the workflow again to start a new run.',
	}),
	timeoutBeforeStart: ({ kind }: Kind) => ({
		message: "Extend didn't confirm the run within 'Timeout'",
		hint: `The ${kind} may have started. Check the Extend dashboard before you run the workflow again, and increase 'Timeout' in Options.`,
	}),
	timeout: ({ kind, runId }: Kind & { runId: string }) => ({
		message: `The ${kind} ${runId} didn't finish in time`,
		hint: "It continues in Extend. Get its result later with Run > Get, or increase 'Timeout' in Options.",
	}),
	timeoutCancelled: ({ kind, runId }: Kind & { runId: string }) => ({
		message: `The ${kind} ${runId} didn't finish in time`,
		hint: "n8n canceled it. Increase 'Timeout' in Options and run the workflow again.",
	}),
	/** stands before the two hints above */
	lastStatus: ({ status }: { status: string }) => `Its last status was ${status}.`,
	notFoundAfterStart: ({ kind }: Kind) => ({
		message: "The connection dropped and n8n couldn't find the run",
		hint: `The ${kind} may have started, so n8n didn't start it again. If it isn't in the Extend dashboard, run the workflow again.`,
	}),
	notSearchable: ({ kind }: Kind) => ({
		message: 'The connection dropped while starting the run',
		hint: `The ${kind} may have started, so n8n didn't start it again. If it isn't in the Extend dashboard, run the workflow again.`,
	}),

	noRunFound: ({ document }: { document: string }) => `Couldn't find the run for ${document}`,
	runsMissing: ({ count }: { count: number }) =>
		`Couldn't find ${count === 1 ? '1 run' : `${count} runs`} of the batch`,
	/** the hint of the two messages above */
	batchIncomplete: ({ batchId, status }: { batchId: string; status: string }) =>
		`The batch ${batchId} (${status}) doesn't list it. Use Batch > Get Results later, or check the Extend dashboard before you run it again.`,
	/** stands behind `batchIncomplete` */
	unreadRuns: ({ runIds }: { runIds: string }) => `n8n couldn't read these runs: ${runIds}.`,
});

/** Lines in the log of n8n. */
export const RUN_LOG_MESSAGES = defineMessages({
	/** Followed by the IDs of the runs that are known. */
	leftAfterStop: ({ count, executionId }: { count: number; executionId: string }) =>
		`Execution ${executionId} was stopped, but ${count === 1 ? '1 run' : `${count} runs`} in Extend may continue. Find ${count === 1 ? 'it' : 'them'} with Run > Get Many, filtered by 'Started by Execution ID'.`,
});

/** What is wrong with metadata. */
export const METADATA_MESSAGES = defineMessages({
	emptyKey: { message: 'the name is empty', hint: 'Enter a name for each entry.' },
	reservedKey: {
		message: 'the name is reserved for n8n',
		hint: 'Choose another name.',
	},
	notJson: {
		message: "a value isn't valid JSON or has too many levels",
		hint: 'Use plain values, e.g. text or numbers.',
	},
	tooLarge: ({ bytes }: { bytes: number }) => ({
		message: `the metadata has ${bytes} bytes, but the maximum is 10 KB`,
		hint: 'Store less data, e.g. an ID instead of a whole record.',
	}),
	entry: ({ position }: { position: number }) => `entry ${position}`,
});
