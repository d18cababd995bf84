import { defineMessages } from '../shared/utils/messages';

/** What is wrong with the parameters, or with the address of n8n. */
export const TRIGGER_MESSAGES = defineMessages({
	noEvent: { message: "'Trigger On' is empty", hint: 'Select at least one event.' },
	/** `label` is the picker's display name */
	emptyScope: ({ label }: { label: string; type: string }) => ({
		message: `'${label}' is empty`,
		hint: "Select one, or set 'Listen To' to 'Whole Workspace'.",
	}),
	/** `events` are names in quotes, joined by commas */
	needsScope: ({ events }: { events: string }) => ({
		message: "'Trigger On' contains events that need a workflow",
		hint: `Set 'Listen To' to 'Extend Workflow' and select a workflow, or remove these events: ${events}.`,
	}),
	noScope: ({ events }: { events: string }) => ({
		message: "'Trigger On' contains events for the whole workspace only",
		hint: `Set 'Listen To' to 'Whole Workspace', or remove these events: ${events}.`,
	}),
	/** `scopes` are options of 'Listen To' in quotes, joined by "or" */
	otherScope: ({ events, scopes }: { events: string; scopes: string }) => ({
		message: "'Trigger On' contains events that don't fit 'Listen To'",
		hint: `Set 'Listen To' to ${scopes}, or use a second trigger for these events: ${events}.`,
	}),
	/** `host` may be `webhookAddress` */
	unreachable: ({ host }: { host: string }) => ({
		message: `Extend can't reach this n8n instance at ${host}`,
		hint: 'Set the WEBHOOK_URL environment variable to a public HTTPS URL, restart n8n, and publish the workflow again.',
	}),
	webhookAddress: 'its webhook URL',
	noSigningSecret: {
		message: "Extend didn't return a signing secret for the webhook",
		hint: "Without it, n8n can't verify that events come from Extend. Publish the workflow again.",
	},
});

/** Steps, as they stand in messages after "while". */
export const TRIGGER_ACTIONS = defineMessages({
	check: 'checking the webhook in Extend',
	register: 'creating the webhook in Extend',
	subscribe: ({ type, id }: { type: string; id: string }) => `subscribing to the ${type} ${id}`,
	remove: 'removing the webhook from Extend',
	findEarlier: 'looking for earlier webhooks in Extend',
	readParseRun: 'reading the parse run',
});

/** Why a delivery is refused, in the log of n8n. */
export const REFUSAL_REASONS = defineMessages({
	noSecret: 'the signing secret is missing',
	notSigned: "it isn't signed",
	noBody: 'it has no body',
	timestampNoNumber: "its timestamp isn't a number",
	tooOld: "it's too old",
	inFuture: 'its timestamp is in the future',
	signatureForm: 'its signature has the wrong format',
	signatureMismatch: "its signature doesn't match",
	noEvent: "its body isn't an event",
});

/** Why a payload could not be fetched, in the log of n8n and in the dashboard of Extend. */
export const PAYLOAD_REASONS = defineMessages({
	notAnObject: "the downloaded payload isn't a JSON object",
	otherRun: 'the downloaded payload belongs to another run',
	notFoundYet: "Extend can't find the run of this event yet",
	unknown: "the download didn't finish",
});

/** Lines in the log of n8n. */
export const LOG_MESSAGES = defineMessages({
	refused: ({ reason }: { reason: string }) => `Extend Trigger rejected a request: ${reason}`,
	noPayload: ({ reason }: { reason: string }) =>
		`Extend Trigger couldn't download the payload of an event: ${reason}`,
	/** `reason` is the message of a wrong setting, or the name of an unexpected error */
	failed: ({ reason }: { reason: string }) =>
		`Extend Trigger couldn't process an event, so Extend sends it again: ${reason}`,
	/** `reason` may be empty */
	endpointLeft: ({ reason }: { reason: string }) =>
		`Extend Trigger may have left a webhook in Extend: ${reason}`,
});

/** Bodies of responses; the dashboard of Extend shows them. */
export const RESPONSE_TEXTS = defineMessages({
	unauthorized: 'Unauthorized',
	noEvent: 'Not a valid Extend event',
	notTaken: 'Still processing',
});
