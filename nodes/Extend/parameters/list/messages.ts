import { defineMessages } from '../../../shared/utils/messages';

export const LIST_MESSAGES = defineMessages({
	invalidLimit: {
		message: 'it is not a whole number of 1 or more',
		hint: "Enter how many results are wanted, or turn on 'Return All'.",
	},
});
