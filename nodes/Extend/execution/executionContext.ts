/** What all items of one run of the node share. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { createHints, type Hints } from '../../shared/errors/hints';
import { createRateLimiter } from '../../shared/http/rateLimiter';
import type { RunServices } from '../../shared/runs/types';
import { createApiClient, type ApiClient } from '../../shared/http/client';

/** What to delete in Extend when everything went well. */
export interface Deletion {
	path: string;
	id: string;
}

export interface ExecutionContext extends RunServices {
	context: IExecuteFunctions;
	api: ApiClient;
	hints: Hints;
	/** which run of the node in the execution this is; undefined as agent tool, where each retry has a new one */
	runIndex: number | undefined;
	/** credits of the runs that are done so far */
	credits: number;
	/** how many documents these credits were for */
	billedDocuments: number;
	/** carried out at the end, when nothing is thrown: earlier it would defeat the adoption of runs */
	deletions: Deletion[];
	/** what was read once and serves all items, by what it is */
	once<T>(what: string, read: () => Promise<T>): Promise<T>;
}

/** Opens the API with the credential of the node. */
export async function createExecutionContext(
	context: IExecuteFunctions,
): Promise<ExecutionContext> {
	const pace = createRateLimiter();
	const read = new Map<string, Promise<unknown>>();
	return {
		context,
		api: await createApiClient(context, pace),
		openCleanUpApi: async () => await createApiClient(context, createRateLimiter(), true),
		hints: createHints(),
		candidateKeys: new Map(),
		runIndex: getRunIndex(context),
		credits: 0,
		billedDocuments: 0,
		deletions: [],
		once: async <T>(what: string, make: () => Promise<T>) => {
			if (!read.has(what)) read.set(what, make());
			return (await read.get(what)) as T;
		},
	};
}

function getRunIndex(context: IExecuteFunctions): number | undefined {
	// isToolExecution is missing on n8n 1.x.
	if (typeof context.isToolExecution === 'function' && context.isToolExecution()) return undefined;
	const { $runIndex } = context.getWorkflowDataProxy(0);
	return typeof $runIndex === 'number' ? $runIndex : undefined;
}

/** Adds what a run over so many documents cost. Runs of old billing plans have no usage. */
export function countCredits(execution: ExecutionContext, run: IDataObject, documents = 1): void {
	const usage = run.usage as { totalCredits?: unknown; credits?: unknown } | null | undefined;
	const credits = usage?.totalCredits ?? usage?.credits;
	if (typeof credits !== 'number' || credits <= 0) return;
	execution.credits += credits;
	execution.billedDocuments += documents;
}
