import { defineMessages } from '../utils/messages';

/** Why an exchange failed, where the response has no message of Extend. */
export const HTTP_MESSAGES = defineMessages({
	notFromExtend: 'What came back is no answer of Extend',
	redirected: 'The address sends on to another one, which is not followed',
	timedOut: 'Extend did not answer in time',
	connectionBroke: 'The connection to Extend broke before the answer was complete',
	unreachable: ({ reason }: { reason: string }) => `Extend could not be reached (${reason})`,
	untrustedCertificate: 'the certificate of the address is not trusted',
	noTls: 'the address begins with https:// but does not answer with https',
	connectionRefused: 'the address refuses connections',
	unknownHost: 'there is no such address',
	networkDown: 'the network or the server is down',
	tooLate: 'The time for this item was over before Extend could be asked',
	unsafePath: 'An ID cannot be empty, "." or "..", nor hold half a character, so nothing was sent',
});

const KEY_HINT = 'Copy the key anew from the Extend dashboard, under Developers.';
const URL_HINT = 'Enter the whole address, such as https://extend.example.com.';

/** Why nothing can be sent with a credential. */
export const CREDENTIAL_MESSAGES = defineMessages({
	noKey: { message: 'The credential has no API key', hint: KEY_HINT },
	invalidKey: {
		message: 'The API key in the credential has a space or a character that no API key has',
		hint: KEY_HINT,
	},
	invalidWorkspace: {
		message:
			'The workspace ID in the credential has a space or a character that no workspace ID has',
		hint: 'Copy the ID anew from the Extend dashboard, or leave it empty.',
	},
	noBaseUrl: { message: 'The credential has no base URL', hint: URL_HINT },
	noScheme: {
		message: 'The base URL in the credential does not begin with https://',
		hint: URL_HINT,
	},
	invalidBaseUrl: { message: 'The base URL in the credential is not an address', hint: URL_HINT },
});
