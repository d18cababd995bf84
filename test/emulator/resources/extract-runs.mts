import type { FastifyInstance } from 'fastify';
import { extractRuns } from '../runs/extract.mts';
import { runRoutes } from '../runs/routes.mts';
import type { State } from '../state.mts';

/** `/extract` and `/extract_runs`. */
export const extractRunsResource = (app: FastifyInstance, state: State) =>
	runRoutes(app, state, extractRuns);
