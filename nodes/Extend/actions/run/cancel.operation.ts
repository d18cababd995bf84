/** Run > Cancel: ends a run that is not done. */
import type { INodeProperties } from 'n8n-workflow';
import { answered, CALL_TIMEOUT_MS } from '../../../shared/calls';
import { clock } from '../../../shared/clock';
import type { Run } from '../../../shared/contract';
import { ExtendProblem } from '../../../shared/errors';
import type { ApiProblem } from '../../../shared/outcome';
import { InputProblem } from '../../../shared/problems';
import { fetchRun } from '../../../shared/runCalls';
import { withoutPresignedUrls } from '../../../shared/runItems';
import { simplifyRunSummary } from '../../../shared/runSummary';
import type { Api } from '../../../shared/transport';
import { readParameter } from '../../fields/problem';
import { readRunRef, runRefProperties, type RunRef } from '../../fields/runRef';
import { readSimple, simpleProperty } from '../../fields/simple';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';

export const description: INodeProperties[] = [...runRefProperties, simpleProperty];

/** One job per item. */
export async function plan({ context, api }: NodeRun, itemIndex: number): Promise<Job[]> {
	const ref = readRunRef(context, itemIndex);
	readParameter(context, itemIndex, 'Run ID', () => {
		if (ref.kind.cancel === 'run') return;
		const what = `Extend cannot cancel an ${ref.kind.label}`;
		throw new InputProblem('', what, 'Wait until it is done, and delete it then.');
	});
	const simple = readSimple(context, itemIndex);
	const run = async () => {
		const cancelled = await cancel(api, ref);
		return [{ json: simple ? simplifyRunSummary(cancelled) : withoutPresignedUrls(cancelled) }];
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}

/** The cancelled run. Throws ExtendProblem when Extend does not cancel it. */
async function cancel(api: Api, { kind, id }: RunRef): Promise<Run> {
	const deadline = clock.now() + CALL_TIMEOUT_MS;
	const outcome = await api.send({
		method: 'POST',
		path: `${kind.path}/${encodeURIComponent(id)}/cancel`,
		body: {},
		policy: 'read',
		deadline,
	});
	const refused = outcome.kind === 'refused' && [400, 409, 422].includes(codeOf(outcome));
	if (!refused)
		return answered(outcome, `cancelling the ${kind.label} ${id}`, { runId: id }) as Run;

	const run = await fetchRun(api, kind, id, deadline);
	// Nothing is left to do; the answer to an earlier try may have been lost.
	if (run.status === 'CANCELLED' || run.status === 'CANCELLING') return run;
	throw notCancelled({ kind, id }, run, outcome.problem);
}

function codeOf({ problem }: { problem: ApiProblem }): number {
	return problem.httpCode ?? 0;
}

function notCancelled({ kind, id }: RunRef, run: Run, problem: ApiProblem): ExtendProblem {
	return new ExtendProblem({
		code: problem.code,
		message: `The ${kind.label} ${id} was not cancelled: its status is ${run.status}`,
		description: [
			problem.message,
			'Only a run that is not done yet can be cancelled. Read its result with Run > Get.',
		]
			.filter((text) => text !== '')
			.join(' — '),
		httpCode: problem.httpCode,
		requestId: problem.requestId,
		runId: id,
		dashboardUrl: typeof run.dashboardUrl === 'string' ? run.dashboardUrl : undefined,
		retryable: false,
	});
}
