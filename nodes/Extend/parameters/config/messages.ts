import { defineMessages } from '../../../shared/utils/messages';

export const CLASSES_MESSAGES = defineMessages({
	/** `position` counts from 1 */
	row: ({ position }: { position: number }) => `classification ${position}`,
	emptyType: { message: 'the name is empty', hint: 'Enter a name, e.g. invoice.' },
	repeatedType: ({ type }: { type: string }) => ({
		message: `"${type}" is listed twice`,
		hint: 'Use a different name for each classification.',
	}),
	repeatedId: ({ id }: { id: string }) => ({
		message: `the ID "${id}" is listed twice`,
		hint: 'Use a different ID for each classification, or leave it empty.',
	}),
	noClass: {
		message: 'no document types are defined',
		hint: 'Add at least one classification.',
	},
	noOutputs: {
		message: 'no classification is selected',
		hint: "Select at least one, or turn off 'Output per Classification'.",
	},
});

/** What to do instead of choosing a saved resource, after "Select one, or". */
export const ALTERNATIVES = defineMessages({
	extractUsing: "choose another option in 'Extract Using'",
	defineClasses: ({ usingName }: { usingName: string }) =>
		`choose 'Define Below' in '${usingName}'`,
});
