import { defineMessages } from '../../../shared/utils/messages';

interface EnteredId {
	/** as it was entered, shortened */
	id: string;
}

export const REFERENCE_MESSAGES = defineMessages({
	emptyFile: { message: "'File' is empty", hint: 'Select a file, or enter its ID.' },
	emptyId: { message: "it's empty", hint: 'Enter an ID, or check the expression.' },
	invalidId: ({ id }: EnteredId) => ({
		message: `"${id}" isn't a valid ID`,
		hint: 'Enter an ID, e.g. exr_xK9mLPqRtN3vS8wF5hB2c.',
	}),
	unknownRunKind: ({ id }: EnteredId) => ({
		message: `the run type of "${id}" is unknown`,
		hint: "Check the ID, or choose a type in 'Run Type'. For other Extend objects, use the HTTP Request node.",
	}),
	batchAsRun: ({ id }: EnteredId) => ({
		message: `"${id}" is the ID of a batch`,
		hint: 'Use Batch > Get or Batch > Get Results.',
	}),
	unknownBatchKind: ({ id }: EnteredId) => ({
		message: `the batch type of "${id}" is unknown`,
		hint: "Check the ID, or choose a type in 'Run Type'.",
	}),
});
