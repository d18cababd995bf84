import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { createId } from '../state/ids.mts';
import { paginate, pageQueryFields, sortQueryFields } from '../server/pagination.mts';
import { addApiRoute } from '../server/apiRoute.mts';
import { invalidRequest, notFound } from '../server/apiError.mts';
import type { State } from '../state/state.mts';
import { subscriptionEvents } from '../webhooks/eventTypes.mts';
import { findEndpoint, findSubscription, type StoredSubscription } from '../webhooks/store.mts';

const createSchema = z
	.object({
		webhookEndpointId: z.string(),
		resourceType: z.enum(['extractor', 'classifier', 'splitter', 'workflow']),
		resourceId: z.string(),
		enabledEvents: z.array(z.string()).min(1),
	})
	.strict();
const updateSchema = createSchema.pick({ enabledEvents: true }).strict();

const serializeSubscription = ({ seq: _seq, updatedAt: _at, ...shown }: StoredSubscription) => ({
	object: 'webhook_subscription',
	...shown,
});

function validateEvents(resourceType: string, enabledEvents: string[]): void {
	const invalidEvent = enabledEvents.find(
		(event) => !subscriptionEvents[resourceType].includes(event),
	);
	if (invalidEvent)
		throw invalidRequest(`${invalidEvent} is not an event of a ${resourceType}`, 'enabledEvents');
}

function validateResource(state: State, type: string, id: string): void {
	const known =
		type === 'workflow' ? state.workflows.has(id) : state.processors.get(id)?.kind === type;
	if (!known) throw notFound(`${type} ${id}`);
}

const listQuerySchema = z
	.object({
		...pageQueryFields,
		sortDir: sortQueryFields.sortDir,
		webhookEndpointId: z.string().optional(),
		resourceId: z.string().optional(),
	})
	.strict();

/** `/webhook_subscriptions`. */
export function registerWebhookSubscriptions(app: FastifyInstance, state: State) {
	addApiRoute(app, 'POST', '/webhook_subscriptions', { body: createSchema }, ({ body }) => {
		findEndpoint(state, body.webhookEndpointId);
		validateResource(state, body.resourceType, body.resourceId);
		validateEvents(body.resourceType, body.enabledEvents);
		const at = new Date().toISOString();
		const existing = [...state.subscriptions.values()].find(
			({ webhookEndpointId, resourceId }) =>
				webhookEndpointId === body.webhookEndpointId && resourceId === body.resourceId,
		);
		const subscription: StoredSubscription = {
			...(existing ?? { id: createId('whes'), seq: state.nextSequence(), createdAt: at }),
			...body,
			updatedAt: at,
		};
		state.subscriptions.set(subscription.id, subscription);
		return serializeSubscription(subscription);
	});

	addApiRoute(app, 'GET', '/webhook_subscriptions', { query: listQuerySchema }, ({ query }) => {
		const found = [...state.subscriptions.values()].filter(
			({ webhookEndpointId, resourceId }) =>
				(!query.webhookEndpointId || webhookEndpointId === query.webhookEndpointId) &&
				(!query.resourceId || resourceId === query.resourceId),
		);
		const { slice, ...rest } = paginate(found, query, state.behavior.defaultPageSize);
		return { object: 'list', data: slice.map(serializeSubscription), ...rest };
	});

	addApiRoute(app, 'GET', '/webhook_subscriptions/:id', {}, ({ params }) =>
		serializeSubscription(findSubscription(state, params.id)),
	);

	addApiRoute(app, 'POST', '/webhook_subscriptions/:id', { body: updateSchema }, (call) => {
		const subscription = findSubscription(state, call.params.id);
		const { enabledEvents } = call.body;
		validateEvents(subscription.resourceType, enabledEvents);
		Object.assign(subscription, { enabledEvents, updatedAt: new Date().toISOString() });
		return serializeSubscription(subscription);
	});

	addApiRoute(app, 'DELETE', '/webhook_subscriptions/:id', {}, ({ params }) => {
		const { id } = findSubscription(state, params.id);
		state.subscriptions.delete(id);
		return { id };
	});
}
