import type { FastifyInstance } from 'fastify';
import { classifyRuns } from '../runs/classify.mts';
import { runRoutes } from '../runs/routes.mts';
import type { State } from '../state.mts';

/** `/classify` and `/classify_runs`. */
export const classifyRunsResource = (app: FastifyInstance, state: State) =>
	runRoutes(app, state, classifyRuns);
