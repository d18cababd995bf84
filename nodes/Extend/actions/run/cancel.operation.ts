/** Run > Cancel: ends a run that is not done. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { unwrapObject } from '../../../shared/api/requests';
import { CALL_TIMEOUT_MS } from '../../../shared/http/timeouts';
import { clock } from '../../../shared/utils/clock';
import type { Run } from '../../../shared/http/responses';
import { ExtendApiError } from '../../../shared/errors/apiError';
import type { ApiErrorBody } from '../../../shared/http/outcome';
import { InputError } from '../../../shared/errors/inputError';
import { fetchRun } from '../../../shared/runs/runRequests';
import { stripPresignedUrls } from '../../../shared/output/presignedUrls';
import { simplifyRunSummary } from '../../../shared/output/runSummary';
import type { ApiClient } from '../../../shared/http/client';
import { joinSentences, toLine } from '../../../shared/utils/sentences';
import { readRunRef, runRefProperties, type RunRef } from '../../parameters/reference/runReference';
import { readSimple, simpleProperty } from '../../parameters/output/simplify';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import { ACTION_MESSAGES, OPERATION_ACTIONS } from '../messages';
import { encodePathPart } from '../../../shared/utils/urlPath';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const description: INodeProperties[] = [...runRefProperties, simpleProperty];

/** One job per item. */
export function plan({ api }: ExecutionContext, params: ItemParameters): Job[] {
	const ref = readRunRef(params);
	params.check('Run ID', () => {
		if (ref.kind.cancel === 'run') return;
		throw new InputError(ACTION_MESSAGES.notCancelable({ kind: ref.kind.label }));
	});
	const simple = readSimple(params);
	const run = async () => {
		const cancelled = await cancel(api, ref);
		return [{ json: simple ? simplifyRunSummary(cancelled) : stripPresignedUrls(cancelled) }];
	};
	return [{ itemIndexes: [params.itemIndex], run }];
}

/** The cancelled run. Throws ExtendApiError when Extend does not cancel it. */
async function cancel(api: ApiClient, { kind, id }: RunRef): Promise<IDataObject> {
	const deadline = clock.now() + CALL_TIMEOUT_MS;
	const outcome = await api.send({
		method: 'POST',
		path: `${kind.path}/${encodePathPart(id)}/cancel`,
		body: {},
		idempotent: true,
		deadline,
	});
	const isRefused = outcome.kind === 'rejected' && isFinalRunError(outcome.error);
	if (!isRefused)
		return unwrapObject(outcome, OPERATION_ACTIONS.cancelRun({ kind: kind.label, id }), {
			runId: id,
		});

	const run = await fetchRun(api, kind, id, deadline);
	// Nothing is left to do; the response to an earlier attempt may have been lost.
	if (run.status === 'CANCELLED' || run.status === 'CANCELLING') return run;
	throw notCancelledError({ kind, id }, run, outcome.error);
}

/** Extend's response for a run that has finished. One of a proxy says nothing about the run. */
function isFinalRunError({ code, httpCode = 0 }: ApiErrorBody): boolean {
	return [400, 409, 422].includes(httpCode) && code !== 'BAD_ANSWER';
}

function notCancelledError({ kind, id }: RunRef, run: Run, error: ApiErrorBody): ExtendApiError {
	const values = { kind: kind.label, runId: id, status: run.status };
	const { message, hint } = ACTION_MESSAGES.notCancelled(values);
	const description = joinSentences(toLine(error.message), hint);
	return new ExtendApiError(
		error.code,
		{ message, hint: description },
		{
			httpCode: error.httpCode,
			requestId: error.requestId,
			runId: id,
			dashboardUrl: typeof run.dashboardUrl === 'string' ? run.dashboardUrl : undefined,
			retryable: false,
		},
	);
}
