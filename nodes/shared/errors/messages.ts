import { defineMessages } from '../utils/messages';

interface FailedStep {
	message: string;
	action: string;
	/** the message of the API; may be empty */
	apiMessage: string;
	hint: string;
}

export const ERROR_MESSAGES = defineMessages({
	/** Contains the word by which n8n tells a canceled execution from a failed one: see AbortedError. */
	aborted: 'The execution was canceled',
	whileDoing: ({ message, action, apiMessage, hint }: FailedStep) => ({
		message: `${message} while ${action}`,
		hint: [apiMessage, hint].filter((text) => text !== '').join(' — '),
	}),
	/** `pause` with its unit */
	askedToWait: ({ pause }: { pause: string }) => `Extend asked to wait ${pause}.`,
	oneSecond: 'one second',
	seconds: ({ seconds }: { seconds: number }) => `${seconds} seconds`,
	dashboardLink: ({ url }: { url: string }) => `The run in Extend: ${url}`,
	requestId: ({ id }: { id: string }) => `Request ID: ${id}`,
	inItem: ({ message, itemIndex }: { message: string; itemIndex: number }) =>
		`${message} [item ${itemIndex}]`,

	/** for an HTTP status whose code is in no table */
	forbidden: {
		message: 'Extend does not allow this with the API key',
		hint: "Check the rights of the key, and 'Workspace ID' in the credential.",
	},
	serverError: ({ code, hint }: { code: string; hint: string }) => ({
		message: `Extend had a fault (${code})`,
		hint,
	}),
	unknownCode: ({ code }: { code: string }) => ({
		message: `Extend answered ${code}`,
		hint: 'Run it again, or look up this code in the Extend docs.',
	}),
});
