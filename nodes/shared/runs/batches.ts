/** The runs of a batch: read from the list, which may lag, and matched with its documents. */
import { toError } from '../api/requests';
import { ExtendApiError } from '../errors/apiError';
import type { ApiClient } from '../http/client';
import type { ApiObject, Run } from '../http/responses';
import { CALL_TIMEOUT_MS } from '../http/timeouts';
import { clock } from '../utils/clock';
import { getOwn, type NonEmpty } from '../utils/objects';
import { joinSentences } from '../utils/sentences';
import { toBatchKind, type RunKind } from './kinds';
import { RUN_ACTIONS, RUN_MESSAGES } from './messages';
import { fetchBatchRuns } from './runRequests';

/** New runs may be missing from the list for a while: it is read at 0, 1, 3, 6 and 11 s. */
const LIST_LAG_PAUSES_MS = [0, 1000, 2000, 3000, 5000];
/** How many runs an error lists. */
const MAX_LISTED_RUNS = 5;

/**
 * The summaries of a batch's runs. While there are fewer than `expected`, the list is read again a few times;
 * then those that are there are returned. Throws ExtendApiError, or AbortedError after Stop.
 */
export async function listBatchRuns(
	api: ApiClient,
	batchKind: RunKind,
	batchId: string,
	expected: number,
): Promise<ApiObject[]> {
	let runs: ApiObject[] = [];
	for (const pauseMs of LIST_LAG_PAUSES_MS) {
		await clock.sleep(pauseMs, api.signal);
		const found = await fetchBatchRuns(api, batchKind, batchId, clock.now() + CALL_TIMEOUT_MS);
		if (!Array.isArray(found)) {
			const action = RUN_ACTIONS.listBatch({ kind: batchKind.label, batchId });
			throw toError(found, action, { runId: batchId });
		}
		runs = found;
		if (runs.length >= expected) break;
	}
	return runs;
}

/**
 * Which of the kinds the batch's runs are: the one that has runs of it, or the first when none has.
 * Throws ExtendApiError, or AbortedError after Stop.
 */
export async function detectBatchKind(
	api: ApiClient,
	kinds: NonEmpty<RunKind>,
	batchId: string,
): Promise<RunKind> {
	const [first, ...others] = kinds;
	if (others.length === 0) return first;
	for (const kind of kinds) {
		const runs = await listBatchRuns(api, toBatchKind(kind), batchId, 0);
		if (runs.length > 0) return kind;
	}
	return first;
}

/** The position of a run's document in a batch that this node started; undefined for other runs. */
export function getBatchPosition(run: object): number | undefined {
	const item = getOwn(getOwn(getOwn(run, 'metadata'), 'n8n'), 'item');
	return typeof item === 'number' ? item : undefined;
}

/**
 * Documents of a batch have no run in the list.
 * @param message which ones: `noRunFound` or `runsMissing` of RUN_MESSAGES
 * @param unread IDs of runs that could not be read and may be theirs
 */
export function missingRunError(
	{ id, status }: Run,
	message: string,
	unread: string[] = [],
): ExtendApiError {
	const runIds = unread.slice(0, MAX_LISTED_RUNS).join(', ');
	const hint = joinSentences(
		RUN_MESSAGES.batchIncomplete({ batchId: id, status }),
		runIds === '' ? '' : RUN_MESSAGES.unreadRuns({ runIds }),
	);
	return new ExtendApiError('RUN_MISSING', { message, hint }, { runId: id, retryable: true });
}
