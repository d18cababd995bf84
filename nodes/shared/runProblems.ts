/** The problems that a run can end with, as sentences with the run's ID and link. */
import type { Run } from './contract';
import { apiProblem, ExtendProblem, type ProblemDetails } from './errors';
import type { RunKind } from './runKinds';
import { safeText } from './text';

/** Failure reasons that may go away by themselves (Extend docs: error handling). */
const RETRYABLE = [
	'INTERNAL_ERROR',
	'FAILED_TO_PROCESS_FILE',
	'PARSING_ERROR',
	'PRE_PROCESSING_FAILURE',
	'POST_PROCESSING_FAILURE',
	'OCR_ERROR',
	'DOCUMENT_PROCESSOR_ERROR',
];

/** Why a run gives no result, or undefined when it does (also for statuses that are not known to us). */
export function failureOf(run: Run, kind: RunKind): ExtendProblem | undefined {
	if (run.status !== 'FAILED' && run.status !== 'CANCELLED') return undefined;
	const file = run.file as { id?: unknown } | null | undefined;
	const more = { ...whereIs(run), fileId: textOf(file?.id) };
	if (run.status === 'CANCELLED') {
		return new ExtendProblem({
			code: 'CANCELLED',
			message: `The ${kind.label} ${run.id} was cancelled`,
			description: 'It was cancelled in Extend. Run the workflow again to start it anew.',
			...more,
		});
	}
	const code = safeText(textOf(run.failureReason) ?? 'FAILED');
	const message = safeText(textOf(run.failureMessage) ?? '');
	const retryable = RETRYABLE.includes(code);
	return apiProblem({ code, message, retryable }, `processing ${kind.label} ${run.id}`, more);
}

/** The item's time was over. Without a run it is not known whether one was started. */
export function timeoutProblem(
	kind: RunKind,
	{ run, cancelled, fileId }: { run?: Partial<Run>; cancelled?: boolean; fileId?: string },
): ExtendProblem {
	if (!run) {
		return new ExtendProblem({
			code: 'TIMEOUT',
			message: `The time for this item was over before Extend confirmed the ${kind.label}`,
			description: `Raise 'Timeout' under Options. The ${kind.label} may have been started: look in the Extend dashboard before you run the workflow again.`,
			retryable: true,
			fileId,
		});
	}
	const status = run.status === undefined ? '' : ` (last status: ${run.status})`;
	return new ExtendProblem({
		code: 'TIMEOUT',
		message: `The ${kind.label} ${run.id} was not done when the time for this item was over${status}`,
		description: cancelled
			? "It was cancelled. Raise 'Timeout' under Options and run the workflow again."
			: "It goes on in Extend and its result can be fetched later by its ID. Raise 'Timeout' under Options to wait longer.",
		retryable: true,
		fileId,
		...whereIs(run),
	});
}

/** Nothing tells whether the run was started, and it may not be started again. */
export function lostProblem(kind: RunKind, fileId?: string): ExtendProblem {
	return new ExtendProblem({
		code: 'NO_ANSWER',
		message: kind.search
			? `No answer came from Extend while starting the ${kind.label}, and no run could be found`
			: `No answer came from Extend while starting the ${kind.label}, and there is no way to look for it`,
		description: `The ${kind.label} may have been started and billed, so it was not started again. Look in the Extend dashboard; if there is none, run the workflow again.`,
		retryable: false,
		fileId,
	});
}

function whereIs(run: Partial<Run>): Partial<ProblemDetails> {
	return { runId: run.id, dashboardUrl: textOf(run.dashboardUrl) };
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
