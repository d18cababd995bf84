import type { FastifyInstance } from 'fastify';
import { parseRuns } from '../runs/parse.mts';
import { runRoutes } from '../runs/routes.mts';
import type { State } from '../state.mts';

/** `/parse` and `/parse_runs`. */
export const parseRunsResource = (app: FastifyInstance, state: State) =>
	runRoutes(app, state, parseRuns);
