import type { FastifyInstance } from 'fastify';
import { splitters } from '../processors/splitters.mts';
import { processorRoutes } from '../processors/routes.mts';
import type { State } from '../state.mts';

/** `/splitters` and their versions. */
export const splittersResource = (app: FastifyInstance, state: State) =>
	processorRoutes(app, state, splitters);
