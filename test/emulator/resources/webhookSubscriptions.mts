import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { createId } from '../state/ids.mts';
import { paginate, pageQueryFields, sortQueryFields } from '../server/pagination.mts';
import { invalidRequest, notFound } from '../server/apiError.mts';
import type { State } from '../state/state.mts';
import { parseRequest } from '../validation/parseRequest.mts';
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

interface IdParams {
	Params: { id: string };
}

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

/** `/webhook_subscriptions`. */
export function registerWebhookSubscriptions(app: FastifyInstance, state: State) {
	app.post('/webhook_subscriptions', async ({ body }) => {
		const input = parseRequest(createSchema, body);
		findEndpoint(state, input.webhookEndpointId);
		validateResource(state, input.resourceType, input.resourceId);
		validateEvents(input.resourceType, input.enabledEvents);
		const at = new Date().toISOString();
		const existing = [...state.subscriptions.values()].find(
			({ webhookEndpointId, resourceId }) =>
				webhookEndpointId === input.webhookEndpointId && resourceId === input.resourceId,
		);
		const subscription: StoredSubscription = {
			...(existing ?? { id: createId('whes'), seq: state.nextSequence(), createdAt: at }),
			...input,
			updatedAt: at,
		};
		state.subscriptions.set(subscription.id, subscription);
		return serializeSubscription(subscription);
	});

	app.get('/webhook_subscriptions', async (request) => {
		const query = parseRequest(
			z.object({
				...pageQueryFields,
				sortDir: sortQueryFields.sortDir,
				webhookEndpointId: z.string().optional(),
				resourceId: z.string().optional(),
			}),
			request.query,
		);
		const found = [...state.subscriptions.values()].filter(
			({ webhookEndpointId, resourceId }) =>
				(!query.webhookEndpointId || webhookEndpointId === query.webhookEndpointId) &&
				(!query.resourceId || resourceId === query.resourceId),
		);
		const { slice, ...rest } = paginate(found, query, state.behavior.defaultPageSize);
		return { object: 'list', data: slice.map(serializeSubscription), ...rest };
	});

	app.get<IdParams>('/webhook_subscriptions/:id', async ({ params }) =>
		serializeSubscription(findSubscription(state, params.id)),
	);

	app.post<IdParams>('/webhook_subscriptions/:id', async ({ params, body }) => {
		const subscription = findSubscription(state, params.id);
		const { enabledEvents } = parseRequest(updateSchema, body);
		validateEvents(subscription.resourceType, enabledEvents);
		Object.assign(subscription, { enabledEvents, updatedAt: new Date().toISOString() });
		return serializeSubscription(subscription);
	});

	app.delete<IdParams>('/webhook_subscriptions/:id', async ({ params }) => {
		const { id } = findSubscription(state, params.id);
		state.subscriptions.delete(id);
		return { id };
	});
}
