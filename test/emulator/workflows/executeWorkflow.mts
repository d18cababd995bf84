import type { Extend } from 'extend-ai';
import { createId } from '../state/ids.mts';
import { serializeFileSummary } from '../resources/files.mts';
import { DownloadError, resolveFile, type FileInput } from '../resources/fileInput.mts';
import { createRun } from '../runs/createRun.mts';
import { extractRuns } from '../runs/kinds/extractRuns.mts';
import { parseRuns } from '../runs/kinds/parseRuns.mts';
import { serializeRun } from '../runs/serializeRun.mts';
import { createFailure } from '../runs/processRun.mts';
import type { ProvidedOutput, StepRun, WorkflowRecord } from '../runs/kinds/workflowRuns.mts';
import type { RunScript } from '../runs/runScripts.mts';
import type { State, StoredFile } from '../state/state.mts';
import { publishEvent } from '../webhooks/publishEvents.mts';
import type { Step } from './store.mts';

/** Values below this confidence require a review. */
const MIN_CONFIDENCE = 0.8;

function hasLowConfidence(output: unknown): boolean {
	const { metadata = {} } = (output ?? {}) as {
		metadata?: Record<string, { ocrConfidence?: number | null }>;
	};
	return Object.values(metadata).some(({ ocrConfidence }) => (ocrConfidence ?? 1) < MIN_CONFIDENCE);
}

class StepError extends Error {}

/** Those of the workflow, with those of the script before the review. */
function joinSteps(steps: Step[], scripted: Step[] = []): Step[] {
	const review = steps.findIndex(({ type }) => type === 'HUMAN_REVIEW');
	const at = review === -1 ? steps.length : review;
	return [...steps.slice(0, at), ...scripted, ...steps.slice(at)];
}

async function runStep(
	state: State,
	run: WorkflowRecord,
	step: Step,
	files: StoredFile[],
	provided: ProvidedOutput[],
): Promise<Record<string, unknown> | null> {
	if ('result' in step) return step.result as Record<string, unknown> | null;
	const origin = { source: 'WORKFLOW_RUN', sourceId: run.id, sync: true };
	const given = files.map(({ id }) => ({ id }));
	const input = given.length === 1 ? { file: given[0] } : { package: { files: given } };
	if (step.type === 'PARSE') {
		const parsed = createRun(state, parseRuns, { file: given[0] }, origin);
		await parsed.ended;
		return { parseRun: serializeRun(state, parseRuns, parsed) };
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
		throw new StepError(extracted.record.failureMessage ?? 'The extraction failed.');
	}
	return { extractRun: serializeRun(state, extractRuns, extracted) };
}

async function runSteps(
	state: State,
	run: WorkflowRecord,
	steps: Step[],
	files: StoredFile[],
	provided: ProvidedOutput[],
): Promise<string> {
	for (const step of steps) {
		if (step.type === 'TRIGGER') continue;
		const stepRun: StepRun = {
			object: 'workflow_step_run',
			id: createId('workflow_step_run'),
			workflowRunId: run.id,
			status: 'PROCESSING',
			files: files.map(serializeFileSummary),
			step: { object: 'workflow_step', id: `step_${step.name}`, name: step.name, type: step.type },
			stepType: step.type,
			result: null,
		};
		run.stepRuns.push(stepRun);
		if (step.type === 'HUMAN_REVIEW') {
			const isReviewRequested = (run.metadata as { review?: boolean } | null)?.review === true;
			const isUncertain = run.stepRuns.some(({ result }) =>
				hasLowConfidence((result?.extractRun as { output?: unknown } | undefined)?.output),
			);
			if (isReviewRequested || isUncertain) {
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
		publishEvent(state, 'workflow_run.step_run.processed', stepRun, [run.workflow.id]);
	}
	return 'PROCESSED';
}

/** Executes a workflow run. Never rejects: errors become FAILED runs. */
export async function executeWorkflow(
	state: State,
	run: WorkflowRecord,
	script: RunScript,
	steps: Step[],
	inputs: FileInput[],
	provided: ProvidedOutput[],
): Promise<Partial<WorkflowRecord>> {
	try {
		const files: StoredFile[] = [];
		for (const input of inputs) files.push(await resolveFile(state, input));
		run.files = files.map(serializeFileSummary);
		run.initialRunAt = new Date().toISOString();
		const reached = await runSteps(state, run, joinSteps(steps, script.steps), files, provided);
		const { status = reached, failureReason = null, failureMessage = null } = script;
		const endTime = status === 'NEEDS_REVIEW' ? null : new Date().toISOString();
		const usage = { credits: 3, totalCredits: 3 } as Extend.RunUsage;
		return { status, failureReason, failureMessage, endTime, usage } as Partial<WorkflowRecord>;
	} catch (error) {
		const reason =
			error instanceof DownloadError ? 'FAILED_TO_PROCESS_FILE' : 'DOCUMENT_PROCESSOR_ERROR';
		return createFailure(reason, (error as Error).message) as Partial<WorkflowRecord>;
	}
}
