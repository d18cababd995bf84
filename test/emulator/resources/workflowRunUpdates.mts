import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { checkMetadata } from '../runs/metadata.mts';
import { findRun, runRoutes } from '../runs/routes.mts';
import { runObject } from '../runs/serializeRun.mts';
import { workflowRuns, type WorkflowRecord } from '../runs/kinds/workflowRuns.mts';
import type { State } from '../state/state.mts';
import { parse } from '../validation/parseRequest.mts';

const updateBody = z.object({
	name: z.string().optional(),
	metadata: z.record(z.string(), z.unknown()).optional(),
});

/** `/workflow_runs`; unlike other runs they can be updated. */
export function workflowRunsResource(app: FastifyInstance, state: State) {
	runRoutes(app, state, workflowRuns);

	app.post<{ Params: { id: string } }>('/workflow_runs/:id', async ({ params, body }) => {
		const run = findRun<WorkflowRecord>(state, 'workflow_run', params.id);
		const { metadata } = parse(updateBody, body);
		run.record.metadata = checkMetadata({ ...run.record.metadata, ...metadata });
		return runObject(state, workflowRuns, run);
	});
}
