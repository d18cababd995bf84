import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { newId } from '../state/ids.mts';
import { page, pageQuery, sortQuery } from '../server/pagination.mts';
import { invalid } from '../server/apiError.mts';
import type { State } from '../state/state.mts';
import { parse } from '../validation/parseRequest.mts';
import { endpointEvents } from '../webhooks/eventTypes.mts';
import { isUnreachable } from '../webhooks/urlChecks.mts';
import { findEndpoint, type StoredEndpoint } from '../webhooks/store.mts';

const status = z.enum(['enabled', 'disabled']);
const advancedOptions = z
	.object({
		headers: z.record(z.string(), z.string()).optional(),
		payload: z
			.object({ format: z.enum(['json', 'url']), urlThresholdBytes: z.number().optional() })
			.strict()
			.optional(),
	})
	.strict();
const events = z.array(
	z.string().refine((event) => endpointEvents.includes(event), 'Not an event of endpoints'),
);
// Bodies are validated strictly here: an unknown key is an error.
const updateBody = z
	.object({
		url: z.string().url().optional(),
		name: z.string().min(1).optional(),
		status: status.optional(),
		enabledEvents: events.optional(),
		advancedOptions: advancedOptions.nullable().optional(),
	})
	.strict();
const createBody = updateBody
	.extend({ apiVersion: z.enum(['2026-02-09', '2025-04-21']) })
	.required({ url: true, name: true, enabledEvents: true })
	.strict();

interface ById {
	Params: { id: string };
}

/** The endpoint as the API shows it: the secret is told once, at its creation. */
const shape = ({
	seq: _seq,
	signingSecret: _secret,
	updatedAt: _at,
	...shown
}: StoredEndpoint) => ({
	object: 'webhook_endpoint',
	...shown,
	createdBy: { type: 'api_key', name: 'emulator' },
});

function checkUrl(state: State, url: string | undefined): void {
	if (url === undefined) return;
	if (!/^https?:/.test(url)) throw invalid('Invalid URL', 'url');
	if (!state.behaviour.localWebhooks && isUnreachable(url))
		throw invalid('The URL must be a public https address', 'url');
}

/** `/webhook_endpoints`. */
export function webhookEndpointsResource(app: FastifyInstance, state: State) {
	app.post('/webhook_endpoints', async ({ body }) => {
		const asked = parse(createBody, body);
		checkUrl(state, asked.url);
		const at = new Date().toISOString();
		const endpoint: StoredEndpoint = {
			id: newId('wh'),
			seq: state.next(),
			url: asked.url,
			name: asked.name,
			status: asked.status ?? 'enabled',
			enabledEvents: asked.enabledEvents,
			apiVersion: asked.apiVersion,
			advancedOptions: asked.advancedOptions ?? null,
			signingSecret: newId('wss'),
			createdAt: at,
			updatedAt: at,
		};
		state.endpoints.set(endpoint.id, endpoint);
		return { ...shape(endpoint), signingSecret: endpoint.signingSecret };
	});

	app.get('/webhook_endpoints', async (request) => {
		const query = parse(
			z.object({ ...pageQuery, sortDir: sortQuery.sortDir, status: status.optional() }),
			request.query,
		);
		const found = [...state.endpoints.values()].filter(
			(one) => !query.status || one.status === query.status,
		);
		const { slice, ...rest } = page(found, query, state.behaviour.defaultPageSize);
		return { object: 'list', data: slice.map(shape), ...rest };
	});

	app.get<ById>('/webhook_endpoints/:id', async ({ params }) =>
		shape(findEndpoint(state, params.id)),
	);

	app.post<ById>('/webhook_endpoints/:id', async ({ params, body }) => {
		const endpoint = findEndpoint(state, params.id);
		const changes = parse(updateBody, body);
		checkUrl(state, changes.url);
		Object.assign(endpoint, changes, { updatedAt: new Date().toISOString() });
		return shape(endpoint);
	});

	app.delete<ById>('/webhook_endpoints/:id', async ({ params }) => {
		const { id } = findEndpoint(state, params.id);
		state.endpoints.delete(id);
		for (const one of state.subscriptions.values())
			if (one.webhookEndpointId === id) state.subscriptions.delete(one.id);
		return { id };
	});
}
