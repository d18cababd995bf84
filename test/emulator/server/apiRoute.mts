import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parseRequest } from '../validation/parseRequest.mts';

/** What an endpoint without a query or a body accepts. */
const nothing = z.object({}).strict();
type Nothing = typeof nothing;

/** What an endpoint accepts; default: nothing. */
export interface RouteContract<Q extends z.ZodTypeAny, B extends z.ZodTypeAny> {
	query?: Q;
	body?: B;
}

declare module 'fastify' {
	interface FastifyContextConfig {
		/** what the endpoint accepts; absent outside of the API */
		contract?: Required<RouteContract<z.ZodTypeAny, z.ZodTypeAny>>;
	}
}

export interface ApiCall<Q extends z.ZodTypeAny, B extends z.ZodTypeAny> {
	/** of the path, e.g. `id` */
	params: Record<string, string>;
	query: z.output<Q>;
	body: z.output<B>;
	request: FastifyRequest;
}

/**
 * Registers an endpoint of the API. All of them are registered here, so that none passes a query or a body
 * that it does not know.
 */
export function addApiRoute<Q extends z.ZodTypeAny = Nothing, B extends z.ZodTypeAny = Nothing>(
	app: FastifyInstance,
	method: 'GET' | 'POST' | 'DELETE',
	url: string,
	{ query = nothing as unknown as Q, body = nothing as unknown as B }: RouteContract<Q, B>,
	handle: (call: ApiCall<Q, B>) => unknown,
): void {
	app.route({
		method,
		url,
		config: { contract: { query, body } },
		handler: async (request) => {
			const multipart = request.isMultipart();
			return await handle({
				params: request.params as Record<string, string>,
				query: parseRequest(query, request.query),
				body: parseRequest(body, multipart ? undefined : request.body),
				request,
			});
		},
	});
}
