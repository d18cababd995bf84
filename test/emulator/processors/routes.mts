import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { newId } from '../state/ids.mts';
import { page, pageQuery, sortQuery } from '../server/pagination.mts';
import { invalid } from '../server/apiError.mts';
import type { State } from '../state/state.mts';
import { parse } from '../validation/parseRequest.mts';
import type { ProcessorKind, StoredProcessor } from './types.mts';
import {
	findProcessor,
	findVersion,
	newVersion,
	nextVersion,
	processorObject,
	processorSummary,
	processorsOf,
	versionObject,
	versionSummary,
} from './store.mts';

interface ById {
	Params: { id: string };
}

/** Tells whoever listens, e.g. webhooks, of a processor that changed. */
function tell(state: State, event: string, one: StoredProcessor) {
	state.events.emit('changed', `${one.kind}.${event}`, processorObject(one));
}

async function firstConfig<C>(
	state: State,
	kind: ProcessorKind<C>,
	body: Record<string, unknown>,
): Promise<C> {
	const ways = ['config', kind.cloneKey, ...(kind.generate ? ['generate'] : [])];
	if (ways.filter((way) => body[way] !== undefined).length > 1)
		throw invalid(`Give at most one of ${ways.join(', ')}`);
	const cloned = body[kind.cloneKey];
	if (cloned) return findProcessor<C>(state, kind.kind, String(cloned)).draft.config;
	if (body.generate && kind.generate) return await kind.generate.make(state, body.generate);
	if (body.config === undefined) return kind.empty();
	kind.check(body.config as C, 'config');
	return body.config as C;
}

async function create<C>(
	state: State,
	kind: ProcessorKind<C>,
	data: unknown,
): Promise<StoredProcessor> {
	const shape = z.object({
		name: z.string().min(1),
		config: kind.config.optional(),
		[kind.cloneKey]: z.string().optional(),
		...(kind.generate ? { generate: kind.generate.shape.optional() } : {}),
	});
	const body = parse(shape, data) as Record<string, unknown>;
	const config = kind.normalise(await firstConfig(state, kind, body));
	const draft = newVersion(state, kind, 'draft', null, config);
	const { createdAt, updatedAt } = draft;
	const created: StoredProcessor = {
		kind: kind.kind,
		id: newId(kind.prefix),
		seq: state.next(),
		name: String(body.name),
		createdAt,
		updatedAt,
		draft,
		published: [],
	};
	state.processors.set(created.id, created);
	tell(state, 'created', created);
	return created;
}

function update<C>(state: State, kind: ProcessorKind<C>, id: string, data: unknown) {
	const one = findProcessor<C>(state, kind.kind, id);
	const shape = z.object({ name: z.string().min(1).optional(), config: kind.config.optional() });
	const body = parse(shape, data);
	if (body.config) kind.check(body.config as C, 'config');
	if (body.name) one.name = body.name;
	if (body.config) one.draft = { ...one.draft, config: kind.normalise(body.config as C) };
	one.updatedAt = new Date().toISOString();
	if (body.name) tell(state, 'updated', one);
	if (body.config) tell(state, 'draft.updated', one);
	return one;
}

function publish<C>(state: State, kind: ProcessorKind<C>, id: string, data: unknown) {
	const one = findProcessor<C>(state, kind.kind, id);
	const shape = z.object({
		releaseType: z.enum(['major', 'minor']),
		description: z.string().optional(),
		config: kind.config.optional(),
	});
	const body = parse(shape, data);
	if (body.config) kind.check(body.config as C, 'config');
	const version = newVersion(
		state,
		kind,
		nextVersion(one.published, body.releaseType),
		body.description ?? null,
		body.config ? kind.normalise(body.config as C) : one.draft.config,
	);
	one.published.push(version);
	one.updatedAt = version.createdAt;
	const object = versionObject(one, version);
	state.events.emit('changed', `${one.kind}.version.published`, object);
	return object;
}

/** Every call that a kind of processor and its versions have. */
export function processorRoutes<C>(
	app: FastifyInstance,
	state: State,
	kind: ProcessorKind<C>,
): void {
	const { path } = kind;
	const find = (id: string) => findProcessor(state, kind.kind, id);
	const listQuery = z.object({ ...pageQuery, ...sortQuery });

	app.get(path, async (request) => {
		const query = parse(listQuery, request.query);
		const all = processorsOf(state, kind.kind);
		const { slice, ...rest } = page(all, query, state.behaviour.defaultPageSize);
		return { object: 'list', data: slice.map(processorSummary), ...rest };
	});

	app.post(path, async ({ body }) => processorObject(await create(state, kind, body)));

	app.get<ById>(`${path}/:id`, async ({ params }) => processorObject(find(params.id)));

	app.post<ById>(`${path}/:id`, async ({ params, body }) =>
		processorObject(update(state, kind, params.id, body)),
	);

	app.get<ById>(`${path}/:id/versions`, async (request) => {
		const one = find(request.params.id);
		const query = parse(z.object({ ...pageQuery, sortDir: sortQuery.sortDir }), request.query);
		// Draft first, then newest published: the draft counts as the newest of all.
		const all = [...one.published, { ...one.draft, createdAt: '9999', seq: Infinity }];
		const { slice, ...rest } = page(all, query, state.behaviour.defaultPageSize);
		const data = slice.map(({ id }) => versionSummary(one, findVersion(one, id)));
		return { object: 'list', data, ...rest };
	});

	app.post<ById>(`${path}/:id/versions`, async ({ params, body }) =>
		publish(state, kind, params.id, body),
	);

	app.get<{ Params: { id: string; version: string } }>(
		`${path}/:id/versions/:version`,
		async ({ params }) => {
			const one = find(params.id);
			return versionObject(one, findVersion(one, params.version));
		},
	);
}
