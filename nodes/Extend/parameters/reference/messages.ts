import { defineMessages } from '../../../shared/utils/messages';

interface EnteredId {
	/** as it was entered, shortened */
	id: string;
}

export const REFERENCE_MESSAGES = defineMessages({
	emptyFile: { message: "'File' is empty", hint: 'Select a file, or enter its ID.' },
	emptyId: { message: 'it is empty', hint: 'Enter an ID, or check the expression.' },
	invalidId: ({ id }: EnteredId) => ({
		message: `"${id}" is no ID`,
		hint: 'Enter an ID, such as exr_xK9mLPqRtN3vS8wF5hB2c.',
	}),
	unknownRunKind: ({ id }: EnteredId) => ({
		message: `"${id}" does not tell what kind of run it is`,
		hint: "Check the ID, or choose the kind under 'Run Type'.",
	}),
	unknownBatchKind: ({ id }: EnteredId) => ({
		message: `"${id}" does not tell what kind of batch it is`,
		hint: "Check the ID, or choose the kind under 'Batch Type'.",
	}),
});
