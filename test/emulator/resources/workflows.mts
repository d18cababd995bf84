import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { newId } from '../state/ids.mts';
import { page, pageQuery, sortQuery } from '../server/pagination.mts';
import type { State } from '../state/state.mts';
import { parse } from '../validation/parseRequest.mts';
import { defaultSteps } from '../workflows/seedWorkflows.mts';
import {
	findWorkflow,
	findWorkflowVersion,
	newVersion,
	versionObject,
	versionSummary,
	workflowObject,
	workflowSummary,
	type Step,
	type StoredWorkflow,
} from '../workflows/store.mts';

const steps = z
	.array(z.object({ type: z.string(), name: z.string() }).passthrough())
	.min(1)
	.optional();
const createBody = z.object({ name: z.string().min(1), steps });
const changeBody = z.object({ name: z.string().min(1).optional(), steps });

interface ById {
	Params: { id: string };
}

/** `/workflows` and their versions. */
export function workflowsResource(app: FastifyInstance, state: State) {
	const tell = (event: string, workflow: StoredWorkflow) =>
		state.events.emit('changed', `workflow.${event}`, workflowObject(workflow));

	app.get('/workflows', async (request) => {
		const query = parse(z.object({ ...pageQuery, ...sortQuery }), request.query);
		const all = [...state.workflows.values()];
		const { slice, ...rest } = page(all, query, state.behaviour.defaultPageSize);
		return { object: 'list', data: slice.map(workflowSummary), ...rest };
	});

	app.post('/workflows', async ({ body }) => {
		const asked = parse(createBody, body);
		const draft = newVersion(state, 'draft', (asked.steps as Step[]) ?? defaultSteps);
		const { createdAt, updatedAt } = draft;
		const workflow: StoredWorkflow = {
			id: newId('workflow'),
			seq: state.next(),
			name: asked.name,
			createdAt,
			updatedAt,
			draft,
			deployed: [],
		};
		state.workflows.set(workflow.id, workflow);
		tell('created', workflow);
		return workflowObject(workflow);
	});

	app.get<ById>('/workflows/:id', async ({ params }) =>
		workflowObject(findWorkflow(state, params.id)),
	);

	app.post<ById>('/workflows/:id', async ({ params, body }) => {
		const workflow = findWorkflow(state, params.id);
		const asked = parse(changeBody, body);
		if (asked.name) workflow.name = asked.name;
		if (asked.steps) workflow.draft = { ...workflow.draft, steps: asked.steps as Step[] };
		workflow.updatedAt = new Date().toISOString();
		return workflowObject(workflow);
	});

	app.get<ById>('/workflows/:id/versions', async (request) => {
		const { draft, deployed } = findWorkflow(state, request.params.id);
		const query = parse(z.object({ ...pageQuery, sortDir: sortQuery.sortDir }), request.query);
		const newest = page(deployed, query, state.behaviour.defaultPageSize);
		const { slice, ...rest } = newest;
		const first = query.nextPageToken ? [] : [draft];
		return { object: 'list', data: [...first, ...slice].map(versionSummary), ...rest };
	});

	app.post<ById>('/workflows/:id/versions', async ({ params, body }) => {
		const workflow = findWorkflow(state, params.id);
		const asked = parse(changeBody, body ?? {});
		const version = newVersion(
			state,
			String(workflow.deployed.length + 1),
			(asked.steps as Step[]) ?? workflow.draft.steps,
			asked.name ?? null,
		);
		workflow.deployed.push(version);
		tell('deployed', workflow);
		return versionObject(version);
	});

	app.get<{ Params: { id: string; version: string } }>(
		'/workflows/:id/versions/:version',
		async ({ params }) =>
			versionObject(findWorkflowVersion(findWorkflow(state, params.id), params.version)),
	);
}
