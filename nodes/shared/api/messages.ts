import { defineMessages } from '../utils/messages';

export const API_MESSAGES = defineMessages({
	noObject: "The response doesn't contain what was requested",
	notAList: "The response doesn't contain a list",
	endlessList: 'Extend keeps returning the same page of results',
	longList: "n8n couldn't read the whole list in time",
	/** `action` as in `creating the extractor`, `resource` as in `The extractor` */
	mayExist: ({ action, resource }: { action: string; resource: string }) => ({
		message: 'The connection dropped before Extend responded',
		hint: `This happened while ${action}. ${resource} may exist already, so n8n didn't retry. Check the Extend dashboard before you run the workflow again.`,
	}),
});

export const API_ACTIONS = defineMessages({
	readVersion: ({ type }: { type: string }) => `reading the ${type}`,
});
