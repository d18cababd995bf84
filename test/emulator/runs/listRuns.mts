import { z } from 'zod';
import { createFilterSchema } from './filterValues.mts';
import type { LiveRun, RunRecord } from './lifecycle.mts';
import { paginate, pageQueryFields } from '../server/pagination.mts';
import type { State } from '../state/state.mts';
import type { RunKind, RunList } from './types.mts';
import { serializeRunSummary } from './serializeRun.mts';

/** Filters shared by all run lists. */
export const runFilterFields = {
	...pageQueryFields,
	batchId: z.string().optional(),
	fileNameContains: z.string().optional(),
};

/** Filters of extract, classify and split run lists. */
export const processorRunFilterFields = {
	...runFilterFields,
	status: createFilterSchema('processorRunStatus'),
	sourceId: z.string().optional(),
	source: createFilterSchema('runSource'),
};

type Query = Record<string, unknown>;

/** Runs that were not deleted, oldest first. */
export const getRunsOfKind = <R extends RunRecord>(state: State, kind: string): Array<LiveRun<R>> =>
	[...state.runs.values()].filter(
		({ record, deleted }) => !deleted && record.object === kind,
	) as Array<LiveRun<R>>;

function isListed<R extends RunRecord>(list: RunList<R>, run: LiveRun<R>, query: Query): boolean {
	const { record } = run;
	if (run.hiddenUntil > Date.now() || run.hiddenLists > 0) return false;
	if (query.status && record.status !== query.status) return false;
	if (query.batchId && run.batchId !== query.batchId) return false;
	if (!(query.batchId && list.batchOverridesSource)) {
		if (query.source && run.source !== query.source) return false;
		if (query.sourceId && run.sourceId !== query.sourceId) return false;
	}
	const part = String(query.fileNameContains ?? '').toLowerCase();
	const names = [record.file, ...(record.files ?? [])].map(
		(file) => file?.name.toLowerCase() ?? '',
	);
	if (part && !names.some((name) => name.includes(part))) return false;
	return list.matches?.(run, query) ?? true;
}

/** Lists runs for a parsed query, and counts the request for runs with a scripted list lag. */
export function listRuns<R extends RunRecord>(
	state: State,
	kind: RunKind<R>,
	list: RunList<R>,
	query: Query,
): object {
	const all = getRunsOfKind<R>(state, kind.kind);
	const found = all.filter((run) => isListed(list, run, query));
	const maxPageSize = list.pageSize
		? list.pageSize(state, query)
		: (query.maxPageSize as number | undefined);
	const paged = { ...query, limit: undefined, maxPageSize };
	const { slice, ...rest } = paginate(found, paged, state.behavior.defaultPageSize);
	for (const run of all) run.hiddenLists = Math.max(0, run.hiddenLists - 1);
	return {
		object: 'list',
		data: slice.map((run) => serializeRunSummary(state, list, run)),
		...rest,
	};
}
