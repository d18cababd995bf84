import { defineMessages } from '../../../shared/utils/messages';

export const LIST_MESSAGES = defineMessages({
	invalidLimit: {
		message: 'it must be a whole number of 1 or more',
		hint: "Enter the number of results, or turn on 'Return All'.",
	},
});
