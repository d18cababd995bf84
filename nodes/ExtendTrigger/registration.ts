/** Endpoints and subscriptions in Extend: made, compared, removed (Extend docs: webhook endpoints). */
import type { IDataObject } from 'n8n-workflow';
import { unwrap, request, listAll } from '../shared/api/requests';
import { clock } from '../shared/utils/clock';
import { ExtendApiError } from '../shared/errors/apiError';
import { API_VERSION } from '../shared/http/regions';
import type { ApiClient } from '../shared/http/client';
import type { Registration } from './staticData';
import type { TriggerSettings } from './settings';

const ENDPOINTS = '/webhook_endpoints';
const SUBSCRIPTIONS = '/webhook_subscriptions';
/** For one call with its repetitions. */
const HOOK_CALL_TIMEOUT_MS = 60_000;

/** What is to be registered. */
export interface Target extends Pick<TriggerSettings, 'events' | 'scope'> {
	url: string;
	/** as the Extend dashboard shows it */
	name: string;
}

/** With a scope the events come through a subscription, and none for the whole workspace. */
function workspaceEvents({ events, scope }: Target): string[] {
	return scope ? [] : events;
}

/**
 * Whether the endpoint is there, enabled, and does what it should. One that is not there or differs is made
 * anew by `register`. Throws ExtendApiError when Extend cannot be asked.
 */
export async function isRegistered(
	api: ApiClient,
	endpointId: string,
	target: Target,
): Promise<boolean> {
	const action = 'checking the registration of this workflow';
	const endpoint = await sendUnlessGone(api, 'GET', endpointId, action);
	if (!endpoint) return false;
	const asItShouldBe =
		endpoint.url === target.url &&
		endpoint.status === 'enabled' &&
		endpoint.apiVersion === API_VERSION &&
		isSameSet(endpoint.enabledEvents, workspaceEvents(target));
	if (!asItShouldBe) return false;

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
 * Makes the endpoint, and with a scope its subscription. What an earlier try left at the same address is
 * removed before, and after a failure what this one left: n8n repeats a failed activation several times.
 * @param known an endpoint of before that may have another address
 * @param onLeftover told when the removal after a failure fails as well
 * Throws ExtendApiError.
 */
export async function register(
	api: ApiClient,
	target: Target,
	known: string | undefined,
	onLeftover: (error: unknown) => void,
): Promise<Registration> {
	if (known !== undefined) await removeEndpoint(api, known);
	await removeEndpointsAt(api, target.url);
	let made: string | undefined;
	let complete = false;
	try {
		const endpoint = await createEndpoint(api, target);
		made = endpoint.endpointId;
		await subscribe(api, made, target);
		complete = true;
		return endpoint;
	} finally {
		if (!complete) await cleanUp(api, target.url, made).catch(onLeftover);
	}
}

/** The list may not show yet what was made a moment ago, so what is known by its ID goes by its ID. */
async function cleanUp(api: ApiClient, url: string, made: string | undefined): Promise<void> {
	if (made !== undefined) await removeEndpoint(api, made);
	await removeEndpointsAt(api, url);
}

async function createEndpoint(api: ApiClient, target: Target): Promise<Registration> {
	const endpoint = await request(api, {
		method: 'POST',
		path: ENDPOINTS,
		body: {
			url: target.url,
			name: target.name,
			enabledEvents: workspaceEvents(target),
			apiVersion: API_VERSION,
			status: 'enabled',
		},
		// The secret is told once only, so an answer that got lost is of no use: the endpoint is made anew.
		idempotent: false,
		action: 'registering this workflow',
	});
	const { id, signingSecret } = endpoint;
	if (typeof id === 'string' && typeof signingSecret === 'string' && signingSecret !== '') {
		return { endpointId: id, signingSecret, url: target.url };
	}
	throw new ExtendApiError(
		'BAD_ANSWER',
		{
			message: 'Extend registered this workflow but did not send the secret of its events',
			hint: 'Without it nobody can tell real events from forged ones. Activate the workflow again.',
		},
		{ retryable: true },
	);
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
		action: `subscribing to the ${scope.type} ${scope.id}`,
	});
}

/** Removes an endpoint with its subscriptions. One that is gone already is fine. */
export async function removeEndpoint(api: ApiClient, endpointId: string): Promise<void> {
	await sendUnlessGone(api, 'DELETE', endpointId, 'removing the registration of this workflow');
}

/** Removes all endpoints with this address. It holds an ID of the node, so nobody else uses it. */
export async function removeEndpointsAt(api: ApiClient, url: string): Promise<void> {
	const action = 'looking for earlier registrations of this workflow';
	const endpoints = await listAll(api, ENDPOINTS, {}, { limit: undefined, action });
	for (const endpoint of endpoints) {
		if (endpoint.url === url) await removeEndpoint(api, endpoint.id);
	}
}

/** What Extend answers about an endpoint, or undefined when it is not there. */
async function sendUnlessGone(
	api: ApiClient,
	method: 'GET' | 'DELETE',
	endpointId: string,
	action: string,
): Promise<IDataObject | undefined> {
	const outcome = await api.send({
		method,
		path: `${ENDPOINTS}/${encodeURIComponent(endpointId)}`,
		idempotent: true,
		deadline: clock.now() + HOOK_CALL_TIMEOUT_MS,
	});
	const gone = outcome.kind === 'rejected' && outcome.error.httpCode === 404;
	return gone ? undefined : unwrap(outcome, action);
}

function isSameSet(one: unknown, other: string[]): boolean {
	return Array.isArray(one) && [...one].sort().join() === [...other].sort().join();
}
