import { defineMessages } from '../utils/messages';

export const ERROR_MESSAGES = defineMessages({
	/** Contains the word by which n8n tells a canceled execution from a failed one: see AbortedError. */
	aborted: 'The execution was canceled',
	happenedWhile: ({ action }: { action: string }) => `Happened while ${action}.`,
	/** `pause` with its unit */
	askedToWait: ({ pause }: { pause: string }) => `Extend asked n8n to wait ${pause}.`,
	oneSecond: 'one second',
	seconds: ({ seconds }: { seconds: number }) => `${seconds} seconds`,
	dashboardLink: ({ url }: { url: string }) => `Open the run: ${url}`,
	requestId: ({ id }: { id: string }) => `Request ID: ${id}`,
	/** stands behind the message */
	item: ({ itemIndex }: { itemIndex: number }) => `[item ${itemIndex}]`,

	/** for an HTTP status whose code is in no table */
	forbidden: {
		message: "The API key doesn't have permission for this operation",
		hint: "Check its permissions in Extend, and 'Workspace ID' in the credential.",
	},
	serverError: ({ code, hint }: { code: string; hint: string }) => ({
		message: `Extend is currently having issues (${code})`,
		hint,
	}),
	unknownCode: ({ code }: { code: string }) => ({
		message: `Extend returned ${code}`,
		hint: 'Run the workflow again, or look up this code in the Extend documentation.',
	}),
});
