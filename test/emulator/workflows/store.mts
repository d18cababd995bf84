import { createId } from '../state/ids.mts';
import { notFound } from '../server/apiError.mts';
import type { State } from '../state/state.mts';

export interface Step {
	type: string;
	name: string;
	config?: { extractor?: { id: string; version?: string } };
	next?: Array<{ step: string }>;
	/** of a step that a script adds */
	result?: unknown;
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

/** An Extend workflow. */
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

const CREATED_BY = { type: 'api_key', name: 'emulator' };

export function createWorkflowVersion(
	state: Pick<State, 'nextSequence'>,
	version: string,
	steps: Step[],
	name: string | null = null,
): WorkflowVersion {
	const at = new Date().toISOString();
	const id = createId('workflow_version');
	return { id, seq: state.nextSequence(), version, name, steps, createdAt: at, updatedAt: at };
}

export function findWorkflow(state: State, id: string): StoredWorkflow {
	const found = state.workflows.get(id);
	if (!found) throw notFound(`Workflow ${id}`);
	return found;
}

/**
 * `which` is `draft`, a version number or a version ID. Default or `latest`: the newest deployed version,
 * otherwise the draft.
 */
export function findWorkflowVersion(workflow: StoredWorkflow, which = 'latest'): WorkflowVersion {
	const { draft, deployed } = workflow;
	if (which === 'draft') return draft;
	if (which === 'latest') return deployed[deployed.length - 1] ?? draft;
	const found = deployed.find(({ id, version }) => id === which || version === which);
	if (!found) throw notFound(`Version ${which} of workflow ${workflow.id}`);
	return found;
}

export const serializeWorkflowSummary = ({ id, name, createdAt, updatedAt }: StoredWorkflow) => ({
	object: 'workflow',
	id,
	name,
	createdAt,
	updatedAt,
	createdBy: CREATED_BY,
});

export const serializeWorkflowVersionSummary = ({
	id,
	version,
	name,
	createdAt,
}: WorkflowVersion) => ({
	object: 'workflow_version',
	id,
	version,
	name,
	createdAt,
	createdBy: CREATED_BY,
});

export const serializeWorkflowVersion = (version: WorkflowVersion) => ({
	...serializeWorkflowVersionSummary(version),
	steps: version.steps,
});

export const serializeWorkflow = (workflow: StoredWorkflow) => ({
	...serializeWorkflowSummary(workflow),
	draftVersion: serializeWorkflowVersion(workflow.draft),
});
