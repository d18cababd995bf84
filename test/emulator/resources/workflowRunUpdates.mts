import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { normalizeMetadata } from '../runs/metadata.mts';
import { findRun, registerRunRoutes } from '../runs/routes.mts';
import { serializeRun } from '../runs/serializeRun.mts';
import { workflowRuns, type WorkflowRecord } from '../runs/kinds/workflowRuns.mts';
import type { State } from '../state/state.mts';
import { parseRequest } from '../validation/parseRequest.mts';

const updateSchema = z.object({
	name: z.string().optional(),
	metadata: z.record(z.string(), z.unknown()).optional(),
});

/** `/workflow_runs`. Unlike other runs they can be updated. */
export function registerWorkflowRuns(app: FastifyInstance, state: State) {
	registerRunRoutes(app, state, workflowRuns);

	app.post<{ Params: { id: string } }>('/workflow_runs/:id', async ({ params, body }) => {
		const run = findRun<WorkflowRecord>(state, 'workflow_run', params.id);
		const { metadata } = parseRequest(updateSchema, body);
		run.record.metadata = normalizeMetadata({ ...run.record.metadata, ...metadata });
		return serializeRun(state, workflowRuns, run);
	});
}
