import type { FastifyInstance } from 'fastify';
import { hasEnded, recordPoll, type LiveRun, type RunRecord } from './lifecycle.mts';
import { addApiRoute } from '../server/apiRoute.mts';
import { invalidRequest, notFound } from '../server/apiError.mts';
import { purgeDeliveredRun } from '../state/retention.mts';
import type { State } from '../state/state.mts';
import { createRun } from './createRun.mts';
import type { RunKind } from './types.mts';
import { listRuns } from './listRuns.mts';
import { createRunAndWait } from './synchronousRun.mts';
import { serializeRun } from './serializeRun.mts';

/** Throws 404 if no run of this kind has the ID. */
export function findRun<R extends RunRecord>(state: State, kind: string, id: string): LiveRun<R> {
	const run = state.runs.get(id);
	if (!run || run.deleted || run.record.object !== kind)
		throw notFound(`${kind.replace('_', ' ')} ${id}`);
	return run as LiveRun<R>;
}

/** Throws 400 unless the status allows it. `quietly`: a run that cannot be cancelled stays as it is. */
function cancelRun<R extends RunRecord>(
	run: LiveRun<R>,
	cancellable: readonly string[],
	quietly = false,
): void {
	const { status } = run.record;
	if (!cancellable.includes(status)) {
		if (quietly) return;
		throw invalidRequest(
			`Only ${cancellable.join(' and ')} runs can be cancelled, this one is ${status}`,
		);
	}
	run.end({ status: 'CANCELLED' } as Partial<R>);
}

/** All endpoints of a run kind. */
export function registerRunRoutes<R extends RunRecord>(
	app: FastifyInstance,
	state: State,
	kind: RunKind<R>,
): void {
	const { list, sync, path, query, cancellable } = kind;
	if (kind.isEnabled)
		app.addHook('preHandler', async ({ recorded: { method, path: asked } }) => {
			const isOwn = [path, sync?.path].some((own) => own && `${asked}/`.startsWith(`${own}/`));
			if (isOwn && !kind.isEnabled!(state)) throw notFound(`Route ${method} ${asked}`);
		});
	const find = (id: string) => findRun<R>(state, kind.kind, id);
	const one = `${path}/:id`;
	const deliver = (run: LiveRun<R>, shown: Record<string, unknown>) => {
		const response = serializeRun(state, kind, run, shown);
		purgeDeliveredRun(state, run);
		return response;
	};

	// Only runs that wait in a queue have a priority.
	if (sync)
		addApiRoute(
			app,
			'POST',
			sync.path,
			{ query, body: kind.body.omit({ priority: true }) },
			async (call) => deliver(await createRunAndWait(state, kind, call.body), call.query),
		);

	addApiRoute(app, 'POST', path, { body: kind.body }, ({ body }) =>
		serializeRun(state, kind, createRun(state, kind, body)),
	);

	if (list)
		addApiRoute(app, 'GET', path, { query: list.query }, (call) =>
			listRuns(state, kind, list, call.query),
		);

	addApiRoute(app, 'GET', one, { query }, async (call) => {
		const run = find(call.params.id);
		if (!hasEnded(run)) await recordPoll(state.behavior, run);
		return deliver(run, call.query);
	});

	if (cancellable)
		addApiRoute(app, 'POST', `${one}/cancel`, {}, ({ params }) => {
			const run = find(params.id);
			cancelRun(run, cancellable, kind.cancelsQuietly);
			return serializeRun(state, kind, run);
		});

	if (kind.isPermanent) return;
	addApiRoute(app, 'DELETE', one, {}, ({ params }) => {
		find(params.id).deleted = true;
		return { id: params.id };
	});
}
