import type { FastifyInstance } from 'fastify';
import { extractors } from '../processors/extractors.mts';
import { processorRoutes } from '../processors/routes.mts';
import type { State } from '../state.mts';

/** `/extractors` and their versions. */
export const extractorsResource = (app: FastifyInstance, state: State) =>
	processorRoutes(app, state, extractors);
