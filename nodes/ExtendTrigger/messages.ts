import { defineMessages } from '../shared/utils/messages';

/** What is wrong with the parameters, or with the address of n8n. */
export const TRIGGER_MESSAGES = defineMessages({
	noEvent: { message: "'Trigger On' is empty", hint: 'Choose at least one event.' },
	/** `label` is the picker's display name, `type` as in `the extractor` */
	emptyScope: ({ label, type }: { label: string; type: string }) => ({
		message: `'${label}' is empty`,
		hint: `Select the ${type}, or choose 'Any' under 'Scope'.`,
	}),
	/** `events` are names in quotes, joined by commas */
	needsScope: ({ events }: { events: string }) => ({
		message: `'Trigger On' does not fit 'Scope': Extend sends ${events} only for one workflow`,
		hint: "Choose 'One Workflow' under 'Scope' and select the workflow, or remove these events.",
	}),
	noScope: ({ events }: { events: string }) => ({
		message: `'Trigger On' does not fit 'Scope': Extend sends ${events} only for the whole workspace`,
		hint: "Choose 'Any' under 'Scope', or remove these events.",
	}),
	/** `scopes` are options of 'Scope' in quotes, joined by "or" */
	otherScope: ({ events, type, scopes }: { events: string; type: string; scopes: string }) => ({
		message: `'Trigger On' does not fit 'Scope': ${events} cannot be narrowed down to one ${type}`,
		hint: `Choose ${scopes} under 'Scope', or remove these events. For both, use two triggers.`,
	}),
	/** `host` may be `webhookAddress` */
	unreachable: ({ host }: { host: string }) => ({
		message: `Extend cannot reach this n8n at ${host}`,
		hint: 'Events come from the internet. Set the environment variable WEBHOOK_URL of n8n to its public https address, or to that of a tunnel, restart n8n and activate the workflow again.',
	}),
	webhookAddress: 'its webhook address',
	noSigningSecret: {
		message: 'Extend registered this workflow but did not send the secret of its events',
		hint: 'Without it nobody can tell real events from forged ones. Activate the workflow again.',
	},
});

/** Steps, as they stand in messages after "while". */
export const TRIGGER_ACTIONS = defineMessages({
	check: 'checking the registration of this workflow',
	register: 'registering this workflow',
	subscribe: ({ type, id }: { type: string; id: string }) => `subscribing to the ${type} ${id}`,
	remove: 'removing the registration of this workflow',
	findEarlier: 'looking for earlier registrations of this workflow',
	readParseRun: 'reading the parse run',
});

/** Why a delivery is refused, in the log of n8n. */
export const REFUSAL_REASONS = defineMessages({
	noSecret: 'no signing secret is known',
	notSigned: 'it is not signed',
	noBody: 'it has no body',
	timestampNoNumber: 'its timestamp is no number',
	tooOld: 'it is too old',
	inFuture: 'its timestamp lies in the future',
	signatureForm: 'its signature has the wrong form',
	signatureMismatch: 'its signature does not match',
	noEvent: 'its body is no event',
});

/** Why a payload could not be fetched, in the log of n8n and in the dashboard of Extend. */
export const PAYLOAD_REASONS = defineMessages({
	notAnObject: 'what was downloaded is no JSON object',
	otherRun: 'what was downloaded belongs to another run',
	notFoundYet: 'Extend does not know the run of this event yet',
	unknown: 'the payload could not be fetched',
});

/** Lines in the log of n8n. */
export const LOG_MESSAGES = defineMessages({
	refused: ({ reason }: { reason: string }) => `Extend Trigger refused a call: ${reason}`,
	noPayload: ({ reason }: { reason: string }) =>
		`Extend Trigger did not get the payload of an event: ${reason}`,
	/** `reason` is the message of a wrong setting, or the name of an unexpected error */
	failed: ({ reason }: { reason: string }) =>
		`Extend Trigger could not handle an event, so Extend delivers it again: ${reason}`,
	/** `reason` may be empty */
	endpointLeft: ({ reason }: { reason: string }) =>
		`Extend Trigger: an endpoint may be left in Extend: ${reason}`,
});

/** Bodies of responses; the dashboard of Extend shows them. */
export const RESPONSE_TEXTS = defineMessages({
	unauthorized: 'Unauthorized',
	noEvent: 'This is no event of Extend',
	notTaken: 'Not taken yet',
});
