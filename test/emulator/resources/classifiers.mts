import type { FastifyInstance } from 'fastify';
import { classifiers } from '../processors/classifiers.mts';
import { processorRoutes } from '../processors/routes.mts';
import type { State } from '../state.mts';

/** `/classifiers` and their versions. */
export const classifiersResource = (app: FastifyInstance, state: State) =>
	processorRoutes(app, state, classifiers);
