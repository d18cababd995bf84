import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { addApiRoute } from '../server/apiRoute.mts';
import { createId } from '../state/ids.mts';
import { paginate, pageQueryFields, sortQueryFields } from '../server/pagination.mts';
import type { State } from '../state/state.mts';
import { workflowStepsSchema } from '../validation/workflowSteps.mts';
import { DEFAULT_STEPS } from '../workflows/seedWorkflows.mts';
import {
	findWorkflow,
	findWorkflowVersion,
	createWorkflowVersion,
	serializeWorkflowVersion,
	serializeWorkflowVersionSummary,
	serializeWorkflow,
	serializeWorkflowSummary,
	type Step,
	type StoredWorkflow,
} from '../workflows/store.mts';

const listQuerySchema = z.object({ ...pageQueryFields, ...sortQueryFields }).strict();
const versionsQuerySchema = z
	.object({ ...pageQueryFields, sortDir: sortQueryFields.sortDir })
	.strict();
const createSchema = z.object({ name: z.string().min(1), steps: workflowStepsSchema }).strict();
const updateSchema = z
	.object({ name: z.string().min(1).optional(), steps: workflowStepsSchema })
	.strict();

/** `/workflows` and workflow versions. */
export function registerWorkflows(app: FastifyInstance, state: State) {
	const emitChange = (event: string, workflow: StoredWorkflow) =>
		state.events.emit('changed', `workflow.${event}`, serializeWorkflow(workflow));

	addApiRoute(app, 'GET', '/workflows', { query: listQuerySchema }, ({ query }) => {
		const all = [...state.workflows.values()];
		const { slice, ...rest } = paginate(all, query, state.behavior.defaultPageSize);
		return { object: 'list', data: slice.map(serializeWorkflowSummary), ...rest };
	});

	addApiRoute(app, 'POST', '/workflows', { body: createSchema }, ({ body }) => {
		const draft = createWorkflowVersion(state, 'draft', (body.steps as Step[]) ?? DEFAULT_STEPS);
		const { createdAt, updatedAt } = draft;
		const workflow: StoredWorkflow = {
			id: createId('workflow'),
			seq: state.nextSequence(),
			name: body.name,
			createdAt,
			updatedAt,
			draft,
			deployed: [],
		};
		state.workflows.set(workflow.id, workflow);
		emitChange('created', workflow);
		return serializeWorkflow(workflow);
	});

	addApiRoute(app, 'GET', '/workflows/:id', {}, ({ params }) =>
		serializeWorkflow(findWorkflow(state, params.id)),
	);

	addApiRoute(app, 'POST', '/workflows/:id', { body: updateSchema }, ({ params, body }) => {
		const workflow = findWorkflow(state, params.id);
		if (body.name) workflow.name = body.name;
		if (body.steps) workflow.draft = { ...workflow.draft, steps: body.steps as Step[] };
		workflow.updatedAt = new Date().toISOString();
		return serializeWorkflow(workflow);
	});

	addApiRoute(app, 'GET', '/workflows/:id/versions', { query: versionsQuerySchema }, (call) => {
		const { draft, deployed } = findWorkflow(state, call.params.id);
		const newest = paginate(deployed, call.query, state.behavior.defaultPageSize);
		const { slice, ...rest } = newest;
		const first = call.query.nextPageToken ? [] : [draft];
		return {
			object: 'list',
			data: [...first, ...slice].map(serializeWorkflowVersionSummary),
			...rest,
		};
	});

	addApiRoute(app, 'POST', '/workflows/:id/versions', { body: updateSchema }, (call) => {
		const workflow = findWorkflow(state, call.params.id);
		const version = createWorkflowVersion(
			state,
			String(workflow.deployed.length + 1),
			(call.body.steps as Step[]) ?? workflow.draft.steps,
			call.body.name ?? null,
		);
		workflow.deployed.push(version);
		emitChange('deployed', workflow);
		return serializeWorkflowVersion(version);
	});

	addApiRoute(app, 'GET', '/workflows/:id/versions/:version', {}, ({ params }) =>
		serializeWorkflowVersion(findWorkflowVersion(findWorkflow(state, params.id), params.version)),
	);
}
