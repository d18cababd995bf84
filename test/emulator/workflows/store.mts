import { newId } from '../state/ids.mts';
import { notFound } from '../server/apiError.mts';
import type { State } from '../state/state.mts';

export interface Step {
	type: string;
	name: string;
	config?: { extractor?: { id: string; version?: string } };
	next?: Array<{ step: string }>;
}

export interface WorkflowVersion {
	id: string;
	seq: number;
	version: string;
	name: string | null;
	steps: Step[];
	createdAt: string;
	updatedAt: string;
}

/** A workflow of Extend. */
export interface StoredWorkflow {
	id: string;
	seq: number;
	name: string;
	createdAt: string;
	updatedAt: string;
	draft: WorkflowVersion;
	/** oldest first */
	deployed: WorkflowVersion[];
}

const createdBy = { type: 'api_key', name: 'emulator' };

export function newVersion(
	state: Pick<State, 'next'>,
	version: string,
	steps: Step[],
	name: string | null = null,
): WorkflowVersion {
	const at = new Date().toISOString();
	const id = newId('workflow_version');
	return { id, seq: state.next(), version, name, steps, createdAt: at, updatedAt: at };
}

export function findWorkflow(state: State, id: string): StoredWorkflow {
	const found = state.workflows.get(id);
	if (!found) throw notFound(`Workflow ${id}`);
	return found;
}

/** `which`: `draft`, a number or an ID; missing or `latest`: the newest deployed, else the draft. */
export function findWorkflowVersion(of: StoredWorkflow, which = 'latest'): WorkflowVersion {
	const { draft, deployed } = of;
	if (which === 'draft') return draft;
	if (which === 'latest') return deployed[deployed.length - 1] ?? draft;
	const found = deployed.find(({ id, version }) => id === which || version === which);
	if (!found) throw notFound(`Version ${which} of workflow ${of.id}`);
	return found;
}

export const workflowSummary = ({ id, name, createdAt, updatedAt }: StoredWorkflow) => ({
	object: 'workflow',
	id,
	name,
	createdAt,
	updatedAt,
	createdBy,
});

export const versionSummary = ({ id, version, name, createdAt }: WorkflowVersion) => ({
	object: 'workflow_version',
	id,
	version,
	name,
	createdAt,
	createdBy,
});

export const versionObject = (version: WorkflowVersion) => ({
	...versionSummary(version),
	steps: version.steps,
});

export const workflowObject = (workflow: StoredWorkflow) => ({
	...workflowSummary(workflow),
	draftVersion: versionObject(workflow.draft),
});
