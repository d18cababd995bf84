import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { createId } from '../state/ids.mts';
import { paginate, pageQueryFields, sortQueryFields } from '../server/pagination.mts';
import type { State } from '../state/state.mts';
import { parseRequest } from '../validation/parseRequest.mts';
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

const stepsSchema = z
	.array(z.object({ type: z.string(), name: z.string() }).passthrough())
	.min(1)
	.optional();
const createSchema = z.object({ name: z.string().min(1), steps: stepsSchema });
const updateSchema = z.object({ name: z.string().min(1).optional(), steps: stepsSchema });

interface IdParams {
	Params: { id: string };
}

/** `/workflows` and workflow versions. */
export function registerWorkflows(app: FastifyInstance, state: State) {
	const emitChange = (event: string, workflow: StoredWorkflow) =>
		state.events.emit('changed', `workflow.${event}`, serializeWorkflow(workflow));

	app.get('/workflows', async (request) => {
		const query = parseRequest(z.object({ ...pageQueryFields, ...sortQueryFields }), request.query);
		const all = [...state.workflows.values()];
		const { slice, ...rest } = paginate(all, query, state.behavior.defaultPageSize);
		return { object: 'list', data: slice.map(serializeWorkflowSummary), ...rest };
	});

	app.post('/workflows', async ({ body }) => {
		const input = parseRequest(createSchema, body);
		const draft = createWorkflowVersion(state, 'draft', (input.steps as Step[]) ?? DEFAULT_STEPS);
		const { createdAt, updatedAt } = draft;
		const workflow: StoredWorkflow = {
			id: createId('workflow'),
			seq: state.nextSequence(),
			name: input.name,
			createdAt,
			updatedAt,
			draft,
			deployed: [],
		};
		state.workflows.set(workflow.id, workflow);
		emitChange('created', workflow);
		return serializeWorkflow(workflow);
	});

	app.get<IdParams>('/workflows/:id', async ({ params }) =>
		serializeWorkflow(findWorkflow(state, params.id)),
	);

	app.post<IdParams>('/workflows/:id', async ({ params, body }) => {
		const workflow = findWorkflow(state, params.id);
		const input = parseRequest(updateSchema, body);
		if (input.name) workflow.name = input.name;
		if (input.steps) workflow.draft = { ...workflow.draft, steps: input.steps as Step[] };
		workflow.updatedAt = new Date().toISOString();
		return serializeWorkflow(workflow);
	});

	app.get<IdParams>('/workflows/:id/versions', async (request) => {
		const { draft, deployed } = findWorkflow(state, request.params.id);
		const query = parseRequest(
			z.object({ ...pageQueryFields, sortDir: sortQueryFields.sortDir }),
			request.query,
		);
		const newest = paginate(deployed, query, state.behavior.defaultPageSize);
		const { slice, ...rest } = newest;
		const first = query.nextPageToken ? [] : [draft];
		return {
			object: 'list',
			data: [...first, ...slice].map(serializeWorkflowVersionSummary),
			...rest,
		};
	});

	app.post<IdParams>('/workflows/:id/versions', async ({ params, body }) => {
		const workflow = findWorkflow(state, params.id);
		const input = parseRequest(updateSchema, body ?? {});
		const version = createWorkflowVersion(
			state,
			String(workflow.deployed.length + 1),
			(input.steps as Step[]) ?? workflow.draft.steps,
			input.name ?? null,
		);
		workflow.deployed.push(version);
		emitChange('deployed', workflow);
		return serializeWorkflowVersion(version);
	});

	app.get<{ Params: { id: string; version: string } }>(
		'/workflows/:id/versions/:version',
		async ({ params }) =>
			serializeWorkflowVersion(findWorkflowVersion(findWorkflow(state, params.id), params.version)),
	);
}
