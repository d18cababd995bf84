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

	/** for a response of a proxy or another server, by its HTTP status; `hint` is one of GATEWAY_HINTS */
	notExtend: ({ status, hint }: { status: number; hint: string }) => ({
		message: `The response with status ${status} didn't come from Extend`,
		hint,
	}),
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

/** What to do about a response that is not from Extend. */
export const GATEWAY_HINTS = defineMessages({
	check: "Check 'Base URL' in the credential, and any proxy or firewall between n8n and Extend.",
	proxyLogin: 'A proxy requires a login. Check the proxy settings of your n8n instance.',
	tooLarge:
		'The request is too large for a proxy or firewall between n8n and Extend. Increase its limit, or send a smaller file.',
	failing:
		"A proxy or gateway failed. Run the workflow again. If this keeps happening, check 'Base URL' in the credential, and any proxy or firewall.",
});
