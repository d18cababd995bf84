import { defineMessages } from '../utils/messages';

/** Why an exchange failed, where the response has no message of Extend. */
export const HTTP_MESSAGES = defineMessages({
	notFromExtend: "The response isn't valid JSON from the Extend API",
	redirected: 'The URL redirects to another URL',
	timedOut: "Extend didn't respond in time",
	connectionBroke: 'The connection dropped before Extend sent a complete response',
	unreachable: ({ reason }: { reason: string }) => `Couldn't connect: ${reason}`,
	untrustedCertificate: "the server's certificate isn't trusted",
	noTls: "the server doesn't support HTTPS",
	connectionRefused: 'the server refused the connection',
	unknownHost: "the server doesn't exist",
	networkDown: 'the network or server is down',
	tooLate: "'Timeout' ran out before n8n could send the request",
	unsafePath:
		'An ID in the request is empty, ".", "..", or contains an incomplete character, so n8n didn\'t send it',
});

const KEY_HINT = 'Copy the API key again from the Developers page of the Extend dashboard.';
const URL_HINT = "Enter the full URL in 'Base URL', e.g. https://extend.example.com.";

/** Why nothing can be sent with a credential. */
export const CREDENTIAL_MESSAGES = defineMessages({
	noKey: { message: 'The credential has no API key', hint: KEY_HINT },
	invalidKey: {
		message: 'The API key contains a space or invalid character',
		hint: KEY_HINT,
	},
	invalidWorkspace: {
		message: 'The workspace ID contains a space or invalid character',
		hint: "Copy the ID again from the Extend dashboard, or leave 'Workspace ID' empty.",
	},
	noBaseUrl: { message: 'The credential has no base URL', hint: URL_HINT },
	noScheme: { message: "The base URL doesn't start with https://", hint: URL_HINT },
	invalidBaseUrl: { message: "The base URL isn't valid", hint: URL_HINT },
});
