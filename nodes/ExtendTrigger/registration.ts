/** Endpoints and subscriptions in Extend: creates, compares and removes them (Extend docs: webhook endpoints). */
import type { IDataObject } from 'n8n-workflow';
import { unwrap, listAll } from '../shared/api/requests';
import { isNotFound } from '../shared/http/outcome';
import { HOOK_TIMEOUT_MS } from '../shared/http/timeouts';
import { clock } from '../shared/utils/clock';
import { ExtendApiError } from '../shared/errors/apiError';
import { API_VERSION } from '../shared/http/regions';
import type { ApiClient } from '../shared/http/client';
import type { ApiObject } from '../shared/http/responses';
import { getOwn } from '../shared/utils/objects';
import { TRIGGER_ACTIONS, TRIGGER_MESSAGES } from './messages';
import type { Registration, TriggerSettings } from './types';
import { encodePathPart } from '../shared/utils/urlPath';

const ENDPOINTS = '/webhook_endpoints';
const SUBSCRIPTIONS = '/webhook_subscriptions';

/**
 * n8n refuses a request of more than 16 MiB, so a larger event would be lost. Extend sends a URL instead of a payload
 * only where the endpoint asks for it (Extend docs: webhook configuration; assumption: payload-by-url).
 */
const PAYLOAD_FORMAT = { format: 'url', urlThresholdBytes: 1_000_000 };

/** What was just created may be missing from a list for a while: it is read at 0, 1, 3 and 6 s (assumption: endpoint-lag). */
const LIST_LAG_PAUSES_MS = [0, 1000, 2000, 3000];

/** The endpoint to register. */
export interface Target extends Pick<TriggerSettings, 'events' | 'scope'> {
	url: string;
	/** shown in the Extend dashboard */
	name: string;
}

/** With a scope the endpoint itself has no events: they come through a subscription. */
function getWorkspaceEvents({ events, scope }: Target): string[] {
	return scope ? [] : events;
}

/**
 * Whether the endpoint exists, is enabled and matches the target. Otherwise `register` creates it again. Throws
 * ExtendApiError when Extend cannot be reached.
 */
export async function isRegistered(
	api: ApiClient,
	endpointId: string,
	target: Target,
): Promise<boolean> {
	const action = TRIGGER_ACTIONS.check;
	const endpoint = await sendUnlessGone(api, 'GET', endpointId, action);
	if (!endpoint) return false;
	const matches =
		endpoint.url === target.url &&
		endpoint.status === 'enabled' &&
		endpoint.apiVersion === API_VERSION &&
		hasPayloadUrls(endpoint) &&
		isSameSet(endpoint.enabledEvents, getWorkspaceEvents(target));
	if (!matches) return false;

	const subscriptions = await listSubscriptions(api, endpointId, action);
	return target.scope ? isSubscribed(subscriptions, target) : subscriptions.length === 0;
}

/** Whether large payloads come by URL. A lower threshold, set in the dashboard, serves as well. */
function hasPayloadUrls(endpoint: IDataObject): boolean {
	const payload = getOwn(getOwn(endpoint, 'advancedOptions'), 'payload');
	const threshold = getOwn(payload, 'urlThresholdBytes');
	return (
		getOwn(payload, 'format') === PAYLOAD_FORMAT.format &&
		typeof threshold === 'number' &&
		threshold <= PAYLOAD_FORMAT.urlThresholdBytes
	);
}

async function listSubscriptions(
	api: ApiClient,
	endpointId: string,
	action: string,
): Promise<ApiObject[]> {
	const query = { webhookEndpointId: endpointId };
	const subscriptions = await listInTime(api, SUBSCRIPTIONS, query, action);
	// A server that ignores the filter lists those of all endpoints.
	return subscriptions.filter(
		({ webhookEndpointId = endpointId }) => webhookEndpointId === endpointId,
	);
}

/** Whether these are the one subscription of the target. A second one would bring every event twice. */
function isSubscribed(subscriptions: ApiObject[], { scope, events }: Target): boolean {
	const [subscription, ...others] = subscriptions;
	return (
		subscription !== undefined &&
		others.length === 0 &&
		subscription.resourceType === scope?.type &&
		subscription.resourceId === scope?.id &&
		isSameSet(subscription.enabledEvents, events)
	);
}

/** A whole list. An activation cannot be stopped, so it has to end by itself whatever the list does. */
async function listInTime(
	api: ApiClient,
	path: string,
	query: IDataObject,
	action: string,
): Promise<ApiObject[]> {
	const deadline = clock.now() + HOOK_TIMEOUT_MS;
	return await listAll(api, path, query, { limit: undefined, action, deadline });
}

/**
 * Creates the endpoint, and with a scope its subscription. Throws ExtendApiError. n8n repeats a failed
 * activation several times, so endpoints that an earlier attempt left at the same address are removed before,
 * and after a failure the endpoint of this attempt.
 * @param knownId an earlier endpoint, which may have another address
 * @param onLeftover called with the error when the removal after a failure fails as well
 */
export async function register(
	api: ApiClient,
	target: Target,
	knownId: string | undefined,
	onLeftover: (error: unknown) => void,
): Promise<Registration> {
	if (knownId !== undefined) await removeEndpoint(api, knownId);
	await removeEndpointsAt(api, target.url);
	let createdId: string | undefined;
	let complete = false;
	try {
		const endpoint = await createEndpoint(api, target);
		createdId = endpoint.endpointId;
		await subscribe(api, createdId, target);
		complete = true;
		return endpoint;
	} finally {
		if (!complete) await cleanUp(api, target.url, createdId).catch(onLeftover);
	}
}

/** The list may lag, so a new endpoint whose ID is known is removed by its ID. */
async function cleanUp(api: ApiClient, url: string, createdId: string | undefined): Promise<void> {
	if (createdId !== undefined) await removeEndpoint(api, createdId);
	await removeEndpointsAt(api, url);
}

async function createEndpoint(api: ApiClient, target: Target): Promise<Registration> {
	const outcome = await api.send({
		method: 'POST',
		path: ENDPOINTS,
		body: {
			url: target.url,
			name: target.name,
			enabledEvents: getWorkspaceEvents(target),
			apiVersion: API_VERSION,
			status: 'enabled',
			advancedOptions: { payload: PAYLOAD_FORMAT },
		},
		idempotent: false,
		deadline: clock.now() + HOOK_TIMEOUT_MS,
	});
	const { id, signingSecret } = outcome.kind === 'succeeded' ? outcome.body : {};
	if (typeof id === 'string' && typeof signingSecret === 'string' && signingSecret !== '') {
		return { endpointId: id, signingSecret, url: target.url };
	}
	// Extend sends the secret only once, so an endpoint without one is of no use, and one may be there.
	if (outcome.kind !== 'rejected') await removeUnanswered(api, target.url);
	unwrap(outcome, TRIGGER_ACTIONS.register);
	throw new ExtendApiError('BAD_ANSWER', TRIGGER_MESSAGES.noSigningSecret, { retryable: true });
}

/** Removes the endpoint that a request without a usable response may have created, as soon as it is listed. */
async function removeUnanswered(api: ApiClient, url: string): Promise<void> {
	try {
		for (const pauseMs of LIST_LAG_PAUSES_MS) {
			await clock.sleep(pauseMs);
			if ((await removeEndpointsAt(api, url)) > 0) return;
		}
	} catch {
		// `register` cleans up once more and reports what is left.
	}
}

async function subscribe(api: ApiClient, endpointId: string, target: Target): Promise<void> {
	const { scope, events } = target;
	if (!scope) return;
	const action = TRIGGER_ACTIONS.subscribe({ ...scope });
	const outcome = await api.send({
		method: 'POST',
		path: SUBSCRIPTIONS,
		body: {
			webhookEndpointId: endpointId,
			resourceType: scope.type,
			resourceId: scope.id,
			enabledEvents: events,
		},
		idempotent: false,
		deadline: clock.now() + HOOK_TIMEOUT_MS,
	});
	if (outcome.kind !== 'indeterminate') {
		unwrap(outcome, action);
		return;
	}
	for (const pauseMs of LIST_LAG_PAUSES_MS) {
		await clock.sleep(pauseMs);
		const subscriptions = await listSubscriptions(api, endpointId, action);
		if (isSubscribed(subscriptions, target)) return;
		if (subscriptions.length > 0) break;
	}
	// `register` then removes the endpoint with all that is subscribed to it.
	unwrap(outcome, action);
}

/** Removes an endpoint with its subscriptions. Succeeds when it no longer exists. */
export async function removeEndpoint(api: ApiClient, endpointId: string): Promise<void> {
	await sendUnlessGone(api, 'DELETE', endpointId, TRIGGER_ACTIONS.remove);
}

/**
 * Removes all endpoints with this address and returns how many there were. The address has the node's ID, so they
 * all belong to this node.
 */
export async function removeEndpointsAt(api: ApiClient, url: string): Promise<number> {
	const endpoints = await listInTime(api, ENDPOINTS, {}, TRIGGER_ACTIONS.findEarlier);
	const ours = endpoints.filter((endpoint) => endpoint.url === url);
	for (const { id } of ours) await removeEndpoint(api, id);
	return ours.length;
}

/** The response about an endpoint, or undefined when it does not exist. */
async function sendUnlessGone(
	api: ApiClient,
	method: 'GET' | 'DELETE',
	endpointId: string,
	action: string,
): Promise<IDataObject | undefined> {
	const outcome = await api.send({
		method,
		path: `${ENDPOINTS}/${encodePathPart(endpointId)}`,
		idempotent: true,
		deadline: clock.now() + HOOK_TIMEOUT_MS,
	});
	return isNotFound(outcome) ? undefined : unwrap(outcome, action);
}

function isSameSet(one: unknown, other: string[]): boolean {
	return Array.isArray(one) && [...one].sort().join() === [...other].sort().join();
}
