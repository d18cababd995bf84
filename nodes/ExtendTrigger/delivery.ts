/** Takes the calls of Extend: refuses what is not genuine, starts the workflow once for each event. */
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { clock } from '../shared/clock';
import type { ExtendEvent } from '../shared/contract';
import { ExtendProblem } from '../shared/errors';
import { ForeignProblem } from '../shared/foreignGet';
import { InputProblem } from '../shared/problems';
import { ownMember } from '../shared/records';
import { eventIn, refusalOf } from '../shared/webhook';
import { eventItems } from './eventItems';
import { registrationIn, rememberEvent, wasHandedOver, type Slot } from './memory';
import { completePayload } from './payload';
import { readSettings, type TriggerSettings } from './settings';

/** Extend gives up on a call after 30 s; fetching what belongs to it has to be over well before, in ms. */
const FETCH_MS = 20_000;

/** n8n answers 200 and starts nothing. */
const NOTHING: IWebhookResponseData = {};

/** What is being worked on in this process, by endpoint and event: whether it was handed over in the end. */
const underWay = new Map<string, Promise<boolean>>();

/** Answers one call. Never throws for what Extend sends. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const deadline = clock.now() + FETCH_MS;
	// The test listener of the editor runs manually; the address does not tell it apart here.
	const slot: Slot = context.getMode() === 'manual' ? 'test' : 'production';
	const { endpointId = '', signingSecret } = registrationIn(context, slot) ?? {};
	const rawBody = await rawBodyOf(context);
	const headers = context.getHeaderData();
	const refusal = refusalOf({ rawBody, headers }, signingSecret, clock.now());
	if (refusal !== undefined || !rawBody) {
		context.logger.warn(`Extend Trigger refused a call: ${refusal}`);
		return answer(context, 401, 'Unauthorized');
	}
	const event = eventIn(rawBody);
	if (!event) {
		context.logger.warn('Extend Trigger refused a call: its body is no event');
		return answer(context, 400, 'This is no event of Extend');
	}
	const settings = readSettings(context);
	if (!settings.events.includes(event.eventType)) return NOTHING;
	if (wasHandedOver(context, slot, endpointId, event.eventId)) return NOTHING;

	const key = `${endpointId} ${event.eventId}`;
	const twin = underWay.get(key);
	if (twin) return (await twin) ? NOTHING : answer(context, 503, 'Not taken yet');
	const work = handOver(context, event, settings, deadline);
	underWay.set(
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
		underWay.delete(key);
	}
}

interface Result {
	/** false: the answer is an error, so that Extend delivers the event again */
	taken: boolean;
	response: IWebhookResponseData;
}

async function handOver(
	context: IWebhookFunctions,
	stub: ExtendEvent,
	settings: TriggerSettings,
	deadline: number,
): Promise<Result> {
	let event: ExtendEvent;
	try {
		event = await completePayload(context, stub, settings.downloadPayload, deadline);
	} catch (error) {
		const { status, text } = failureOf(error);
		context.logger.warn(`Extend Trigger did not get the payload of an event: ${text}`);
		return { taken: false, response: answer(context, status, text) };
	}
	if (!belongs(event, settings)) return { taken: true, response: NOTHING };
	const items = eventItems(event, settings.output).map((json) => ({ json }));
	return { taken: true, response: { workflowData: [items] } };
}

/** 503 where another delivery may go better, else 422. The text stands in the dashboard of Extend. */
function failureOf(error: unknown): { status: number; text: string } {
	if (error instanceof InputProblem) return { status: 422, text: error.message };
	if (error instanceof ForeignProblem) {
		return { status: error.retryable ? 503 : 422, text: error.message };
	}
	const text = error instanceof ExtendProblem ? error.message : 'the payload could not be fetched';
	return { status: 503, text };
}

/**
 * Whether the event belongs to the scope. Extend sends no others to a subscription; an endpoint of before, or
 * one that somebody changed in the dashboard, may. A payload that does not tell is believed.
 */
function belongs({ payload }: ExtendEvent, { scope }: TriggerSettings): boolean {
	if (!scope) return true;
	const id = ownMember(ownMember(payload, scope.type), 'id');
	return typeof id !== 'string' || id === scope.id;
}

async function rawBodyOf(context: IWebhookFunctions): Promise<Uint8Array | undefined> {
	const request = context.getRequestObject();
	if (!request.rawBody && typeof request.readRawBody === 'function') await request.readRawBody();
	return request.rawBody;
}

function answer(context: IWebhookFunctions, status: number, text: string): IWebhookResponseData {
	context.getResponseObject().status(status).send(text).end();
	return { noWebhookResponse: true };
}
