import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { createId } from '../state/ids.mts';
import { paginate, pageQueryFields, sortQueryFields } from '../server/pagination.mts';
import { addApiRoute } from '../server/apiRoute.mts';
import { invalidRequest } from '../server/apiError.mts';
import type { State } from '../state/state.mts';
import { endpointEvents } from '../webhooks/eventTypes.mts';
import { isPrivateUrl } from '../webhooks/urlChecks.mts';
import { findEndpoint, type StoredEndpoint } from '../webhooks/store.mts';

const statusSchema = z.enum(['enabled', 'disabled']);
const advancedOptionsSchema = z
	.object({
		headers: z.record(z.string(), z.string()).optional(),
		payload: z
			.object({ format: z.enum(['json', 'url']), urlThresholdBytes: z.number().optional() })
			.strict()
			.optional(),
	})
	.strict();
const eventsSchema = z.array(
	z.string().refine((event) => endpointEvents.includes(event), 'Not an event of endpoints'),
);
const updateSchema = z
	.object({
		url: z.string().url().optional(),
		name: z.string().min(1).optional(),
		status: statusSchema.optional(),
		enabledEvents: eventsSchema.optional(),
		advancedOptions: advancedOptionsSchema.nullable().optional(),
	})
	.strict();
const createSchema = updateSchema
	.extend({ apiVersion: z.enum(['2026-02-09', '2025-04-21']) })
	.required({ url: true, name: true, enabledEvents: true })
	.strict();

/** Omits the secret, which only the create response contains. */
const serializeEndpoint = ({
	seq: _seq,
	signingSecret: _secret,
	updatedAt: _at,
	...shown
}: StoredEndpoint) => ({
	object: 'webhook_endpoint',
	...shown,
	createdBy: { type: 'api_key', name: 'emulator' },
});

function validateUrl(state: State, url: string | undefined): void {
	if (url === undefined) return;
	if (!/^https?:/.test(url)) throw invalidRequest('Invalid URL', 'url');
	if (!state.behavior.localWebhooks && isPrivateUrl(url))
		throw invalidRequest('The URL must be a public https address', 'url');
}

const listQuerySchema = z
	.object({
		...pageQueryFields,
		sortDir: sortQueryFields.sortDir,
		status: statusSchema.optional(),
	})
	.strict();

/** `/webhook_endpoints`. */
export function registerWebhookEndpoints(app: FastifyInstance, state: State) {
	addApiRoute(app, 'POST', '/webhook_endpoints', { body: createSchema }, ({ body }) => {
		validateUrl(state, body.url);
		const at = new Date().toISOString();
		const endpoint: StoredEndpoint = {
			id: createId('wh'),
			seq: state.nextSequence(),
			url: body.url,
			name: body.name,
			status: body.status ?? 'enabled',
			enabledEvents: body.enabledEvents,
			apiVersion: body.apiVersion,
			advancedOptions: body.advancedOptions ?? null,
			signingSecret: createId('wss'),
			createdAt: at,
			updatedAt: at,
		};
		state.endpoints.set(endpoint.id, endpoint);
		return { ...serializeEndpoint(endpoint), signingSecret: endpoint.signingSecret };
	});

	addApiRoute(app, 'GET', '/webhook_endpoints', { query: listQuerySchema }, ({ query }) => {
		const found = [...state.endpoints.values()].filter(
			(one) => !query.status || one.status === query.status,
		);
		const { slice, ...rest } = paginate(found, query, state.behavior.defaultPageSize);
		return { object: 'list', data: slice.map(serializeEndpoint), ...rest };
	});

	addApiRoute(app, 'GET', '/webhook_endpoints/:id', {}, ({ params }) =>
		serializeEndpoint(findEndpoint(state, params.id)),
	);

	addApiRoute(app, 'POST', '/webhook_endpoints/:id', { body: updateSchema }, (call) => {
		const endpoint = findEndpoint(state, call.params.id);
		validateUrl(state, call.body.url);
		Object.assign(endpoint, call.body, { updatedAt: new Date().toISOString() });
		return serializeEndpoint(endpoint);
	});

	addApiRoute(app, 'DELETE', '/webhook_endpoints/:id', {}, ({ params }) => {
		const { id } = findEndpoint(state, params.id);
		state.endpoints.delete(id);
		for (const one of state.subscriptions.values())
			if (one.webhookEndpointId === id) state.subscriptions.delete(one.id);
		return { id };
	});
}
