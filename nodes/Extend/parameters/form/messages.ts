import { defineMessages } from '../../../shared/utils/messages';

export const FORM_MESSAGES = defineMessages({
	noSchemaField: {
		message: "it doesn't contain any fields",
		hint: 'Enter an object with one entry in "properties" for each form field.',
	},
	emptyInstructions: {
		message: 'the instructions are empty',
		hint: 'Describe what to fill in, or check the expression.',
	},
	noField: { message: 'no fields are defined', hint: 'Add at least one form field and its value.' },
	/** `position` counts from 1 */
	row: ({ position }: { position: number }) => `field ${position}`,
	emptyName: {
		message: 'the name is empty',
		hint: 'Enter the label of the field on the form.',
	},
});

/** Sent to Extend, above the lines with the values. */
export const FILL_INSTRUCTIONS = 'Fill in these fields with exactly these values, and no others:';
