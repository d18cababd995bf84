import { z } from 'zod';
import type { Extend } from 'extend-ai';
import type { RunRecord } from '../lifecycle.mts';
import { sortQuery } from '../../server/pagination.mts';
import { invalid } from '../../server/apiError.mts';
import { checkInput, fileInput, type FileInput } from '../../resources/fileInput.mts';
import type { State } from '../../state/state.mts';
import { parse } from '../../validation/parseRequest.mts';
import {
	findWorkflow,
	findWorkflowVersion,
	versionSummary,
	workflowSummary,
} from '../../workflows/store.mts';
import { doWorkflow } from '../../workflows/executeWorkflow.mts';
import type { RunKind } from '../types.mts';
import { runFilters } from '../listRuns.mts';
import { checkMetadata } from '../metadata.mts';

/** A workflow run as it is kept: without `file`, which others have. */
export type WorkflowRecord = Omit<Extend.WorkflowRun, 'metadata' | 'stepRuns'> &
	RunRecord & { stepRuns: StepRun[] };

export interface StepRun {
	object: 'workflow_step_run';
	id: string;
	workflowRunId: string;
	status: string;
	files: Extend.FileSummary[];
	step: { object: 'workflow_step'; id: string; name: string; type: string };
	stepType: string;
	result: Record<string, unknown> | null;
}

/** A result that is known beforehand. */
export interface Provided {
	processorId: string;
	output: Record<string, unknown>;
}

const body = z.object({
	workflow: z.object({ id: z.string(), version: z.string().optional() }),
	file: fileInput.optional(),
	package: z.object({ files: z.array(fileInput).min(2).max(50) }).optional(),
	outputs: z
		.array(z.object({ processorId: z.string(), output: z.record(z.string(), z.unknown()) }))
		.optional(),
	priority: z.number().min(1).max(100).optional(),
	metadata: z.record(z.string(), z.unknown()).optional(),
	secrets: z.record(z.string(), z.string()).optional(),
});

function inputsOf(
	state: State,
	{ file, package: several, outputs }: z.infer<typeof body>,
): FileInput[] {
	if (!file === !several) throw invalid('Exactly one of file and package must be provided');
	if (file) {
		checkInput(state, file, 'file', true);
		return [file];
	}
	if (outputs) throw invalid('Outputs cannot be given with a package', 'outputs');
	const { files } = several!;
	files.forEach((one, i) => checkInput(state, one, `package.files.${i}`, false));
	const names = files.map(({ id, url }) => id ?? url);
	if (new Set(names).size < names.length) throw invalid('Files must not repeat', 'package.files');
	return files;
}

/** `/workflow_runs`. */
export const workflowRuns: RunKind<WorkflowRecord> = {
	kind: 'workflow_run',
	prefix: 'workflow_run',
	path: '/workflow_runs',
	cancel: true,
	list: {
		query: z.object({
			...runFilters,
			...sortQuery,
			status: z.string().optional(),
			workflowId: z.string().optional(),
		}),
		without: ['metadata', 'stepRuns', 'failureReason', 'failureMessage', 'reviewed'],
		fits: ({ record }, { workflowId }) => !workflowId || record.workflow.id === workflowId,
		more: ({ createdAt, updatedAt }) => ({ createdAt, updatedAt }),
	},
	want(state, data, { batchId }) {
		const request = parse(body, data);
		const workflow = findWorkflow(state, request.workflow.id);
		const version = findWorkflowVersion(workflow, request.workflow.version);
		const inputs = inputsOf(state, request);
		const metadata = checkMetadata(request.metadata) ?? {};
		return {
			inputs,
			record: ({ id, status }, at) => ({
				object: 'workflow_run',
				id,
				workflow: workflowSummary(workflow) as unknown as Extend.WorkflowSummary,
				workflowVersion: versionSummary(version) as unknown as Extend.WorkflowVersionSummary,
				dashboardUrl: `https://dashboard.extend.ai/workflows/${id}`,
				status: status as Extend.WorkflowRunStatus,
				metadata,
				batchId: batchId ?? null,
				files: [],
				failureReason: null,
				failureMessage: null,
				initialRunAt: null,
				reviewedByUser: null,
				reviewed: false,
				rejectionNote: null,
				reviewedAt: null,
				startTime: at,
				endTime: null,
				stepRuns: [],
				usage: null,
			}),
			work: (run, script) =>
				doWorkflow(
					state,
					run,
					script,
					version.steps,
					inputs,
					(request.outputs ?? []) as Provided[],
				),
		};
	},
};
