import type { FastifyInstance } from 'fastify';
import { editRuns } from '../runs/edit.mts';
import { runRoutes } from '../runs/routes.mts';
import type { State } from '../state.mts';

/** `/edit` and `/edit_runs`. */
export const editRunsResource = (app: FastifyInstance, state: State) =>
	runRoutes(app, state, editRuns);
