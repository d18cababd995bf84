import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { createId } from '../state/ids.mts';
import { paginate, pageQueryFields, sortQueryFields } from '../server/pagination.mts';
import { addApiRoute } from '../server/apiRoute.mts';
import { invalidRequest } from '../server/apiError.mts';
import type { State } from '../state/state.mts';
import type { ProcessorKind, StoredProcessor } from './types.mts';
import {
	findProcessor,
	findVersion,
	createVersion,
	getNextVersionNumber,
	serializeProcessor,
	serializeProcessorSummary,
	getProcessors,
	serializeVersion,
	serializeVersionSummary,
} from './store.mts';

/** Notifies listeners such as webhooks of a change. */
function emitChange(state: State, event: string, one: StoredProcessor) {
	state.events.emit('changed', `${one.kind}.${event}`, serializeProcessor(one));
}

async function resolveInitialConfig<C>(
	state: State,
	kind: ProcessorKind<C>,
	body: Record<string, unknown>,
): Promise<C> {
	const sources = ['config', kind.cloneKey, ...(kind.generator ? ['generate'] : [])];
	if (sources.filter((source) => body[source] !== undefined).length > 1)
		throw invalidRequest(`Give at most one of ${sources.join(', ')}`);
	const cloned = body[kind.cloneKey];
	if (cloned) return findProcessor<C>(state, kind.kind, String(cloned)).draft.config;
	if (body.generate && kind.generator)
		return await kind.generator.createConfig(state, body.generate);
	if (body.config === undefined) return kind.createEmptyConfig();
	kind.validate(body.config as C, 'config');
	return body.config as C;
}

/** Schemas of the requests that create, change and publish a processor. */
const createBodySchemas = <C,>(kind: ProcessorKind<C>) => ({
	create: z
		.object({
			name: z.string().min(1),
			config: kind.configSchema.optional(),
			[kind.cloneKey]: z.string().optional(),
			...(kind.generator ? { generate: kind.generator.schema.optional() } : {}),
		})
		.strict(),
	update: z
		.object({ name: z.string().min(1).optional(), config: kind.configSchema.optional() })
		.strict(),
	publish: z
		.object({
			releaseType: z.enum(['major', 'minor']),
			description: z.string().optional(),
			config: kind.configSchema.optional(),
		})
		.strict(),
});
type BodySchemas = ReturnType<typeof createBodySchemas>;

async function createProcessor<C>(
	state: State,
	kind: ProcessorKind<C>,
	body: Record<string, unknown>,
): Promise<StoredProcessor> {
	const config = kind.normalize(await resolveInitialConfig(state, kind, body));
	const draft = createVersion(state, kind, 'draft', null, config);
	const { createdAt, updatedAt } = draft;
	const created: StoredProcessor = {
		kind: kind.kind,
		id: createId(kind.prefix),
		seq: state.nextSequence(),
		name: String(body.name),
		createdAt,
		updatedAt,
		draft,
		published: [],
	};
	state.processors.set(created.id, created);
	emitChange(state, 'created', created);
	return created;
}

function updateProcessor<C>(
	state: State,
	kind: ProcessorKind<C>,
	id: string,
	body: z.infer<BodySchemas['update']>,
) {
	const one = findProcessor<C>(state, kind.kind, id);
	if (body.config) kind.validate(body.config as C, 'config');
	if (body.name) one.name = body.name;
	if (body.config) one.draft = { ...one.draft, config: kind.normalize(body.config as C) };
	one.updatedAt = new Date().toISOString();
	if (body.name) emitChange(state, 'updated', one);
	if (body.config) emitChange(state, 'draft.updated', one);
	return one;
}

function publishVersion<C>(
	state: State,
	kind: ProcessorKind<C>,
	id: string,
	body: z.infer<BodySchemas['publish']>,
) {
	const one = findProcessor<C>(state, kind.kind, id);
	if (body.config) kind.validate(body.config as C, 'config');
	const version = createVersion(
		state,
		kind,
		getNextVersionNumber(one.published, body.releaseType),
		body.description ?? null,
		body.config ? kind.normalize(body.config as C) : one.draft.config,
	);
	one.published.push(version);
	one.updatedAt = version.createdAt;
	const object = serializeVersion(one, version);
	state.events.emit('changed', `${one.kind}.version.published`, object);
	return object;
}

const listQuerySchema = z.object({ ...pageQueryFields, ...sortQueryFields }).strict();
const versionsQuerySchema = z
	.object({ ...pageQueryFields, sortDir: sortQueryFields.sortDir })
	.strict();

/** All endpoints of a processor type and its versions. */
export function registerProcessorRoutes<C>(
	app: FastifyInstance,
	state: State,
	kind: ProcessorKind<C>,
): void {
	const { path } = kind;
	const bodies = createBodySchemas(kind);
	const find = (id: string) => findProcessor(state, kind.kind, id);

	addApiRoute(app, 'GET', path, { query: listQuerySchema }, ({ query }) => {
		const all = getProcessors(state, kind.kind);
		const { slice, ...rest } = paginate(all, query, state.behavior.defaultPageSize);
		return { object: 'list', data: slice.map(serializeProcessorSummary), ...rest };
	});

	addApiRoute(app, 'POST', path, { body: bodies.create }, async ({ body }) =>
		serializeProcessor(await createProcessor(state, kind, body)),
	);

	addApiRoute(app, 'GET', `${path}/:id`, {}, ({ params }) => serializeProcessor(find(params.id)));

	addApiRoute(app, 'POST', `${path}/:id`, { body: bodies.update }, ({ params, body }) =>
		serializeProcessor(updateProcessor(state, kind, params.id, body)),
	);

	addApiRoute(app, 'GET', `${path}/:id/versions`, { query: versionsQuerySchema }, (call) => {
		const one = find(call.params.id);
		// The draft sorts as the newest version.
		const all = [...one.published, { ...one.draft, createdAt: '9999', seq: Infinity }];
		const { slice, ...rest } = paginate(all, call.query, state.behavior.defaultPageSize);
		const data = slice.map(({ id }) => serializeVersionSummary(one, findVersion(one, id)));
		return { object: 'list', data, ...rest };
	});

	addApiRoute(app, 'POST', `${path}/:id/versions`, { body: bodies.publish }, ({ params, body }) =>
		publishVersion(state, kind, params.id, body),
	);

	addApiRoute(app, 'GET', `${path}/:id/versions/:version`, {}, ({ params }) => {
		const one = find(params.id);
		return serializeVersion(one, findVersion(one, params.version));
	});
}
