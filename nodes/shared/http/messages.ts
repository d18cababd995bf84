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
	unsafePath: 'An ID cannot be empty, "." or "..", so nothing was sent',
});
