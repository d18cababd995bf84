import type { FastifyInstance } from 'fastify';
import { splitRuns } from '../runs/split.mts';
import { runRoutes } from '../runs/routes.mts';
import type { State } from '../state.mts';

/** `/split` and `/split_runs`. */
export const splitRunsResource = (app: FastifyInstance, state: State) =>
	runRoutes(app, state, splitRuns);
