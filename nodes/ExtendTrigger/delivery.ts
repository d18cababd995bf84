/** Takes the calls of Extend: refuses what is not genuine, starts the workflow once for each event. */
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { clock } from '../shared/utils/clock';
import type { ExtendEvent } from '../shared/http/responses';
import { ExtendApiError } from '../shared/errors/apiError';
import { ExternalFetchError } from '../shared/files/externalFetch';
import { InputError } from '../shared/errors/inputError';
import { getOwn } from '../shared/utils/objects';
import { readEvent, verifySignature } from './signature';
import { eventToItems } from './eventItems';
import { readRegistration, rememberEvent, isKnownEvent, type EndpointEnv } from './staticData';
import { completePayload } from './payload';
import { readSettings, type TriggerSettings } from './settings';

/** Extend gives up on a call after 30 s; fetching what belongs to it has to be over well before, in ms. */
const FETCH_TIMEOUT_MS = 20_000;

/** n8n answers 200 and starts nothing. */
const IGNORED: IWebhookResponseData = {};

/** What is being worked on in this process, by endpoint and event: whether it was handed over in the end. */
const inFlight = new Map<string, Promise<boolean>>();

/** Answers one call. Never throws for what Extend sends. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const deadline = clock.now() + FETCH_TIMEOUT_MS;
	// The test listener of the editor runs manually; the address does not tell it apart here.
	const slot: EndpointEnv = context.getMode() === 'manual' ? 'test' : 'production';
	const { endpointId = '', signingSecret } = readRegistration(context, slot) ?? {};
	const rawBody = await readRawBody(context);
	const headers = context.getHeaderData();
	const refusal = verifySignature({ rawBody, headers }, signingSecret, clock.now());
	if (refusal !== undefined || !rawBody) {
		context.logger.warn(`Extend Trigger refused a call: ${refusal}`);
		return respond(context, 401, 'Unauthorized');
	}
	const event = readEvent(rawBody);
	if (!event) {
		context.logger.warn('Extend Trigger refused a call: its body is no event');
		return respond(context, 400, 'This is no event of Extend');
	}
	const settings = readSettings(context);
	if (!settings.events.includes(event.eventType)) return IGNORED;
	if (isKnownEvent(context, slot, endpointId, event.eventId)) return IGNORED;

	const key = `${endpointId} ${event.eventId}`;
	const twin = inFlight.get(key);
	if (twin) return (await twin) ? IGNORED : respond(context, 503, 'Not taken yet');
	const work = processEvent(context, event, settings, deadline);
	inFlight.set(
		key,
		work.then(
			({ taken }) => taken,
			() => false,
		),
	);
	try {
		const { response } = await work;
		if (response.workflowData) rememberEvent(context, slot, endpointId, event.eventId);
		return response;
	} finally {
		inFlight.delete(key);
	}
}

interface DeliveryResult {
	/** false: the answer is an error, so that Extend delivers the event again */
	taken: boolean;
	response: IWebhookResponseData;
}

async function processEvent(
	context: IWebhookFunctions,
	stub: ExtendEvent,
	settings: TriggerSettings,
	deadline: number,
): Promise<DeliveryResult> {
	let event: ExtendEvent;
	try {
		event = await completePayload(context, stub, settings.downloadPayload, deadline);
	} catch (error) {
		const { status, text } = toFailureResponse(error);
		context.logger.warn(`Extend Trigger did not get the payload of an event: ${text}`);
		return { taken: false, response: respond(context, status, text) };
	}
	if (!matchesScope(event, settings)) return { taken: true, response: IGNORED };
	const items = eventToItems(event, settings.output).map((json) => ({ json }));
	return { taken: true, response: { workflowData: [items] } };
}

/** 503 where another delivery may go better, else 422. The text stands in the dashboard of Extend. */
function toFailureResponse(error: unknown): { status: number; text: string } {
	if (error instanceof InputError) return { status: 422, text: error.message };
	if (error instanceof ExternalFetchError) {
		return { status: error.retryable ? 503 : 422, text: error.message };
	}
	const text = error instanceof ExtendApiError ? error.message : 'the payload could not be fetched';
	return { status: 503, text };
}

/**
 * Whether the event belongs to the scope. Extend sends no others to a subscription; an endpoint of before, or
 * one that somebody changed in the dashboard, may. A payload that does not tell is believed.
 */
function matchesScope({ payload }: ExtendEvent, { scope }: TriggerSettings): boolean {
	if (!scope) return true;
	const id = getOwn(getOwn(payload, scope.type), 'id');
	return typeof id !== 'string' || id === scope.id;
}

async function readRawBody(context: IWebhookFunctions): Promise<Uint8Array | undefined> {
	const request = context.getRequestObject();
	if (!request.rawBody && typeof request.readRawBody === 'function') await request.readRawBody();
	return request.rawBody;
}

function respond(context: IWebhookFunctions, status: number, text: string): IWebhookResponseData {
	context.getResponseObject().status(status).send(text).end();
	return { noWebhookResponse: true };
}
