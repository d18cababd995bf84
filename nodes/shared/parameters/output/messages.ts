import { defineMessages } from '../../utils/messages';

/** What is wrong with a rule or check in 'Review Options'. */
export const REVIEW_MESSAGES = defineMessages({
	/** where it is; stands before the message, with a colon */
	rule: ({ number }: { number: number }) => `rule ${number}`,
	check: ({ number }: { number: number }) => `check ${number}`,
	noField: { message: 'the field is empty', hint: 'Select a field, or delete the row.' },
	invalidField: ({ field }: { field: string }) => ({
		message: `"${field}" isn't a valid field`,
		hint: 'Enter a name, e.g. total_amount, or a column, e.g. line_items[*].amount.',
	}),
});
