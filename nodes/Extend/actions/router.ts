/**
 * One loop over the items: plans all of them before anything is sent, does the work in a pool, keeps the
 * order, pairs the items. The only place where an error becomes an item or is thrown at n8n.
 */
import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type JsonObject,
} from 'n8n-workflow';
import { clock } from '../../shared/clock';
import { ExtendProblem, Stopped, type ProblemDetails } from '../../shared/errors';
import { costHint } from '../../shared/hints';
import { runPool } from '../../shared/pool';
import { entryOf } from '../../shared/records';
import { errorItem } from './errorItem';
import { createNodeRun, type NodeRun } from './nodeRun';
import type { Job, Operation, Part } from './operation';
import { operations } from './operations';

/** How long the deletions at the end may take, in ms. */
const DELETE_TIMEOUT_MS = 30_000;

/** Runs the chosen operation for all items. */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = this.getNodeParameter('resource', 0);
	const operation = this.getNodeParameter('operation', 0);
	const chosen = entryOf(entryOf(operations, resource) ?? {}, operation);
	if (!chosen) {
		throw new NodeOperationError(
			this.getNode(),
			`The operation ${resource}: ${operation} is not known`,
			{
				description: 'Open the node and select an operation, or update n8n-nodes-extend.',
			},
		);
	}
	const nodeRun = await createNodeRun(this);
	const jobs = await planJobs(nodeRun, chosen);
	const results = await work(nodeRun, jobs);

	if (nodeRun.api.stopped()) throw stoppedError(this);
	const output: INodeExecutionData[] = [];
	// A job that was not started, because an earlier one failed, has no parts; the earlier one throws.
	for (const index of jobs.keys()) {
		for (const part of results[index] ?? []) output.push(...itemsOf(nodeRun, part));
	}
	await deleteAfter(nodeRun);
	showHints(nodeRun);
	return [output];
}

/** The work of all items in order. What is wrong with an item is a job that fails. */
async function planJobs(nodeRun: NodeRun, operation: Operation): Promise<Job[]> {
	const { context } = nodeRun;
	const indexes = context.getInputData().map((_item, index) => index);
	const jobs: Job[] = [];
	const plan = async (itemIndexes: number[], make: () => Promise<Job[]>) => {
		try {
			jobs.push(...(await make()));
		} catch (error) {
			if (!context.continueOnFail()) throw thrown(context, error, itemIndexes[0]);
			jobs.push({ itemIndexes, run: async () => await Promise.reject(error) });
		}
	};
	const { planAll } = operation;
	if (planAll && operation.takesAll?.(nodeRun)) {
		await plan(indexes, async () => await planAll(nodeRun, indexes));
		return jobs;
	}
	for (const index of indexes) {
		await plan([index], async () => await operation.plan(nodeRun, index));
	}
	return jobs;
}

/**
 * The results of the jobs, in their order. When errors stop the node, nothing new is started after the
 * first one, but what is under way is waited for: its run IDs are then known, so that n8n's Retry On Fail
 * takes those runs up instead of paying for them again.
 */
async function work(nodeRun: NodeRun, jobs: Job[]): Promise<Part[][]> {
	const { context } = nodeRun;
	const results: Part[][] = [];
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
		() => !nodeRun.api.stopped() && (!failed || context.continueOnFail()),
	);
	return results;
}

/** The items of a part, paired; or its error, as an item or thrown, as the settings of the node say. */
function itemsOf({ context }: NodeRun, part: Part): INodeExecutionData[] {
	const { itemIndexes } = part;
	const [first] = itemIndexes;
	const pairedItem =
		itemIndexes.length === 1 ? { item: first } : itemIndexes.map((item) => ({ item }));
	if ('items' in part) return part.items.map((item) => ({ ...item, pairedItem }));
	if (!context.continueOnFail()) throw thrown(context, part.error, first);
	return [{ ...errorItem(context, part.error, first), pairedItem }];
}

/** The error as n8n shows it. Texts are ours; nothing of the HTTP client's error travels along. */
function thrown(context: IExecuteFunctions, error: unknown, itemIndex: number): Error {
	if (error instanceof Stopped) return stoppedError(context);
	if (error instanceof ExtendProblem) {
		const { message, httpCode } = error.details;
		const description = withTraces(error.details);
		if (httpCode === undefined) {
			return new NodeOperationError(context.getNode(), `${message} [item ${itemIndex}]`, {
				itemIndex,
				description,
			});
		}
		return new NodeApiError(context.getNode(), error.details as unknown as JsonObject, {
			message: `${message} [item ${itemIndex}]`,
			description,
			httpCode: String(httpCode),
			itemIndex,
		});
	}
	if (error instanceof NodeOperationError) return error;
	return new NodeOperationError(context.getNode(), error as Error, { itemIndex });
}

/** The description with what helps to look further: an error item has these as members. */
function withTraces({ description, dashboardUrl, requestId }: ProblemDetails): string {
	const link = dashboardUrl ? `The run in Extend: ${dashboardUrl}` : '';
	const request = requestId ? `Request ID: ${requestId}` : '';
	return [description, link, request].filter((text) => text !== '').join(' ');
}

function stoppedError(context: IExecuteFunctions): NodeOperationError {
	return new NodeOperationError(context.getNode(), new Stopped().message);
}

/** Deletes what the options say. A delete that does not work is a hint: the results are here. */
async function deleteAfter(nodeRun: NodeRun): Promise<void> {
	const { api, deletions, hints } = nodeRun;
	await runPool(deletions.length, 5, async (index) => {
		const { path, id } = deletions[index];
		const outcome = await api.send({
			method: 'DELETE',
			path: `${path}/${encodeURIComponent(id)}`,
			policy: 'read',
			deadline: clock.now() + DELETE_TIMEOUT_MS,
		});
		const gone = outcome.kind === 'refused' && outcome.problem.httpCode === 404;
		if (outcome.kind !== 'answered' && !gone) hints.add('notDeleted', id);
	});
}

function showHints({ context, api, hints, paidDocuments, credits }: NodeRun): void {
	for (let n = 0; n < api.counts.rateLimited; n++) hints.add('rateLimited');
	for (let n = 0; n < api.counts.repeated; n++) hints.add('repeated');
	// Missing on n8n versions before hints, and in some contexts.
	if (typeof context.addExecutionHints !== 'function') return;
	const cost = costHint(paidDocuments, credits);
	for (const message of [...hints.sentences(), ...(cost ? [cost] : [])]) {
		context.addExecutionHints({ message, location: 'outputPane' });
	}
}
