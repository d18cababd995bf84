/** Run > Cancel: ends a run that is not done. */
import type { INodeProperties } from 'n8n-workflow';
import { unwrap } from '../../../shared/api/requests';
import { CALL_TIMEOUT_MS } from '../../../shared/http/timeouts';
import { clock } from '../../../shared/utils/clock';
import type { Run } from '../../../shared/http/responses';
import { ExtendApiError } from '../../../shared/errors/apiError';
import type { ApiErrorBody } from '../../../shared/http/outcome';
import { InputError } from '../../../shared/errors/inputError';
import { fetchRun } from '../../../shared/runs/runRequests';
import { stripPresignedUrls } from '../../../shared/output/runToItems';
import { simplifyRunSummary } from '../../../shared/output/runSummary';
import type { ApiClient } from '../../../shared/http/client';
import { readParameter } from '../../parameters/common/readParameter';
import { readRunRef, runRefProperties, type RunRef } from '../../parameters/reference/runReference';
import { readSimple, simpleProperty } from '../../parameters/output/simplify';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';

export const description: INodeProperties[] = [...runRefProperties, simpleProperty];

/** One job per item. */
export async function plan({ context, api }: ExecutionContext, itemIndex: number): Promise<Job[]> {
	const ref = readRunRef(context, itemIndex);
	readParameter(context, itemIndex, 'Run ID', () => {
		if (ref.kind.cancel === 'run') return;
		const what = `Extend cannot cancel an ${ref.kind.label}`;
		throw new InputError({ message: what, hint: 'Wait until it is done, and delete it then.' });
	});
	const simple = readSimple(context, itemIndex);
	const run = async () => {
		const cancelled = await cancel(api, ref);
		return [{ json: simple ? simplifyRunSummary(cancelled) : stripPresignedUrls(cancelled) }];
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}

/** The cancelled run. Throws ExtendApiError when Extend does not cancel it. */
async function cancel(api: ApiClient, { kind, id }: RunRef): Promise<Run> {
	const deadline = clock.now() + CALL_TIMEOUT_MS;
	const outcome = await api.send({
		method: 'POST',
		path: `${kind.path}/${encodeURIComponent(id)}/cancel`,
		body: {},
		idempotent: true,
		deadline,
	});
	const refused = outcome.kind === 'rejected' && [400, 409, 422].includes(getStatus(outcome));
	if (!refused) return unwrap(outcome, `cancelling the ${kind.label} ${id}`, { runId: id }) as Run;

	const run = await fetchRun(api, kind, id, deadline);
	// Nothing is left to do; the answer to an earlier try may have been lost.
	if (run.status === 'CANCELLED' || run.status === 'CANCELLING') return run;
	throw notCancelledError({ kind, id }, run, outcome.error);
}

function getStatus({ error }: { error: ApiErrorBody }): number {
	return error.httpCode ?? 0;
}

function notCancelledError({ kind, id }: RunRef, run: Run, problem: ApiErrorBody): ExtendApiError {
	return new ExtendApiError(
		problem.code,
		{
			message: `The ${kind.label} ${id} was not cancelled: its status is ${run.status}`,
			hint: [
				problem.message,
				'Only a run that is not done yet can be cancelled. Read its result with Run > Get.',
			]
				.filter((text) => text !== '')
				.join(' — '),
		},
		{
			httpCode: problem.httpCode,
			requestId: problem.requestId,
			runId: id,
			dashboardUrl: typeof run.dashboardUrl === 'string' ? run.dashboardUrl : undefined,
			retryable: false,
		},
	);
}
