import { z } from 'zod';
import type { Extend } from 'extend-ai';
import type { RunRecord } from '../lifecycle.mts';
import { sortQueryFields } from '../../server/pagination.mts';
import { invalidRequest } from '../../server/apiError.mts';
import { validateFileInput, fileInputSchema, type FileInput } from '../../resources/fileInput.mts';
import type { State } from '../../state/state.mts';
import { parseRequest } from '../../validation/parseRequest.mts';
import {
	findWorkflow,
	findWorkflowVersion,
	serializeWorkflowVersionSummary,
	serializeWorkflowSummary,
} from '../../workflows/store.mts';
import { executeWorkflow } from '../../workflows/executeWorkflow.mts';
import type { RunKind } from '../types.mts';
import { createFilterSchema } from '../filterValues.mts';
import { runFilterFields } from '../listRuns.mts';
import { normalizeMetadata } from '../metadata.mts';

/** A stored workflow run. Unlike other runs it has no `file`. */
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

/** A result that the request supplies for a processor. */
export interface ProvidedOutput {
	processorId: string;
	output: Record<string, unknown>;
}

const splitItemSchema = z
	.object({
		classificationId: z.string(),
		type: z.string(),
		startPage: z.number().int().min(1),
		endPage: z.number().int().min(1),
	})
	.strict();
/** A result that a request supplies: ProvidedProcessorOutput. */
export const providedOutputSchema = z.union([
	z.object({ value: z.record(z.string(), z.unknown()).optional() }).strict(),
	z.object({ id: z.string(), type: z.string() }).strict(),
	z.object({ splits: z.array(splitItemSchema) }).strict(),
]);

const bodySchema = z
	.object({
		workflow: z.object({ id: z.string(), version: z.string().optional() }).strict(),
		file: fileInputSchema.optional(),
		package: z
			.object({ files: z.array(fileInputSchema).min(2).max(50) })
			.strict()
			.optional(),
		outputs: z
			.array(z.object({ processorId: z.string(), output: providedOutputSchema }).strict())
			.optional(),
		priority: z.number().min(1).max(100).optional(),
		metadata: z.record(z.string(), z.unknown()).optional(),
		// The values may be anything (SDK: Record<string, unknown>).
		secrets: z.record(z.string(), z.unknown()).optional(),
	})
	.strict();

function collectInputs(
	state: State,
	{ file, package: several, outputs }: z.infer<typeof bodySchema>,
): FileInput[] {
	if (!file === !several) throw invalidRequest('Exactly one of file and package must be provided');
	if (file) {
		validateFileInput(state, file, 'file', true);
		return [file];
	}
	if (outputs) throw invalidRequest('Outputs cannot be given with a package', 'outputs');
	const { files } = several!;
	files.forEach((one, i) => validateFileInput(state, one, `package.files.${i}`, false));
	const names = files.map(({ id, url }) => id ?? url);
	if (new Set(names).size < names.length)
		throw invalidRequest('Files must not repeat', 'package.files');
	return files;
}

/** `/workflow_runs`. */
export const workflowRuns: RunKind<WorkflowRecord> = {
	kind: 'workflow_run',
	prefix: 'workflow_run',
	path: '/workflow_runs',
	body: bodySchema,
	cancellable: ['PROCESSING', 'PENDING'],
	list: {
		query: z
			.object({
				...runFilterFields,
				...sortQueryFields,
				status: createFilterSchema('workflowRunStatus'),
				workflowId: z.string().optional(),
			})
			.strict(),
		omittedKeys: ['metadata', 'stepRuns', 'failureReason', 'failureMessage', 'reviewed'],
		matches: ({ record }, { workflowId }) => !workflowId || record.workflow.id === workflowId,
		extraKeys: ({ createdAt, updatedAt }) => ({ createdAt, updatedAt }),
	},
	prepare(state, data, { batchId }) {
		const request = parseRequest(bodySchema, data);
		const workflow = findWorkflow(state, request.workflow.id);
		const version = findWorkflowVersion(workflow, request.workflow.version);
		const inputs = collectInputs(state, request);
		const metadata = normalizeMetadata(request.metadata) ?? {};
		return {
			inputs,
			record: ({ id, status }, at) => ({
				object: 'workflow_run',
				id,
				workflow: serializeWorkflowSummary(workflow) as Extend.WorkflowSummary,
				workflowVersion: serializeWorkflowVersionSummary(version) as Extend.WorkflowVersionSummary,
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
			process: (run, script) =>
				executeWorkflow(
					state,
					run,
					script,
					version.steps,
					inputs,
					(request.outputs ?? []) as ProvidedOutput[],
				),
		};
	},
};
