import { defineMessages } from '../utils/messages';

export const API_MESSAGES = defineMessages({
	notAList: 'The answer holds no list',
	endlessList: 'The list gives the same page again and again',
	longList: 'The list did not come to its end in time',
	/** `action` as in `creating the extractor`, `resource` as in `The extractor` */
	mayExist: ({ action, resource }: { action: string; resource: string }) => ({
		message: `No answer came from Extend while ${action}`,
		hint: `${resource} may be there all the same, so the request was not sent again. Look in the Extend dashboard before you run it again.`,
	}),
});

export const API_ACTIONS = defineMessages({
	readVersion: ({ type }: { type: string }) => `reading the ${type}`,
});
