import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { newId } from '../state/ids.mts';
import { page, pageQuery, sortQuery } from '../server/pagination.mts';
import { invalid, notFound } from '../server/apiError.mts';
import type { State } from '../state/state.mts';
import { parse } from '../validation/parseRequest.mts';
import { subscriptionEvents } from '../webhooks/eventTypes.mts';
import { findEndpoint, findSubscription, type StoredSubscription } from '../webhooks/store.mts';

const createBody = z
	.object({
		webhookEndpointId: z.string(),
		resourceType: z.enum(['extractor', 'classifier', 'splitter', 'workflow']),
		resourceId: z.string(),
		enabledEvents: z.array(z.string()).min(1),
	})
	.strict();
const updateBody = createBody.pick({ enabledEvents: true }).strict();

interface ById {
	Params: { id: string };
}

const shape = ({ seq: _seq, updatedAt: _at, ...shown }: StoredSubscription) => ({
	object: 'webhook_subscription',
	...shown,
});

function checkEvents(resourceType: string, enabledEvents: string[]): void {
	const wrong = enabledEvents.find((event) => !subscriptionEvents[resourceType].includes(event));
	if (wrong) throw invalid(`${wrong} is not an event of a ${resourceType}`, 'enabledEvents');
}

function checkResource(state: State, type: string, id: string): void {
	const known =
		type === 'workflow' ? state.workflows.has(id) : state.processors.get(id)?.kind === type;
	if (!known) throw notFound(`${type} ${id}`);
}

/** `/webhook_subscriptions`. */
export function webhookSubscriptionsResource(app: FastifyInstance, state: State) {
	app.post('/webhook_subscriptions', async ({ body }) => {
		const asked = parse(createBody, body);
		findEndpoint(state, asked.webhookEndpointId);
		checkResource(state, asked.resourceType, asked.resourceId);
		checkEvents(asked.resourceType, asked.enabledEvents);
		const at = new Date().toISOString();
		const same = [...state.subscriptions.values()].find(
			({ webhookEndpointId, resourceId }) =>
				webhookEndpointId === asked.webhookEndpointId && resourceId === asked.resourceId,
		);
		const subscription: StoredSubscription = {
			...(same ?? { id: newId('whes'), seq: state.next(), createdAt: at }),
			...asked,
			updatedAt: at,
		};
		state.subscriptions.set(subscription.id, subscription);
		return shape(subscription);
	});

	app.get('/webhook_subscriptions', async (request) => {
		const query = parse(
			z.object({
				...pageQuery,
				sortDir: sortQuery.sortDir,
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
		const { slice, ...rest } = page(found, query, state.behaviour.defaultPageSize);
		return { object: 'list', data: slice.map(shape), ...rest };
	});

	app.get<ById>('/webhook_subscriptions/:id', async ({ params }) =>
		shape(findSubscription(state, params.id)),
	);

	app.post<ById>('/webhook_subscriptions/:id', async ({ params, body }) => {
		const subscription = findSubscription(state, params.id);
		const { enabledEvents } = parse(updateBody, body);
		checkEvents(subscription.resourceType, enabledEvents);
		Object.assign(subscription, { enabledEvents, updatedAt: new Date().toISOString() });
		return shape(subscription);
	});

	app.delete<ById>('/webhook_subscriptions/:id', async ({ params }) => {
		const { id } = findSubscription(state, params.id);
		state.subscriptions.delete(id);
		return { id };
	});
}
