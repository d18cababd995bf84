import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { normalizeMetadata } from '../runs/metadata.mts';
import { findRun, registerRunRoutes } from '../runs/routes.mts';
import { serializeRun } from '../runs/serializeRun.mts';
import { workflowRuns, type WorkflowRecord } from '../runs/kinds/workflowRuns.mts';
import type { State } from '../state/state.mts';
import { addApiRoute } from '../server/apiRoute.mts';

const updateSchema = z
	.object({
		name: z.string().optional(),
		metadata: z.record(z.string(), z.unknown()).optional(),
	})
	.strict();

/** `/workflow_runs`. Unlike other runs they can be updated. */
export function registerWorkflowRuns(app: FastifyInstance, state: State) {
	registerRunRoutes(app, state, workflowRuns);

	addApiRoute(app, 'POST', '/workflow_runs/:id', { body: updateSchema }, ({ params, body }) => {
		const run = findRun<WorkflowRecord>(state, 'workflow_run', params.id);
		const { metadata } = body;
		run.record.metadata = normalizeMetadata({ ...run.record.metadata, ...metadata });
		return serializeRun(state, workflowRuns, run);
	});
}
