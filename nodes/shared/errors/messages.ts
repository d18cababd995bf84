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
	/** `origin` of the document, behind the message */
	about: ({ message, origin }: { message: string; origin: string }) => `${message} (${origin})`,
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

/** Which document an error is about, as far as its message does not say it. */
export const DOCUMENT_ORIGINS = defineMessages({
	fileInField: ({ fileName, sourceField }: { fileName: string; sourceField: string }) =>
		`${fileName} in ${sourceField}`,
	/** `place` in a list, e.g. `URL 2` */
	fileAtPlace: ({ fileName, place }: { fileName: string; place: string }) =>
		`${fileName}, ${place}`,
});

/** What else helps with a document, by where it comes from. */
export const DOCUMENT_ADVICE = defineMessages({
	password: "If it needs a password, add 'File Password' in File Options.",
	wrongPassword: "Check the password in 'File Password'.",
	storedPassword: "If it needs a password, upload it again with 'File Password'.",
	url: "Check that the URL is public and hasn't expired.",
	privateUrl:
		"Check that the URL is public and hasn't expired. If it needs a login, download the file in n8n and set 'Document Source' to 'Binary File'.",
	skip: "Or turn on 'Skip Unsupported Files' in File Options.",
});
