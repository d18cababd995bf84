/** Finds the runs that an execution or workflow of n8n started, by their tag: the API has no such filter. */
import type { ListOptions } from '../api/requests';
import { ExtendApiError } from '../errors/apiError';
import type { ApiClient } from '../http/client';
import { isNotFoundError } from '../http/outcome';
import type { ApiObject } from '../http/responses';
import { CALL_TIMEOUT_MS } from '../http/timeouts';
import { clock } from '../utils/clock';
import { runPool } from '../utils/async/concurrency';
import { getOwn } from '../utils/objects';
import type { RunKind } from './kinds';
import { fetchRun } from './runRequests';

/** Undefined members match everything. */
export interface StarterFilter {
	/** of n8n */
	executionId: string | undefined;
	/** of n8n */
	workflowId: string | undefined;
}

const MAX_PARALLEL_READS = 5;

/**
 * Picks from the pages of a list the runs that match; undefined when the filter is empty. Where the list has no
 * metadata, each run is read, until enough match.
 */
export function filterByStarter(
	api: ApiClient,
	kind: RunKind,
	filter: StarterFilter,
): ListOptions['filterPage'] {
	if (filter.executionId === undefined && filter.workflowId === undefined) return undefined;
	if (kind.recovery && !kind.recovery.metadataInListing) {
		return async (page, limit) => await filterByReading(api, kind, filter, page, limit);
	}
	return (page) => page.filter((run) => isMatch(filter, run.metadata));
}

function isMatch({ executionId, workflowId }: StarterFilter, metadata: unknown): boolean {
	const tag = getOwn(metadata, 'n8n');
	const matches = (name: string, wanted: string | undefined) =>
		wanted === undefined || getOwn(tag, name) === wanted;
	return matches('executionId', executionId) && matches('workflowId', workflowId);
}

async function filterByReading(
	api: ApiClient,
	kind: RunKind,
	filter: StarterFilter,
	page: ApiObject[],
	limit: number,
): Promise<ApiObject[]> {
	const chosen = new Set<ApiObject>();
	let failure: unknown;
	const check = async (summary: ApiObject) => {
		try {
			const run = await fetchRun(api, kind, summary.id, clock.now() + CALL_TIMEOUT_MS);
			if (isMatch(filter, run.metadata)) chosen.add(summary);
		} catch (error) {
			// It was deleted since the list was made.
			const gone = error instanceof ExtendApiError && isNotFoundError(error.details);
			if (!gone) failure ??= error;
		}
	};
	const mayContinue = () => failure === undefined && chosen.size < limit;
	await runPool(page, MAX_PARALLEL_READS, check, mayContinue);
	if (failure !== undefined) throw failure;
	return page.filter((run) => chosen.has(run));
}
