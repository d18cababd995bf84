/** Endpoints and subscriptions in Extend: creates, compares and removes them (Extend docs: webhook endpoints). */
import type { IDataObject } from 'n8n-workflow';
import { unwrap, request, listAll } from '../shared/api/requests';
import { HOOK_TIMEOUT_MS } from '../shared/http/timeouts';
import { clock } from '../shared/utils/clock';
import { ExtendApiError } from '../shared/errors/apiError';
import { API_VERSION } from '../shared/http/regions';
import type { ApiClient } from '../shared/http/client';
import { TRIGGER_ACTIONS, TRIGGER_MESSAGES } from './messages';
import type { Registration, TriggerSettings } from './types';
import { encodePathPart } from '../shared/utils/urlPath';

const ENDPOINTS = '/webhook_endpoints';
const SUBSCRIPTIONS = '/webhook_subscriptions';

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
		isSameSet(endpoint.enabledEvents, getWorkspaceEvents(target));
	if (!matches) return false;

	const query = { webhookEndpointId: endpointId };
	const subscriptions = await listAll(api, SUBSCRIPTIONS, query, { limit: undefined, action });
	const { scope, events } = target;
	if (!scope) return subscriptions.length === 0;
	return (
		subscriptions.length === 1 &&
		subscriptions[0].resourceType === scope.type &&
		subscriptions[0].resourceId === scope.id &&
		isSameSet(subscriptions[0].enabledEvents, events)
	);
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
	const endpoint = await request(api, {
		method: 'POST',
		path: ENDPOINTS,
		body: {
			url: target.url,
			name: target.name,
			enabledEvents: getWorkspaceEvents(target),
			apiVersion: API_VERSION,
			status: 'enabled',
		},
		// Extend sends the secret only once, so after a lost response the endpoint has to be created again.
		idempotent: false,
		action: TRIGGER_ACTIONS.register,
	});
	const { id, signingSecret } = endpoint;
	if (typeof id === 'string' && typeof signingSecret === 'string' && signingSecret !== '') {
		return { endpointId: id, signingSecret, url: target.url };
	}
	throw new ExtendApiError('BAD_ANSWER', TRIGGER_MESSAGES.noSigningSecret, { retryable: true });
}

async function subscribe(
	api: ApiClient,
	endpointId: string,
	{ scope, events }: Target,
): Promise<void> {
	if (!scope) return;
	await request(api, {
		method: 'POST',
		path: SUBSCRIPTIONS,
		body: {
			webhookEndpointId: endpointId,
			resourceType: scope.type,
			resourceId: scope.id,
			enabledEvents: events,
		},
		action: TRIGGER_ACTIONS.subscribe({ ...scope }),
	});
}

/** Removes an endpoint with its subscriptions. Succeeds when it no longer exists. */
export async function removeEndpoint(api: ApiClient, endpointId: string): Promise<void> {
	await sendUnlessGone(api, 'DELETE', endpointId, TRIGGER_ACTIONS.remove);
}

/** Removes all endpoints with this address. The address has the node's ID, so they all belong to this node. */
export async function removeEndpointsAt(api: ApiClient, url: string): Promise<void> {
	const action = TRIGGER_ACTIONS.findEarlier;
	const endpoints = await listAll(api, ENDPOINTS, {}, { limit: undefined, action });
	for (const endpoint of endpoints) {
		if (endpoint.url === url) await removeEndpoint(api, endpoint.id);
	}
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
	const isGone = outcome.kind === 'rejected' && outcome.error.httpCode === 404;
	return isGone ? undefined : unwrap(outcome, action);
}

function isSameSet(one: unknown, other: string[]): boolean {
	return Array.isArray(one) && [...one].sort().join() === [...other].sort().join();
}
