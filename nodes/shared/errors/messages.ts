import { defineMessages } from '../utils/messages';

export const ABORTED_MESSAGE = 'The execution was canceled';

interface FailedStep {
	message: string;
	action: string;
	/** Extend's own words; may be empty */
	apiMessage: string;
	hint: string;
}

export const ERROR_MESSAGES = defineMessages({
	whileDoing: ({ message, action, apiMessage, hint }: FailedStep) => ({
		message: `${message} while ${action}`,
		hint: [apiMessage, hint].filter((text) => text !== '').join(' — '),
	}),
	dashboardLink: ({ url }: { url: string }) => `The run in Extend: ${url}`,
	requestId: ({ id }: { id: string }) => `Request ID: ${id}`,
	inItem: ({ message, itemIndex }: { message: string; itemIndex: number }) =>
		`${message} [item ${itemIndex}]`,
});
