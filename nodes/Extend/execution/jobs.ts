/** The jobs of all items: planned one after the other, run in a pool, with their results in order. */
import { ExtendApiError } from '../../shared/errors/apiError';
import { checkCredential } from '../../shared/errors/checkCredential';
import { getErrorItemIndex } from '../../shared/errors/documentError';
import { toNodeError } from '../../shared/errors/toNodeError';
import { ItemParameters } from '../../shared/parameters/nodeParameters';
import type { NonEmpty } from '../../shared/utils/objects';
import { runPool } from '../../shared/utils/async/concurrency';
import { readConcurrency, type ExecutionContext } from './executionContext';
import { createJobsLimit } from './jobsLimit';
import {
	getItemIndexes,
	type ItemIndexes,
	type Job,
	type JobResult,
	type Operation,
} from './types';

/** The jobs of all items in order. Wrong input becomes a job that fails, or is thrown when errors stop the node. */
export async function planJobs(execution: ExecutionContext, operation: Operation): Promise<Job[]> {
	const { context } = execution;
	const count = context.getInputData().length;
	const jobs: Job[] = [];
	const addJobs = async (itemIndexes: ItemIndexes, plan: () => Job[] | Promise<Job[]>) => {
		try {
			checkCredential(execution.api);
			for (const job of await plan()) jobs.push(job);
		} catch (error) {
			if (!context.continueOnFail())
				throw toNodeError(context.getNode(), error, {
					itemIndex: getErrorItemIndex(error) ?? itemIndexes[0],
				});
			jobs.push({ itemIndexes, run: () => ({ parts: [{ itemIndexes, error }] }) });
		}
	};
	const { first } = execution;
	const getParameters = (index: number) =>
		index === first.itemIndex ? first : new ItemParameters(context, index);
	const { planAllItems } = operation;
	if (count > 0 && planAllItems && operation.handlesAllItems?.(first)) {
		const others = Array.from({ length: count - 1 }, (_, index) => getParameters(index + 1));
		const items: NonEmpty<ItemParameters> = [first, ...others];
		await addJobs(getItemIndexes(items), () => planAllItems(execution, items));
		return jobs;
	}
	for (let index = 0; index < count; index++) {
		await addJobs([index], () => operation.plan(execution, getParameters(index)));
	}
	return jobs;
}

/**
 * The results of all jobs, in their order. When errors stop the node, nothing new is started after the first
 * one, but jobs that are under way are waited for: their run IDs are then known, so that n8n's Retry On Fail
 * resumes those runs instead of paying for them again. A job that was not started has no results.
 */
export async function runJobs(execution: ExecutionContext, jobs: Job[]): Promise<JobResult[]> {
	const { context } = execution;
	const results: JobResult[][] = [];
	let hasSucceeded = false;
	await runPool(
		jobs,
		createJobsLimit(execution, readConcurrency(execution.first), () => hasSucceeded),
		async (job, index) => {
			const own = (await runJob(job)).filter(wasStarted);
			results[index] = own;
			const hasFailed = own.some((result) => 'error' in result);
			hasSucceeded ||= !hasFailed;
			if (hasFailed && !context.continueOnFail()) execution.halt.abort();
		},
		() => !execution.haltSignal.aborted,
	);
	// Without those of jobs that were not started.
	return results.flat();
}

/** A job that was about to start when another one failed has no result. */
function wasStarted(result: JobResult): boolean {
	const error = 'error' in result ? result.error : undefined;
	return !(error instanceof ExtendApiError && error.details.code === 'NOT_STARTED');
}

async function runJob({ itemIndexes, run }: Job): Promise<JobResult[]> {
	try {
		const output = await run();
		return Array.isArray(output) ? [{ itemIndexes, items: output }] : output.parts;
	} catch (error) {
		return [{ itemIndexes, error }];
	}
}
