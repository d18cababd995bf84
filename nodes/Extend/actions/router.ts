/**
 * One loop over the items: plans all of them before anything is sent, does the work in a pool, keeps the
 * order, pairs the items. The only place where an error becomes an item or is thrown at n8n.
 */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { clock } from '../../shared/utils/clock';
import { AbortedError } from '../../shared/errors/apiError';
import { checkCredential } from '../../shared/errors/checkCredential';
import { toNodeError } from '../../shared/errors/toNodeError';
import { DELETE_TIMEOUT_MS } from '../../shared/http/timeouts';
import { getCostHint } from '../../shared/errors/hints';
import { runPool } from '../../shared/utils/concurrency';
import { createErrorItem } from '../execution/errorItem';
import { createExecutionContext, type ExecutionContext } from '../execution/executionContext';
import type { Job, Operation, JobResult } from '../execution/types';
import { ACTION_MESSAGES } from './messages';
import { findOperation } from './registry';
import { encodePathPart } from '../../shared/utils/urlPath';

/** Runs the chosen operation for all items. */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = this.getNodeParameter('resource', 0);
	const operation = this.getNodeParameter('operation', 0);
	const chosen = findOperation(String(resource), String(operation));
	if (!chosen) {
		const { message, hint } = ACTION_MESSAGES.unknownOperation({
			resource: String(resource),
			operation: String(operation),
		});
		throw new NodeOperationError(this.getNode(), message, { description: hint });
	}
	const execution = await createExecutionContext(this);
	const jobs = await planJobs(execution, chosen);
	const results = await runJobs(execution, jobs);

	if (execution.api.isStopped()) throw toNodeError(this.getNode(), new AbortedError());
	const output: INodeExecutionData[] = [];
	// A job that was not started, because an earlier one failed, has no parts; the earlier one throws.
	for (const index of jobs.keys()) {
		for (const part of results[index] ?? []) {
			// Not spread: a result of 200,000 items would not fit on the stack.
			for (const item of toItems(execution, part)) output.push(item);
		}
	}
	// n8n's Retry On Fail executes the node again when an item failed, and then needs the runs of the others.
	const failed = results.some((parts) => parts?.some((part) => 'error' in part));
	if (!failed) await runDeletions(execution);
	else if (execution.deletions.length > 0) execution.hints.add('deletionsSkipped');
	showHints(execution);
	return [output];
}

/** The work of all items in order. What is wrong with an item is a job that fails. */
async function planJobs(execution: ExecutionContext, operation: Operation): Promise<Job[]> {
	const { context } = execution;
	const indexes = context.getInputData().map((_item, index) => index);
	const jobs: Job[] = [];
	const plan = async (itemIndexes: number[], make: () => Promise<Job[]>) => {
		try {
			checkCredential(execution.api);
			jobs.push(...(await make()));
		} catch (error) {
			if (!context.continueOnFail())
				throw toNodeError(context.getNode(), error, { itemIndex: itemIndexes[0] });
			jobs.push({ itemIndexes, run: async () => await Promise.reject(error) });
		}
	};
	const { planAllItems } = operation;
	if (planAllItems && operation.handlesAllItems?.(execution)) {
		await plan(indexes, async () => await planAllItems(execution, indexes));
		return jobs;
	}
	for (const index of indexes) {
		await plan([index], async () => await operation.plan(execution, index));
	}
	return jobs;
}

/**
 * The results of the jobs, in their order. When errors stop the node, nothing new is started after the
 * first one, but what is in progress is awaited: its run IDs are then known, so that n8n's Retry On Fail
 * takes those runs up instead of paying for them again.
 */
async function runJobs(execution: ExecutionContext, jobs: Job[]): Promise<JobResult[][]> {
	const { context } = execution;
	const results: JobResult[][] = [];
	let failed = false;
	const concurrency = Number(context.getNodeParameter('options.concurrency', 0, 5));
	await runPool(
		jobs.length,
		Number.isFinite(concurrency) ? concurrency : 1,
		async (index) => {
			const { itemIndexes } = jobs[index];
			try {
				const result = await jobs[index].run();
				results[index] = Array.isArray(result) ? [{ itemIndexes, items: result }] : result.parts;
			} catch (error) {
				results[index] = [{ itemIndexes, error }];
			}
			failed ||= results[index].some((part) => 'error' in part);
		},
		() => !execution.api.isStopped() && (!failed || context.continueOnFail()),
	);
	return results;
}

/** The items of a part, paired; or its error, as an item or thrown, as the settings of the node say. */
function toItems({ context }: ExecutionContext, part: JobResult): INodeExecutionData[] {
	const { itemIndexes } = part;
	const [first] = itemIndexes;
	const pairedItem =
		itemIndexes.length === 1 ? { item: first } : itemIndexes.map((item) => ({ item }));
	if ('items' in part) return part.items.map((item) => ({ ...item, pairedItem }));
	if (!context.continueOnFail())
		throw toNodeError(context.getNode(), part.error, { itemIndex: first });
	return [{ ...createErrorItem(context, part.error, first), pairedItem }];
}

/** Deletes what the options say. A delete that does not work is a hint: the results are here. */
async function runDeletions(execution: ExecutionContext): Promise<void> {
	const { api, deletions, hints } = execution;
	await runPool(deletions.length, 5, async (index) => {
		const { path, id } = deletions[index];
		const outcome = await api.send({
			method: 'DELETE',
			path: `${path}/${encodePathPart(id)}`,
			idempotent: true,
			deadline: clock.now() + DELETE_TIMEOUT_MS,
		});
		const gone = outcome.kind === 'rejected' && outcome.error.httpCode === 404;
		if (outcome.kind !== 'succeeded' && !gone) hints.add('notDeleted', id);
	});
}

function showHints({ context, api, hints, billedDocuments, credits }: ExecutionContext): void {
	for (let n = 0; n < api.stats.rateLimited; n++) hints.add('rateLimited');
	for (let n = 0; n < api.stats.repeated; n++) hints.add('repeated');
	// Missing on n8n versions before hints, and in some contexts.
	if (typeof context.addExecutionHints !== 'function') return;
	const cost = getCostHint(billedDocuments, credits);
	for (const message of [...hints.toMessages(), ...(cost ? [cost] : [])]) {
		context.addExecutionHints({ message, location: 'outputPane' });
	}
}
