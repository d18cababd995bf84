import { defineMessages } from '../../../shared/utils/messages';

export const FORM_MESSAGES = defineMessages({
	noSchemaField: {
		message: 'it names no field',
		hint: 'Write an object with "properties", one for each field of the form.',
	},
	emptyInstructions: {
		message: 'they are empty',
		hint: 'Write what to fill in, or check the expression.',
	},
	noField: { message: 'there is no field', hint: 'Add a field of the form and its value.' },
	/** `position` counts from 1 */
	row: ({ position }: { position: number }) => `field ${position}`,
	emptyName: {
		message: 'the name is empty',
		hint: 'Enter the label of the field on the form.',
	},
});

/** Sent to Extend, above the lines with the values. */
export const FILL_INSTRUCTIONS = 'Fill in these fields with exactly these values, and no others:';
