import type { FastifyInstance } from 'fastify';
import { isTerminal, polled, type LiveRun, type RunRecord } from './lifecycle.mts';
import { notFound } from '../server/apiError.mts';
import type { State } from '../state/state.mts';
import { parse } from '../validation/parseRequest.mts';
import { createRun } from './createRun.mts';
import type { RunKind } from './types.mts';
import { listRuns } from './listRuns.mts';
import { runNow } from './synchronousRun.mts';
import { runObject } from './serializeRun.mts';

interface ById {
	Params: { id: string };
}

/** The run with this ID; throws 404 when there is none of this kind. */
export function findRun<R extends RunRecord>(state: State, kind: string, id: string): LiveRun<R> {
	const run = state.runs.get(id);
	if (!run || run.deleted || run.record.object !== kind)
		throw notFound(`${kind.replace('_', ' ')} ${id}`);
	return run as unknown as LiveRun<R>;
}

/** Every call that a kind of run has. */
export function runRoutes<R extends RunRecord>(
	app: FastifyInstance,
	state: State,
	kind: RunKind<R>,
): void {
	const find = (id: string) => findRun<R>(state, kind.kind, id);
	const { list, sync, path } = kind;
	const queryOf = (query: unknown): Record<string, unknown> =>
		kind.query ? (parse(kind.query, query) as Record<string, unknown>) : {};

	if (sync)
		app.post(sync.path, async ({ body, query }) => {
			const shown = queryOf(query);
			return runObject(state, kind, await runNow(state, kind, body), shown);
		});

	app.post(path, async ({ body }) => runObject(state, kind, createRun(state, kind, body)));

	if (list) app.get(path, async ({ query }) => listRuns(state, kind, list, query));

	app.get<ById>(`${path}/:id`, async ({ params, query }) => {
		const run = find(params.id);
		const shown = queryOf(query);
		if (!isTerminal(run)) await polled(state.behaviour, run);
		return runObject(state, kind, run, shown);
	});

	if (kind.cancel)
		app.post<ById>(`${path}/:id/cancel`, async ({ params }) => {
			const run = find(params.id);
			run.cancel();
			return runObject(state, kind, run);
		});

	app.delete<ById>(`${path}/:id`, async ({ params }) => {
		find(params.id).deleted = true;
		return { id: params.id };
	});
}
