import type { FastifyInstance } from 'fastify';
import { hasEnded, recordPoll, type LiveRun, type RunRecord } from './lifecycle.mts';
import { notFound } from '../server/apiError.mts';
import type { State } from '../state/state.mts';
import { parseRequest } from '../validation/parseRequest.mts';
import { createRun } from './createRun.mts';
import type { RunKind } from './types.mts';
import { listRuns } from './listRuns.mts';
import { createRunAndWait } from './synchronousRun.mts';
import { serializeRun } from './serializeRun.mts';

interface IdParams {
	Params: { id: string };
}

/** Throws 404 if no run of this kind has the ID. */
export function findRun<R extends RunRecord>(state: State, kind: string, id: string): LiveRun<R> {
	const run = state.runs.get(id);
	if (!run || run.deleted || run.record.object !== kind)
		throw notFound(`${kind.replace('_', ' ')} ${id}`);
	return run as unknown as LiveRun<R>;
}

/** All endpoints of a run kind. */
export function registerRunRoutes<R extends RunRecord>(
	app: FastifyInstance,
	state: State,
	kind: RunKind<R>,
): void {
	const find = (id: string) => findRun<R>(state, kind.kind, id);
	const { list, sync, path } = kind;
	const parseQuery = (query: unknown): Record<string, unknown> =>
		kind.query ? (parseRequest(kind.query, query) as Record<string, unknown>) : {};

	if (sync)
		app.post(sync.path, async ({ body, query }) => {
			const shown = parseQuery(query);
			return serializeRun(state, kind, await createRunAndWait(state, kind, body), shown);
		});

	app.post(path, async ({ body }) => serializeRun(state, kind, createRun(state, kind, body)));

	if (list) app.get(path, async ({ query }) => listRuns(state, kind, list, query));

	app.get<IdParams>(`${path}/:id`, async ({ params, query }) => {
		const run = find(params.id);
		const shown = parseQuery(query);
		if (!hasEnded(run)) await recordPoll(state.behavior, run);
		return serializeRun(state, kind, run, shown);
	});

	if (kind.cancel)
		app.post<IdParams>(`${path}/:id/cancel`, async ({ params }) => {
			const run = find(params.id);
			run.cancel();
			return serializeRun(state, kind, run);
		});

	app.delete<IdParams>(`${path}/:id`, async ({ params }) => {
		find(params.id).deleted = true;
		return { id: params.id };
	});
}
