/** The node's static data: its endpoint in Extend with the signing secret, and the events it has already emitted. */
import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { clock } from '../shared/utils/clock';
import { getOwn, isRecord, toArray } from '../shared/utils/objects';
import { SIGNATURE_VALID_MS } from './signature';
import type { Registration, TriggerContext } from './types';

/** How many events are stored. */
const MAX_EVENTS = 200;
/** How many events that could not be completed are stored. */
const MAX_WAITING = 100;
/**
 * How long an event is also remembered in this process (ms). n8n loads the static data for every delivery and
 * saves it afterwards, so overlapping deliveries do not see each other's events. As long as a signature is
 * accepted, the same delivery must not start the workflow again, however many others came in between.
 */
const RECENT_MS = SIGNATURE_VALID_MS;

/**
 * Production and the editor's test listener have their own endpoints and must not change each other's. n8n
 * was seen to keep their static data separate; this module does not rely on it.
 */
export type EndpointEnv = 'production' | 'test';

/** The environment of a hook. n8n reports `manual` when it starts the test listener, but not when it ends it. */
export function getHookEnv(context: IHookFunctions): EndpointEnv {
	if (context.getActivationMode() === 'manual') return 'test';
	const url = context.getNodeWebhookUrl('default');
	return readRegistration(context, 'test')?.url === url ? 'test' : 'production';
}

const REGISTRATION_MEMBERS = ['endpointId', 'signingSecret', 'url'] as const;

/** The stored endpoint. Members are missing when n8n lost them, or something else stands in their place. */
export function readRegistration(
	context: TriggerContext,
	env: EndpointEnv,
): Partial<Registration> | undefined {
	const stored = context.getWorkflowStaticData('node')[env];
	if (!isRecord(stored)) return undefined;
	const texts = REGISTRATION_MEMBERS.map((name) => [name, getOwn(stored, name)] as const);
	return Object.fromEntries(texts.filter(([, value]) => typeof value === 'string' && value !== ''));
}

/** Stores the endpoint; undefined deletes it. */
export function saveRegistration(
	context: TriggerContext,
	env: EndpointEnv,
	registration: Registration | undefined,
): void {
	const data = context.getWorkflowStaticData('node');
	if (registration) data[env] = { ...registration };
	else delete data[env];
}

/** Time (ms) by endpoint and event. */
const recentEvents = new Map<string, number>();

/** Whether the event was already emitted. */
export function isKnownEvent(
	context: TriggerContext,
	env: EndpointEnv,
	endpointId: string,
	eventId: string,
): boolean {
	return (
		readEventIds(context.getWorkflowStaticData('node'), env).includes(eventId) ||
		isRecent(endpointId, eventId)
	);
}

/** Stores an event as emitted, together with those of overlapping deliveries. */
export function recordEvent(
	context: TriggerContext,
	env: EndpointEnv,
	endpointId: string,
	eventId: string,
): void {
	recentEvents.set(`${endpointId} ${eventId}`, clock.now());
	const data = context.getWorkflowStaticData('node');
	// In the order of arrival, so that the last ones are kept. Those of this process are the newest.
	const newest = new Set(getRecentEventIds(endpointId));
	const known = [...readEventIds(data, env).filter((id) => !newest.has(id)), ...newest];
	// Assigned as a whole: n8n detects changes of the first level only.
	data[`${env}Events`] = known.slice(-MAX_EVENTS);
}

function readEventIds(data: IDataObject, env: EndpointEnv): string[] {
	return toArray(data[`${env}Events`]).filter((id) => typeof id === 'string');
}

/** When an event could not be completed for the first time (ms), by endpoint and event. */
const waitingEvents = new Map<string, number>();

/** The event could not be completed now; Extend delivers it again. Stored too, since that may reach another process. */
export function recordWaitingEvent(
	context: TriggerContext,
	env: EndpointEnv,
	endpointId: string,
	eventId: string,
): void {
	const key = `${endpointId} ${eventId}`;
	if (!waitingEvents.has(key)) {
		const [oldest] = waitingEvents.keys();
		if (oldest !== undefined && waitingEvents.size >= MAX_WAITING) waitingEvents.delete(oldest);
		waitingEvents.set(key, clock.now());
	}
	const data = context.getWorkflowStaticData('node');
	const known = readWaitingEvents(data, env);
	if (known.some(([id]) => id === eventId)) return;
	data[`${env}Waiting`] = Object.fromEntries(
		[...known, [eventId, clock.wallNow()] as const].slice(-MAX_WAITING),
	);
}

/** How long ago the event could not be completed for the first time (ms); 0 when it is new. */
export function getWaitingTime(
	context: TriggerContext,
	env: EndpointEnv,
	endpointId: string,
	eventId: string,
): number {
	const here = waitingEvents.get(`${endpointId} ${eventId}`);
	const stored = readWaitingEvents(context.getWorkflowStaticData('node'), env).find(
		([id]) => id === eventId,
	);
	return Math.max(
		0,
		here === undefined ? 0 : clock.now() - here,
		stored === undefined ? 0 : clock.wallNow() - stored[1],
	);
}

function readWaitingEvents(data: IDataObject, env: EndpointEnv): Array<[string, number]> {
	const stored = data[`${env}Waiting`];
	if (!isRecord(stored)) return [];
	return Object.entries(stored).filter(
		(entry): entry is [string, number] => typeof entry[1] === 'number',
	);
}

function isRecent(endpointId: string, eventId: string): boolean {
	const time = recentEvents.get(`${endpointId} ${eventId}`);
	return time !== undefined && clock.now() - time <= RECENT_MS;
}

function getRecentEventIds(endpointId: string): string[] {
	for (const [key, time] of recentEvents) {
		if (clock.now() - time > RECENT_MS) recentEvents.delete(key);
	}
	return [...recentEvents.keys()]
		.filter((key) => key.startsWith(`${endpointId} `))
		.map((key) => key.slice(endpointId.length + 1));
}
