/** What the trigger keeps: its endpoint in Extend with the secret, and the events it has handed over. */
import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { clock } from '../shared/utils/clock';
import { isRecord } from '../shared/utils/objects';
import { SIGNATURE_VALID_MS } from './signature';
import type { TriggerContext } from './settings';

/** How many events are remembered. */
const MAX_EVENTS = 200;
/**
 * How long an event is also remembered in this process, in ms. n8n loads the static data anew for every call
 * and saves it afterwards, so calls that overlap do not see each other's; and as long as a signature is
 * accepted, the same call must not start the workflow again, however many others came in between.
 */
const RECENT_MS = SIGNATURE_VALID_MS;

export interface Registration {
	endpointId: string;
	signingSecret: string;
	url: string;
}

/**
 * Production and the test listener of the editor have endpoints of their own, and must not touch each
 * other's. n8n keeps their static data apart, as far as seen; this does not rely on it.
 */
export type EndpointEnv = 'production' | 'test';

/** The slot for a hook. n8n says `manual` when it starts the test listener, but not when it ends it. */
export function getHookEnv(context: IHookFunctions): EndpointEnv {
	if (context.getActivationMode() === 'manual') return 'test';
	const url = context.getNodeWebhookUrl('default');
	return readRegistration(context, 'test')?.url === url ? 'test' : 'production';
}

/** What is kept of an endpoint; parts are missing when n8n lost them. */
export function readRegistration(
	context: TriggerContext,
	slot: EndpointEnv,
): Partial<Registration> | undefined {
	const kept = context.getWorkflowStaticData('node')[slot];
	return isRecord(kept) ? { ...kept } : undefined;
}

/** Keeps the endpoint, or forgets it. */
export function saveRegistration(
	context: TriggerContext,
	slot: EndpointEnv,
	registration: Registration | undefined,
): void {
	const data = context.getWorkflowStaticData('node');
	if (registration) data[slot] = { ...registration };
	else delete data[slot];
}

const recent = new Map<string, number>();

/** Whether the event was handed over before. */
export function isKnownEvent(
	context: TriggerContext,
	slot: EndpointEnv,
	endpointId: string,
	eventId: string,
): boolean {
	return (
		readEventIds(context.getWorkflowStaticData('node'), slot).includes(eventId) ||
		isRecent(endpointId, eventId)
	);
}

/** Remembers an event as handed over, together with those of calls that overlapped with this one. */
export function rememberEvent(
	context: TriggerContext,
	slot: EndpointEnv,
	endpointId: string,
	eventId: string,
): void {
	recent.set(`${endpointId} ${eventId}`, clock.now());
	const data = context.getWorkflowStaticData('node');
	// In the order in which they came, so that the last ones are kept: those of this process are the newest.
	const newest = new Set(recentEvents(endpointId));
	const known = [...readEventIds(data, slot).filter((id) => !newest.has(id)), ...newest];
	// Assigned as a whole: n8n notices changes of the first level only.
	data[`${slot}Events`] = known.slice(-MAX_EVENTS);
}

function readEventIds(data: IDataObject, slot: EndpointEnv): string[] {
	const events = data[`${slot}Events`];
	return Array.isArray(events) ? (events as string[]) : [];
}

function isRecent(endpointId: string, eventId: string): boolean {
	const time = recent.get(`${endpointId} ${eventId}`);
	return time !== undefined && clock.now() - time <= RECENT_MS;
}

function recentEvents(endpointId: string): string[] {
	for (const [key, time] of recent) if (clock.now() - time > RECENT_MS) recent.delete(key);
	return [...recent.keys()]
		.filter((key) => key.startsWith(`${endpointId} `))
		.map((key) => key.slice(endpointId.length + 1));
}
