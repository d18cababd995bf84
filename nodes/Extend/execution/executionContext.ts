/** What all items of one run of the node share. */
import { randomUUID } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { getCredits } from '../../shared/api/usage';
import { createHints, type Hints } from '../../shared/errors/hints';
import { createRateLimiter, type RateLimiter } from '../../shared/http/limits/rateLimiter';
import { RUN_LOG_MESSAGES } from '../../shared/runs/messages';
import type { ProcessedRun } from '../../shared/runs/reuse/processedLedger';
import { StoppedRuns } from '../../shared/runs/stop/stoppedRuns';
import type { RunServices } from '../../shared/runs/types';
import { createApiClient, type ApiClient } from '../../shared/http/client';
import { Slots } from '../../shared/utils/async/concurrency';
import { onAbort } from '../../shared/utils/async/onAbort';
import type { ItemParameters } from '../../shared/parameters/nodeParameters';
import { toNumber } from '../../shared/utils/sanitize';
import { concurrencyOption } from '../parameters/common/sharedOptions';
import { joinAccount } from './accountLimits';
import { CreditBudget } from './creditBudget';

/** Uploads at the same time: each may have its file in memory, where n8n keeps files there. */
const MAX_UPLOADS = 4;

/** Results of a batch that are fetched at the same time, without 'Concurrency'. */
export const MAX_PARALLEL_READS = 20;

/** What to delete in Extend when everything went well. */
export interface Deletion {
	path: string;
	id: string;
}

export interface ExecutionContext extends RunServices {
	context: IExecuteFunctions;
	/** the parameters of the first item, which decide what holds for all items */
	first: ItemParameters;
	api: ApiClient;
	hints: Hints;
	limits: RateLimiter;
	/** Called at the end: other executions with the same account measure the limits without this one. */
	leaveAccount(): void;
	/** places for uploads, and for all else that has a whole file in memory for a moment */
	uploads: Slots;
	/** aborted when nothing new may be started: after an error that stops the node, and after Stop */
	halt: AbortController;
	/** of n8n, or a random one that stands in for it */
	executionId: string;
	/** which run of the node in the execution this is; undefined as agent tool, where each retry has a new one */
	runIndex: number | undefined;
	budget: CreditBudget;
	/** whether a hint says what the documents cost: with a limit, and for batches */
	showsCost: boolean;
	/** how many documents these credits were for */
	billedDocuments: number;
	/** executed at the end, when no item failed: earlier, a further attempt could not recover the runs */
	deletions: Deletion[];
	/**
	 * documents in progress that others may be copies of, by fingerprint, with the run of each once it is known;
	 * undefined when there is none
	 */
	inProgress: Map<string, Promise<ProcessedRun | undefined>>;
	/** all runs that this execution waited for or started, by ID */
	runIds: Set<string>;
	/** Reads what serves all items once, and gives it again under the same key. */
	once<T>(key: string, read: () => T | Promise<T>): Promise<T>;
}

/** Opens the API with the credential of the node. */
export async function createExecutionContext(first: ItemParameters): Promise<ExecutionContext> {
	const { context } = first;
	const reads = new Map<string, unknown>();
	const limits = createRateLimiter();
	const api = await createApiClient(context, limits);
	const halt = new AbortController();
	onAbort(api.signal, () => halt.abort());
	const executionId = context.getExecutionId() || getStandInId(context);
	const runIndex = getRunIndex(context);
	// Last, since who has joined has to leave.
	const { pollPacer, leaveAccount } = joinAccount(api.getAccount(), limits);
	return {
		context,
		first,
		api,
		limits,
		uploads: new Slots(MAX_UPLOADS),
		halt,
		haltSignal: halt.signal,
		pollPacer,
		leaveAccount,
		sync: { isCutOff: false },
		stopCleanUp: new StoppedRuns({
			// What was measured of the limits holds for the cancellations, too.
			openApi: async () => await createApiClient(context, limits, true),
			writes: limits.writes,
			onLeft(runIds, unknownCount) {
				const count = runIds.length + unknownCount;
				const message = RUN_LOG_MESSAGES.leftAfterStop({ count, executionId });
				context.logger.warn(message, { runIds });
			},
		}),
		hints: createHints(),
		candidateKeys: new Map(),
		executionId,
		runIndex,
		budget: new CreditBudget(),
		showsCost: false,
		billedDocuments: 0,
		deletions: [],
		inProgress: new Map(),
		runIds: new Set(),
		once: async <T>(key: string, read: () => T | Promise<T>) => {
			if (!reads.has(key)) reads.set(key, read());
			return (await reads.get(key)) as T;
		},
	};
}

/** What n8n hands over to all tries of Retry On Fail, by which they get the same ID. */
const standInIds = new WeakMap<object, string>();

/** Without an execution ID, two executions of a node would take each other's runs for their own. */
function getStandInId(context: IExecuteFunctions): string {
	const executeData = context.getExecuteData();
	const id = standInIds.get(executeData) ?? randomUUID();
	standInIds.set(executeData, id);
	return id;
}

function getRunIndex(context: IExecuteFunctions): number | undefined {
	// isToolExecution is missing on n8n 1.x.
	if (typeof context.isToolExecution === 'function' && context.isToolExecution()) return undefined;
	const { $runIndex } = context.getWorkflowDataProxy(0);
	return typeof $runIndex === 'number' ? $runIndex : undefined;
}

/**
 * How many documents, files or runs are handled at the same time; undefined: automatic. Read without the other
 * options, since an expression of those that fails is the error of its item only. Throws NodeOperationError.
 */
export function readConcurrency(params: ItemParameters): number | undefined {
	return toNumber(params.declared(concurrencyOption(''), 'options.concurrency'));
}

/** Adds what a run cost. Runs of old billing plans have no usage. */
export function countCredits(execution: ExecutionContext, run: IDataObject, documents = 1): void {
	const credits = getCredits(run) ?? 0;
	if (credits <= 0) return;
	execution.budget.add(credits, documents);
	execution.billedDocuments += documents;
}
