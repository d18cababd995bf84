import type { LiveRun, RunRecord } from './lifecycle.mts';
import type { State } from '../state/state.mts';
import { dropNulls } from '../server/dropNulls.mts';
import type { RunKind } from './types.mts';

/** The full form of a run. `query` is the request's parsed query. */
export const serializeRun = <R extends RunRecord>(
	state: State,
	kind: Pick<RunKind<R>, 'toResponse'>,
	run: LiveRun<R>,
	query: Record<string, unknown> = {},
): object =>
	dropNulls(state, {
		...(kind.toResponse?.(state, run, query) ?? run.record),
		...run.script.extra,
	});

/** The form used in lists. */
export function serializeRunSummary<R extends RunRecord>(
	state: State,
	list: NonNullable<RunKind<R>['list']>,
	run: LiveRun<R>,
): object {
	const all = { ...run.record, ...list.extraKeys?.(run), ...run.script.extra };
	const { usage } = all;
	const shown = Object.entries(all).filter(([key]) => !list.omittedKeys.includes(key));
	return dropNulls(state, {
		...Object.fromEntries(shown),
		usage: usage ? { credits: usage.credits, totalCredits: usage.totalCredits } : null,
	});
}
