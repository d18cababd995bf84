/** The errors that a run can end with, with its ID and link. */
import { ExtendApiError, toApiError, type ErrorDetails } from '../errors/apiError';
import type { ErrorCode } from '../errors/codeMessages';
import type { ApiErrorBody } from '../http/outcome';
import type { Run, RunStatus } from '../http/responses';
import { getOwn, toOpen } from '../utils/objects';
import { sanitizeText, toNonEmptyText } from '../utils/sanitize';
import { joinSentences } from '../utils/sentences';
import type { RunKind } from './kinds';
import { RUN_ACTIONS, RUN_MESSAGES } from './messages';

/** Failure reasons that may go away by themselves (Extend docs: error handling). */
const RETRYABLE: readonly ErrorCode[] = [
	'INTERNAL_ERROR',
	'PARSING_ERROR',
	'PRE_PROCESSING_FAILURE',
	'POST_PROCESSING_FAILURE',
	'OCR_ERROR',
	'DOCUMENT_PROCESSOR_ERROR',
];

/** Why a run has no result, or undefined when it has one (also for statuses that are not known to us). */
export function getRunError(run: Run, kind: RunKind): ExtendApiError | undefined {
	const status: RunStatus = toOpen(run.status.toUpperCase());
	if (status !== 'CANCELLED' && status !== 'FAILED' && !isSilentFailure(run, status))
		return undefined;
	const details = {
		...getRunLinks(run),
		fileId: toNonEmptyText(getOwn(run.file, 'id')),
		fileName: toNonEmptyText(getOwn(run.file, 'name')),
	};
	const values = { kind: kind.label, runId: run.id };
	if (status === 'CANCELLED') {
		return new ExtendApiError('CANCELLED', RUN_MESSAGES.cancelled(values), details);
	}
	const reason = sanitizeText(toNonEmptyText(run.failureReason) ?? '');
	const code: ErrorCode = reason === '' ? 'FAILED' : toOpen(reason);
	const message = sanitizeText(toNonEmptyText(run.failureMessage) ?? '');
	const retryable = RETRYABLE.includes(code);
	return toApiError({ code, message, retryable }, RUN_ACTIONS.process(values), details);
}

/** A run with a failure reason and without a result has failed, whatever its status. */
function isSilentFailure({ failureReason, output }: Run, status: RunStatus): boolean {
	if (status === 'NEEDS_REVIEW' || status === 'REJECTED') return false;
	return toNonEmptyText(failureReason) !== undefined && (output === undefined || output === null);
}

/** The item's time is over. Without a run it is not known whether one was started. */
export function timeoutError(
	kind: RunKind,
	{ run, cancelled, fileId }: { run?: Partial<Run>; cancelled?: boolean; fileId?: string },
): ExtendApiError {
	if (!run) {
		const message = RUN_MESSAGES.timeoutBeforeStart({ kind: kind.label });
		return new ExtendApiError('TIMEOUT', message, { retryable: true, fileId });
	}
	const values = { kind: kind.label, runId: String(run.id) };
	const { status } = run;
	const { message, hint } = cancelled
		? RUN_MESSAGES.timeoutCancelled(values)
		: RUN_MESSAGES.timeout(values);
	return new ExtendApiError(
		'TIMEOUT',
		{
			message,
			hint: joinSentences(status === undefined ? '' : RUN_MESSAGES.lastStatus({ status }), hint),
		},
		{ retryable: true, fileId, ...getRunLinks(run) },
	);
}

/** The item's time is over, and a rate limit kept the node from looking at the run in the end. */
export function limitedReadError(kind: RunKind, run: Run, error: ApiErrorBody): ExtendApiError {
	const action = RUN_ACTIONS.readRun({ kind: kind.label, runId: run.id });
	return toApiError(error, action, getRunLinks(run));
}

/** It is unknown whether the run was started, and it may not be started again. */
export function indeterminateStartError(kind: RunKind, fileId?: string): ExtendApiError {
	const values = { kind: kind.label };
	const message = kind.recovery
		? RUN_MESSAGES.notFoundAfterStart(values)
		: RUN_MESSAGES.notSearchable(values);
	return new ExtendApiError('NO_ANSWER', message, { retryable: false, fileId });
}

/** The response to a read is not a run. */
export function noRunError(action: string, runId: string): ExtendApiError {
	const { noRun: message } = RUN_MESSAGES;
	return toApiError({ code: 'BAD_ANSWER', message, retryable: true }, action, { runId });
}

function getRunLinks(run: Partial<Run>): Partial<ErrorDetails> {
	return { runId: run.id, dashboardUrl: toWebLink(run.dashboardUrl) };
}

/** Only what leads to a web page becomes a link in an error. */
function toWebLink(value: unknown): string | undefined {
	const text = toNonEmptyText(value);
	return text !== undefined && /^https?:\/\//.test(text) ? sanitizeText(text) : undefined;
}
