/** The items of a run for all operations whose output is chosen as run, fields or rows. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { ExtendApiError } from '../../../shared/errors/apiError';
import type { InputError } from '../../../shared/errors/inputError';
import { requireInputError } from '../../../shared/errors/requireInputError';
import type { Run } from '../../../shared/http/responses';
import type { OutputSettings, RunItems } from '../../../shared/output/types';
import type { Judgement } from '../../../shared/output/judging/types';
import { toStringOrNull, type DocumentOrigin } from '../../../shared/output/runInfo';
import { getOwn } from '../../../shared/utils/objects';
import { toParagraph } from '../../../shared/utils/sentences';
import { stripPresignedUrls } from '../../../shared/output/presignedUrls';
import { runToItems } from '../../../shared/output/runToItems';
import type { ExecutionContext } from '../executionContext';
import { OUTPUT_MESSAGES } from './messages';

/** That of documents that need review: all items of a document go there together. */
const REVIEW_OUTPUT_INDEX = 1;

export type RunOutputSettings = Pick<OutputSettings, 'mode' | 'rowsField' | 'review' | 'shape'>;

/** The items of a run, and the hints about them. A run that is not complete comes out as it is. */
export function toRunItems(
	execution: ExecutionContext,
	run: Run,
	origin: DocumentOrigin & { isComplete: boolean },
	output: RunOutputSettings,
): INodeExecutionData[] {
	if (!origin.isComplete) return [{ json: stripPresignedUrls(run) }];
	const { items, hints, judgement } = shapeRun(run, origin, output);
	if (output.review?.onFailedCheck === 'error') raiseFailedChecks(run, origin, judgement);
	for (const hint of hints) execution.hints.add('note', hint);
	if (output.mode !== 'run' && items.some(needsReview)) execution.hints.add('needsReview');
	if (!output.review?.needsReviewOutput || judgement?.needsReview === false)
		return items.map((json) => ({ json }));
	// A run as Extend sent it has no reasons.
	if (output.mode === 'run') execution.hints.add('rawReview');
	return items.map((json) => ({ json, outputIndex: REVIEW_OUTPUT_INDEX }));
}

function needsReview({ _extend, extend_needs_review: column }: IDataObject): boolean {
	return column === true || getOwn(_extend, 'needsReview') === true;
}

function shapeRun(
	run: Run,
	{ fileName, sourceField, isReused }: DocumentOrigin,
	output: RunOutputSettings,
): RunItems {
	let inputError: InputError;
	try {
		return runToItems(run, { ...output, fileName, sourceField, isReused });
	} catch (error) {
		inputError = requireInputError(error);
	}
	throw noItemsError(run, inputError);
}

/** Throws ExtendApiError for a document that fails a check, when the settings ask for it. */
function raiseFailedChecks(
	run: Run,
	{ fileName }: DocumentOrigin,
	judgement: Judgement | undefined,
): void {
	const messages = (judgement?.failedChecks ?? []).map(({ message }) => message);
	if (messages.length === 0) return;
	const { id: runId } = run;
	const document = toStringOrNull(getOwn(run.file, 'name')) ?? fileName ?? runId;
	const checks = toParagraph(messages);
	const details = { ...getLinks(run), retryable: false };
	throw new ExtendApiError(
		'CHECK_FAILED',
		OUTPUT_MESSAGES.checkFailed({ document, checks, runId }),
		details,
	);
}

/** Has the run's ID, so that a result that cannot be given its shape is not lost. */
function noItemsError(run: Run, { message: reason, hint }: InputError): ExtendApiError {
	const message = OUTPUT_MESSAGES.noItems({ runId: run.id, reason, hint });
	return new ExtendApiError('INVALID_INPUT', message, getLinks(run));
}

function getLinks(run: Run) {
	return {
		runId: run.id,
		fileId: toStringOrNull(getOwn(run.file, 'id')) ?? undefined,
		dashboardUrl: toStringOrNull(run.dashboardUrl) ?? undefined,
	};
}
