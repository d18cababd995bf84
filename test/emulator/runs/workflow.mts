import { z } from 'zod';
import type { Extend } from 'extend-ai';
import { newId } from '../ids.mts';
import type { RunRecord } from '../life.mts';
import { sortQuery } from '../paging.mts';
import { invalid } from '../problem.mts';
import { fileSummary } from '../resources/files.mts';
import {
	Unreachable,
	checkInput,
	fileInput,
	obtain,
	type FileInput,
} from '../resources/sources.mts';
import type { RunScript } from '../scripts.mts';
import type { State, StoredFile } from '../state.mts';
import { parse } from '../validate.mts';
import { announce } from '../webhooks/announce.mts';
import {
	findWorkflow,
	findWorkflowVersion,
	versionSummary,
	workflowSummary,
	type Step,
} from '../workflows/store.mts';
import { createRun } from './create.mts';
import { extractRuns } from './extract.mts';
import type { RunKind } from './kind.mts';
import { runFilters } from './list.mts';
import { checkMetadata } from './metadata.mts';
import { parseRuns } from './parse.mts';
import { runObject } from './views.mts';
import { failure } from './work.mts';

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

interface Provided {
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

/** Below this a value is doubtful and a person looks at the run. */
const sureFrom = 0.8;

function isDoubtful(output: unknown): boolean {
	const { metadata = {} } = (output ?? {}) as {
		metadata?: Record<string, { ocrConfidence?: number | null }>;
	};
	return Object.values(metadata).some(({ ocrConfidence }) => (ocrConfidence ?? 1) < sureFrom);
}

/** Runs the steps over the files, one after the other. Throws a Failed step. */
class StepFailed extends Error {}

async function runStep(
	state: State,
	run: WorkflowRecord,
	step: Step,
	files: StoredFile[],
	provided: Provided[],
): Promise<Record<string, unknown> | null> {
	const origin = { source: 'WORKFLOW_RUN', sourceId: run.id, sync: true };
	const given = files.map(({ id }) => ({ id }));
	const input = given.length === 1 ? { file: given[0] } : { package: { files: given } };
	if (step.type === 'PARSE') {
		const parsed = createRun(state, parseRuns, { file: given[0] }, origin);
		await parsed.ended;
		return { parseRun: runObject(state, parseRuns, parsed) };
	}
	if (step.type !== 'EXTRACT') return null;
	const known = provided.find(({ processorId }) => processorId === step.config?.extractor?.id);
	const { extractor } = step.config ?? {};
	const extracted = createRun(state, extractRuns, { ...input, extractor }, origin);
	await extracted.ended;
	if (known)
		Object.assign(extracted.record, {
			status: 'PROCESSED',
			output: { metadata: {}, ...known.output },
		});
	if (extracted.record.status !== 'PROCESSED') {
		throw new StepFailed(extracted.record.failureMessage ?? 'The extraction failed.');
	}
	return { extractRun: runObject(state, extractRuns, extracted) };
}

async function runSteps(
	state: State,
	run: WorkflowRecord,
	steps: Step[],
	files: StoredFile[],
	provided: Provided[],
): Promise<string> {
	for (const step of steps) {
		if (step.type === 'TRIGGER') continue;
		const stepRun: StepRun = {
			object: 'workflow_step_run',
			id: newId('workflow_step_run'),
			workflowRunId: run.id,
			status: 'PROCESSING',
			files: files.map(fileSummary),
			step: { object: 'workflow_step', id: `step_${step.name}`, name: step.name, type: step.type },
			stepType: step.type,
			result: null,
		};
		run.stepRuns.push(stepRun);
		if (step.type === 'HUMAN_REVIEW') {
			const wanted = (run.metadata as { review?: boolean } | null)?.review === true;
			const doubtful = run.stepRuns.some(({ result }) =>
				isDoubtful((result?.extractRun as { output?: unknown } | undefined)?.output),
			);
			if (wanted || doubtful) {
				stepRun.status = 'WAITING';
				return 'NEEDS_REVIEW';
			}
			stepRun.status = 'PROCESSED';
			continue;
		}
		try {
			stepRun.result = await runStep(state, run, step, files, provided);
			stepRun.status = 'PROCESSED';
		} catch (error) {
			stepRun.status = 'FAILED';
			throw error;
		}
		announce(state, 'workflow_run.step_run.processed', stepRun, [run.workflow.id]);
	}
	return 'PROCESSED';
}

async function doWorkflow(
	state: State,
	run: WorkflowRecord,
	script: RunScript,
	steps: Step[],
	inputs: FileInput[],
	provided: Provided[],
): Promise<Partial<WorkflowRecord>> {
	try {
		const files: StoredFile[] = [];
		for (const input of inputs) files.push(await obtain(state, input));
		run.files = files.map(fileSummary);
		run.initialRunAt = new Date().toISOString();
		const reached = await runSteps(state, run, steps, files, provided);
		const { status = reached, failureReason = null, failureMessage = null } = script;
		const endTime = status === 'NEEDS_REVIEW' ? null : new Date().toISOString();
		const usage = { credits: 3, totalCredits: 3 } as Extend.RunUsage;
		return { status, failureReason, failureMessage, endTime, usage } as Partial<WorkflowRecord>;
	} catch (error) {
		const reason =
			error instanceof Unreachable ? 'FAILED_TO_PROCESS_FILE' : 'DOCUMENT_PROCESSOR_ERROR';
		return failure(reason, (error as Error).message) as Partial<WorkflowRecord>;
	}
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
