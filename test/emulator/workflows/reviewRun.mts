import { publishEvent } from '../webhooks/publishEvents.mts';
import { findRun } from '../runs/routes.mts';
import type { WorkflowRecord } from '../runs/kinds/workflowRuns.mts';
import { invalidRequest } from '../server/apiError.mts';
import type { State } from '../state/state.mts';

/** The decision of a reviewer. */
export interface ReviewDecision {
	approve: boolean;
	/** new values by path, e.g. `line_items[0].amount` */
	changes?: Record<string, unknown>;
	/** reasons by path */
	notes?: Record<string, string>;
	/** email of the reviewer */
	by?: string;
	/** reason for a rejection */
	note?: string;
}

interface ExtractOutput {
	value: Record<string, unknown>;
	metadata?: Record<string, { citations?: Array<{ page?: { number?: number } }> }>;
}

const parsePath = (path: string) =>
	path.split(/[.[\]]/).flatMap((key) => (key === '' ? [] : /^\d+$/.test(key) ? Number(key) : key));

/** Replaces a value and returns the previous one. */
function replaceValue(value: unknown, path: string, next: unknown): unknown {
	const keys = parsePath(path);
	const last = keys.pop()!;
	let at = value as Record<string | number, any>;
	for (const key of keys) at = at[key];
	const before: unknown = at[last] ?? null;
	at[last] = next;
	return before;
}

function applyCorrections(
	extractRun: Record<string, unknown>,
	{ changes = {}, notes = {} }: ReviewDecision,
): void {
	const initial = extractRun.output as ExtractOutput;
	const reviewed = structuredClone(initial);
	const edits = Object.entries(changes).map(([path, editedValue]) => [
		path,
		{
			originalValue: replaceValue(reviewed.value, path, editedValue),
			editedValue,
			notes: notes[path] ?? null,
			page: initial.metadata?.[path]?.citations?.[0]?.page?.number ?? null,
			fieldType: editedValue === null ? null : typeof editedValue,
		},
	]);
	Object.assign(extractRun, {
		initialOutput: initial,
		reviewedOutput: reviewed,
		output: reviewed,
		reviewed: true,
		edited: edits.length > 0,
		edits: edits.length > 0 ? Object.fromEntries(edits) : null,
	});
}

/** Completes a review. Throws 400 if the run is not waiting for one. */
export function reviewRun(state: State, runId: string, decision: ReviewDecision): void {
	const run = findRun<WorkflowRecord>(state, 'workflow_run', runId);
	const { record } = run;
	if (record.status !== 'NEEDS_REVIEW') throw invalidRequest('The run does not wait for a review');
	for (const stepRun of record.stepRuns) {
		const extractRun = stepRun.result?.extractRun as Record<string, unknown> | undefined;
		if (extractRun) applyCorrections(extractRun, decision);
		if (stepRun.status === 'WAITING') stepRun.status = 'PROCESSED';
	}
	const at = new Date().toISOString();
	run.updatedAt = at;
	Object.assign(record, {
		status: decision.approve ? 'PROCESSED' : 'REJECTED',
		reviewed: true,
		reviewedByUser: decision.by ?? 'reviewer@example.com',
		reviewedAt: at,
		rejectionNote: decision.approve ? null : (decision.note ?? null),
		endTime: at,
	});
	const event = decision.approve ? 'completed' : 'rejected';
	publishEvent(state, `workflow_run.${event}`, record, [record.workflow.id]);
}
