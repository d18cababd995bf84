/** Receives deliveries: refuses those that are not genuine, starts the workflow once for each event. */
import {
	NodeOperationError,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { DELIVERY_TIMEOUT_MS } from '../shared/http/timeouts';
import { clock } from '../shared/utils/clock';
import type { ExtendEvent } from '../shared/http/responses';
import { ExtendApiError } from '../shared/errors/apiError';
import { ExternalFetchError } from '../shared/files/externalFetch';
import { InputError } from '../shared/errors/inputError';
import { getOwn } from '../shared/utils/objects';
import { getSignatureAge, readEvent, verifySignature } from './signature';
import { eventToItems } from './eventItems';
import {
	getWaitingTime,
	isKnownEvent,
	readRegistration,
	recordEvent,
	recordWaitingEvent,
	type EndpointEnv,
} from './staticData';
import { LOG_MESSAGES, PAYLOAD_REASONS, REFUSAL_REASONS, RESPONSE_TEXTS } from './messages';
import { completePayload, type CompletionOptions } from './payload';
import { readTriggerSettings } from './settings';
import type { TriggerSettings } from './types';

/** n8n answers 200 and starts nothing. */
const IGNORED: IWebhookResponseData = {};

/** A run that Extend does not know after this time was deleted (ms). */
const MAX_STUB_WAIT_MS = 60_000;

/** Deliveries in progress in this process, by endpoint and event: whether the event was taken in the end. */
const inFlight = new Map<string, Promise<boolean>>();

/**
 * Handles one delivery. Never throws: what cannot be handled now, whatever the reason, is answered 503, so that
 * Extend delivers it again.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await handleDelivery(context);
	} catch (error) {
		// The message of an unexpected error may hold parts of the event.
		const reason = error instanceof NodeOperationError ? error.message : getErrorName(error);
		context.logger.warn(LOG_MESSAGES.failed({ reason }));
		return respond(context, 503, RESPONSE_TEXTS.notTaken);
	}
}

function getErrorName(error: unknown): string {
	return error instanceof Error ? error.constructor.name : typeof error;
}

async function handleDelivery(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const deadline = clock.now() + DELIVERY_TIMEOUT_MS;
	// The editor's test listener runs manually; here its address does not distinguish it.
	const env: EndpointEnv = context.getMode() === 'manual' ? 'test' : 'production';
	const { endpointId = '', signingSecret } = readRegistration(context, env) ?? {};
	const rawBody = await readRawBody(context);
	const headers = context.getHeaderData();
	const refusal = verifySignature({ rawBody, headers }, signingSecret, clock.wallNow());
	if (refusal !== undefined || !rawBody) {
		context.logger.warn(LOG_MESSAGES.refused({ reason: String(refusal) }));
		return respond(context, 401, RESPONSE_TEXTS.unauthorized);
	}
	const event = readEvent(rawBody);
	if (!event) {
		context.logger.warn(LOG_MESSAGES.refused({ reason: REFUSAL_REASONS.noEvent }));
		return respond(context, 400, RESPONSE_TEXTS.noEvent);
	}
	const settings = readTriggerSettings(context);
	if (!settings.events.includes(event.eventType)) return IGNORED;
	if (isKnownEvent(context, env, endpointId, event.eventId)) return IGNORED;

	const key = `${endpointId} ${event.eventId}`;
	const inFlightDelivery = inFlight.get(key);
	if (inFlightDelivery) {
		const taken = await inFlightDelivery;
		return taken ? IGNORED : respond(context, 503, RESPONSE_TEXTS.notTaken);
	}
	const waitedMs = Math.max(
		getWaitingTime(context, env, endpointId, event.eventId),
		getSignatureAge({ headers }, clock.wallNow()),
	);
	const acceptsStub = waitedMs > MAX_STUB_WAIT_MS;
	const delivery = processEvent(context, event, settings, { deadline, acceptsStub });
	inFlight.set(
		key,
		delivery.then(
			({ taken }) => taken,
			() => false,
		),
	);
	try {
		const { response, taken } = await delivery;
		if (response.workflowData) recordEvent(context, env, endpointId, event.eventId);
		if (!taken) recordWaitingEvent(context, env, endpointId, event.eventId);
		return response;
	} finally {
		inFlight.delete(key);
	}
}

interface DeliveryResult {
	/** false: the response is an error, so that Extend delivers the event again */
	taken: boolean;
	response: IWebhookResponseData;
}

async function processEvent(
	context: IWebhookFunctions,
	stub: ExtendEvent,
	settings: TriggerSettings,
	options: Pick<CompletionOptions, 'deadline' | 'acceptsStub'>,
): Promise<DeliveryResult> {
	let event: ExtendEvent;
	try {
		const download = settings.downloadPayload;
		event = await completePayload(context, stub, { download, ...options });
	} catch (error) {
		const { status, text } = toFailureResponse(error);
		context.logger.warn(LOG_MESSAGES.noPayload({ reason: text }));
		return { taken: false, response: respond(context, status, text) };
	}
	if (!matchesScope(event, settings)) return { taken: true, response: IGNORED };
	const items = eventToItems(event, settings.output).map((json) => ({ json }));
	return { taken: true, response: { workflowData: [items] } };
}

/** 503 where another delivery may succeed, else 422. The dashboard of Extend shows the text. */
function toFailureResponse(error: unknown): { status: number; text: string } {
	if (error instanceof InputError) return { status: 422, text: error.message };
	if (error instanceof ExternalFetchError) {
		return { status: error.retryable ? 503 : 422, text: error.message };
	}
	const text = error instanceof ExtendApiError ? error.message : PAYLOAD_REASONS.unknown;
	return { status: 503, text };
}

/**
 * Whether the event belongs to the scope. Extend sends no others to a subscription, but an earlier endpoint or
 * one that was changed in the dashboard may get them. A payload without the resource is accepted.
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
